"""Every kind of work and who does it. Handlers are imported when first needed: some are heavy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from inspect_app.jobs.workshop import Handler
from inspect_app.problems import Problem

HANDLERS: Mapping[str, str] = {
    "assess": "inspect_app.jobs.assessing",
    "print_publication": "inspect_app.jobs.printing_public",
    "print_report": "inspect_app.jobs.printing",
    "thumbnail": "inspect_app.jobs.picturing",
    "sweep": "inspect_app.jobs.sweeping",
}
"""Kind -> the module whose `handle` does it."""


def handler_of(kind: str) -> Handler:
    """Raises Problem `job.unknown_kind`: a newer program asked for it."""
    module = HANDLERS.get(kind)
    if module is None:
        raise Problem("job.unknown_kind", kind=kind)
    return cast("Handler", import_module(module).handle)
