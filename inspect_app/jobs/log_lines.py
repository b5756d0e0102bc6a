"""Logs: one line of JSON each, on the error output, without anything that a person wrote.

The words of an exception often quote a value (a name that is no number, a row that exists already),
so a fault is logged by its kinds and by the lines of code it passed, never by its message.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


class JsonLines(logging.Formatter):
    """`record.fields` and `record.request_id`, where given, are keys of the line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = getattr(record, "fields", None)
        if fields is None:
            line |= {"from": record.name, "says": record.getMessage()}
        else:
            line |= fields
        if hasattr(record, "request_id"):
            line["request"] = record.request_id
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = list(_chain(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def log_as_json(level: int = logging.INFO) -> None:
    """For every logger of this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its lines quote whole addresses
    logging.getLogger("inspect_app").setLevel(level)


def _chain(fault: BaseException | None) -> Iterator[dict[str, Any]]:
    """The fault first, then what caused it."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield {"kind": _kind(fault), "passed": list(_places(fault.__traceback__))}
        fault = fault.__cause__ or fault.__context__


def _kind(fault: BaseException) -> str:
    """With the five characters of a database's own code, which name no value."""
    state = getattr(getattr(fault, "orig", fault), "sqlstate", None)
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    return f"{kind} {state}" if isinstance(state, str) else kind


def _places(traceback: TracebackType | None) -> Iterator[str]:
    for frame in extract_tb(traceback):
        path = Path(frame.filename)
        inside = path.relative_to(_PACKAGE) if path.is_relative_to(_PACKAGE) else path.name
        yield f"{inside}:{frame.lineno} {frame.name}"
