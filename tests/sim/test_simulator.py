"""Whatever goes wrong between tablets and server, nothing is lost, doubled or hidden in the end."""

from __future__ import annotations

import pytest

from tests.sim.healing import check, heal
from tests.sim.rates import NORMAL, RESTORES, STORES, Rates
from tests.sim.simulation import Simulation
from tests.sim.world import Server

STEPS = 200
SEEDS = {
    "normal": (NORMAL, range(1, 5)),
    "restores": (RESTORES, range(101, 107)),
    "stores": (STORES, range(201, 205)),
}
CASES = [
    pytest.param(rates, seed, id=f"{name}-{seed}")
    for name, (rates, seeds) in SEEDS.items()
    for seed in seeds
]


@pytest.mark.parametrize(("rates", "seed"), CASES)
def test_all_comes_right_once_the_network_heals(server: Server, rates: Rates, seed: int) -> None:
    run = Simulation(server, seed, rates)
    run.run(STEPS)
    heal(run)
    check(run)


def test_the_same_seed_is_the_same_run(server: Server) -> None:
    traces = []
    for _ in range(2):
        run = Simulation(server, 7, STORES)
        run.run(STEPS)
        heal(run)
        traces.append(run.trace)
    assert traces[0] == traces[1]


def test_a_run_meets_the_faults_that_it_is_for(server: Server) -> None:
    rates = STORES.raised(restore=3, late_duplicate=5, drop_response=3, portal=5, go_online=9)
    run = Simulation(server, 11, rates)
    run.run(3 * STEPS)
    met = {name for name, number in run.counts.items() if number}
    assert met >= {"crashed", "late_duplicate", "drop_response", "restore", "roll_back", "portal"}
    assert len(run.ticked) > STEPS // 5
