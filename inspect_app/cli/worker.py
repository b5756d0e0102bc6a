"""`inspect-app worker`: does the work that outlives a request."""

from __future__ import annotations

import signal

import click

from inspect_app.jobs.log_lines import log_as_json
from inspect_app.jobs.processes import Workers
from inspect_app.jobs.worker_process import listen_for_signals, run_worker
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.settings import Settings


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many jobs at a time, each in a process of its own.",
)
@click.pass_context
def worker(context: click.Context, once: bool, processes: int) -> None:
    """Do the work that the server was asked for: printing, scoring, thumbnails, sweeping.

    SIGTERM lets the job in hand come to its end, for 20 seconds at most; then it is handed back. A
    worker that is killed loses nothing: another takes its job over within a minute.
    """
    settings: Settings = context.obj
    if once:
        _work_off(Workshop.of(settings))
        return
    if processes == 1:
        run_worker(settings)
        return
    with Workers(settings, processes) as workers:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: workers.ask_to_stop())
        workers.wait()


def _work_off(workshop: Workshop) -> None:
    log_as_json()
    one = Worker(workshop)
    listen_for_signals(one)
    one.work_off()
    workshop.engine.dispose()
