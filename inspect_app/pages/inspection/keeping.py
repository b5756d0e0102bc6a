"""What was made once in this process and is asked for again: the last few, the oldest dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app

T = TypeVar("T")
_NAME = "inspect_inspection_pages"
MOST_KEPT = 48


class Kept:
    """Only values that nobody changes and that hold no row of a session."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], object] = OrderedDict()
        self._lock = Lock()

    def get_or_make(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """`key` says everything that the value follows from. Two threads may make it at once."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def kept() -> Kept:
    """Of this application."""
    extensions: dict[str, Any] = current_app.extensions
    return cast("Kept", extensions.setdefault(_NAME, Kept()))
