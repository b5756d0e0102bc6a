"""The packaged server: request processes, and the one that does what outlives a request."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from inspect_app.jobs.processes import Workers
from inspect_app.problems import Problem
from inspect_app.settings import Settings

BLOCKING_THREADS = 8
HEADER_MILLISECONDS = 10_000
HEADER_BYTES = 64 * 2**10
JOBS_BEGIN_AFTER_SECONDS = 2.0
"""Requests are waited for, jobs are not: on a small machine they must not start side by side."""

STOP_SECONDS = 15
"""How long a running request may take to end after SIGTERM."""


@dataclass(frozen=True, slots=True)
class Serving:
    """`workers` are processes that answer requests; `job_workers` do the work that outlives one."""

    host: str
    port: int
    workers: int = 2
    job_workers: int = 1


def serve(settings: Settings, serving: Serving) -> None:
    """Until SIGTERM or SIGINT; then running requests end, and the job in hand too.

    Raises Problem `serve.address_taken` before anything is started.
    """
    _refuse_if_taken(serving.host, serving.port)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _environment(settings), _job_workers(settings, serving.job_workers):
        _answer_requests(serving)


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables from which `settings.load` makes the same settings."""
    return {
        item.metadata["variable"]: _text(getattr(settings, item.name)) for item in fields(settings)
    }


def _answer_requests(serving: Serving) -> None:
    Granian(
        "inspect_app.cli.request_process:warmed_app",
        factory=True,
        address=serving.host,
        port=serving.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=serving.workers,
        blocking_threads=BLOCKING_THREADS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_MILLISECONDS, max_buffer_size=HEADER_BYTES
        ),
        log_level=LogLevels.error,
        log_dictconfig=dict(_LOGGING),
    ).serve()


_LOGGING: Mapping[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "inspect_app.jobs.log_lines.JsonLines"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "formatter": "lines",
        }
    },
    "loggers": {"_granian": {"handlers": ["lines"], "level": "ERROR", "propagate": False}},
}


@contextmanager
def _job_workers(settings: Settings, count: int) -> Iterator[None]:
    if count == 0:
        yield
        return
    with Workers(settings, count, JOBS_BEGIN_AFTER_SECONDS):
        yield


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    """The request processes read their settings from the environment, as under any other server."""
    before = dict(os.environ)
    os.environ.update(environment_of(settings))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _refuse_if_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem("serve.address_taken", host=host, port=port) from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
