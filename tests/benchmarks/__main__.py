"""`python -m tests.benchmarks [--tiny] [NAME ...]`: one JSON line for each benchmark.

The figures are ratios to a floor taken in the same run. Seconds are printed and never asserted: they
say as much about the machine as about the product.
"""

from __future__ import annotations

from collections.abc import Callable

import click

from tests.benchmarks import (
    bench_demo,
    bench_overview,
    bench_packs,
    bench_pull,
    bench_push,
    bench_register,
    bench_report,
    bench_rooms,
    bench_scoring,
    bench_upload,
)
from tests.benchmarks.clock import Figure
from tests.benchmarks.sizes import TINY, Sizes

BENCHMARKS: dict[str, Callable[[Sizes], Figure]] = {
    "scoring": bench_scoring.run,
    "packs": bench_packs.run,
    "report": bench_report.run,
    "register": bench_register.run,
    "push_sqlite": bench_push.run_on_sqlite,
    "push_postgresql": bench_push.run_on_postgresql,
    "push_bare_flask": bench_push.run_on_bare_flask,
    "pull": bench_pull.run,
    "upload": bench_upload.run,
    "demo": bench_demo.run,
    "rooms_page": bench_rooms.run_page,
    "rooms_csv": bench_rooms.run_csv,
    "overview_sqlite": bench_overview.run_on_sqlite,
    "overview_postgresql": bench_overview.run_on_postgresql,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--tiny", is_flag=True, help="Sizes that only show that the benchmarks still run.")
def main(names: tuple[str, ...], tiny: bool) -> None:
    """Measure speed as ratios to a floor taken in the same run."""
    for name in names or BENCHMARKS:
        click.echo(BENCHMARKS[name](TINY if tiny else Sizes()).line)


if __name__ == "__main__":
    main()
