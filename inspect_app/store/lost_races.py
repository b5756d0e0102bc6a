"""A transaction that lost a race is done again whole."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

MOST_TRIES = 4
_LOST_RACES = frozenset({"40001", "40P01", "55P03"})  # serialization, deadlock, lock not available
_FIRST_PAUSE_SECONDS = 0.02

T = TypeVar("T")


class Busy(Exception):
    """The database took nothing, and may take it later."""


def committed(session: Session, work: Callable[[], T]) -> T:
    """What `work` gives, after the commit. It must bear being done again from its beginning.

    Raises Busy where the database stays locked, full or away.
    """
    for number in range(1, MOST_TRIES + 1):
        try:
            result = work()
            session.commit()
        except DBAPIError as fault:
            session.rollback()
            if number == MOST_TRIES or not _is_lost_race(fault):
                if isinstance(fault, OperationalError) or _is_lost_race(fault):
                    raise Busy from fault
                raise
            pause = _FIRST_PAUSE_SECONDS * 2**number
            time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  # spreads those who lost
        else:
            return result
    raise Busy


def _is_lost_race(fault: DBAPIError) -> bool:
    """Also of two who wrote the same new row: the second finds it there when it looks again."""
    if isinstance(fault, IntegrityError):
        return True
    if getattr(fault.orig, "sqlstate", None) in _LOST_RACES:
        return True
    return "database is locked" in str(fault.orig)
