"""Long runs: `python -m tests.sim --seeds 1-200 --steps 400 [--rates restores]`."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from inspect_app.demo.tablet import Tablet
from tests.databases import sqlite_template
from tests.sim import mutants
from tests.sim.healing import check, heal
from tests.sim.rates import NORMAL, RESTORES, STORES
from tests.sim.simulation import Simulation
from tests.sim.world import Server

RATES = {"normal": NORMAL, "restores": RESTORES, "stores": STORES}


MUTANTS = [kind.__name__ for kind in Tablet.__subclasses__()]


def main() -> int:
    asked = _arguments()
    first, _, last = asked.seeds.partition("-")
    kind = getattr(mutants, asked.mutant) if asked.mutant else Tablet
    failed: list[int] = []
    logging.disable(logging.WARNING)  # a line for each request would hide what is told here
    counts: Counter[str] = Counter()
    operations, started = 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), sqlite_template(Path(folder)))
        for seed in range(int(first), int(last or first) + 1):
            run = Simulation(server, seed, RATES[asked.rates], kind)
            try:
                run.run(asked.steps)
                heal(run)
                check(run)
            except Exception:  # every kind of failure is counted, and the next seed is tried
                failed.append(seed)
                say(f"seed {seed} failed\n{traceback.format_exc(limit=-4)}")
            counts.update(run.counts)
            operations += len(run.ticked)
        server.close()
    seconds = time.perf_counter() - started
    say(f"{asked.rates}: seeds {asked.seeds}, {operations} operations in {seconds:.0f} s")
    say(", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    say(f"failed: {failed or 'none'}")
    return 1 if failed else 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.add_argument("--seeds", default="1-20", help="A-B, or one seed")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--rates", choices=sorted(RATES), default="normal")
    parser.add_argument("--mutant", choices=MUTANTS, help="tablets with one guard taken away")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
