"""The tablets of the invented inspectors, let in through the real door, and the two kinds of clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any

from flask import Flask

from inspect_app.api.machinery import machinery
from inspect_app.demo.country.people import Person
from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.transports import InProcess
from inspect_app.domain.merging import canonical_text
from inspect_app.extensions import db
from inspect_app.services.enrolment import make_code

ZONE = timezone(timedelta(hours=5))
_APART = timedelta(seconds=7)
"""Between two tablets that are let in, so that codes are not tried too fast."""


@dataclass
class ServerClock:
    """The server's clock follows the visits: it goes forward to whatever day it is."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def follow(self, moment: datetime) -> None:
        """Never backwards."""
        self.moment = max(self.moment, moment.astimezone(UTC))


class DemoTablet(Tablet):
    """Bodies of the demo hold no floats and no letters beyond U+FFFF in their keys: there the quick
    way to write JSON gives the same text as RFC 8785. The door checks each of them."""

    @staticmethod
    def canonical(body: Mapping[str, Any]) -> str:
        return canonical_text(body)


class Enrolments:
    """Makes codes as a supervisor does, and tablets that use them."""

    def __init__(self, app: Flask, clock: ServerClock, seed: str) -> None:
        self._app, self._clock, self._seed = app, clock, seed
        self._transport = InProcess(app)
        self._made: Counter[str] = Counter()

    def enrol(self, code_of: str, supervisor: str, label: str) -> Tablet:
        """A new tablet for the account `code_of`."""
        self._made[code_of] += 1
        chance = Random(f"{self._seed}/tablet/{code_of}/{self._made[code_of]}")  # noqa: S311  # the demo
        self._clock.follow(self._clock.moment + _APART)
        clock = TabletClock(self._clock.moment.astimezone(ZONE))
        tablet = DemoTablet(self._transport, clock, chance)
        with self._app.app_context():
            code = make_code(db.session(), supervisor, code_of, machinery().clock())
            db.session.commit()
        if not tablet.enrol(code, label):
            raise RuntimeError(f"the tablet of {code_of} was not let in")
        return tablet

    def all_of(
        self, inspectors: Iterable[Person], supervisors: dict[str, str]
    ) -> dict[str, Tablet]:
        """One tablet each; `supervisors`: region -> who makes the code."""
        return {
            person.code: self.enrol(
                person.code, supervisors[person.regions[0]], f"DEMO {person.login}"
            )
            for person in inspectors
        }
