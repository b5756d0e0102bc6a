"""`inspect-app serve`: answers requests, and does the work that outlives them."""

from __future__ import annotations

import click

from inspect_app.cli.serving import Serving
from inspect_app.cli.serving import serve as serve_until_told_to_stop
from inspect_app.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes that answer requests.",
)
@click.option("--no-worker", is_flag=True, help="Jobs are done elsewhere, by `inspect-app worker`.")
@click.pass_context
def serve(context: click.Context, host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the API and the pages; SIGTERM lets running requests end.

    Logs are lines of JSON on the error output. /health says that the process lives, /ready that
    database and data folder answer. A request may bring 4 MiB, and its headers must arrive within
    10 seconds. Put a proxy with TLS in front, and let it hold bodies back until they are whole:
    INSPECT_TRUSTED_PROXIES says how many proxies there are.
    """
    settings: Settings = context.obj
    click.echo(f"http://{host}:{port}/")
    serve_until_told_to_stop(settings, Serving(host, port, workers, 0 if no_worker else 1))
