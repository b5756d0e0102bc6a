"""Three years of visits: who goes where and when, with which checklist, and how it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from inspect_app.demo.country.facilities import BEGINS, ENDS, FacilityPlan
from inspect_app.demo.country.seed import CountrySeed


class Form(StrEnum):
    """Which checklist is taken."""

    FULL = "full"
    SHORT = "short"
    FOLLOW_UP = "follow_up"


class Going(StrEnum):
    """How a visit went, as far as questions could be answered."""

    WELL = "well"
    OBSTRUCTED = "obstructed"  # much was refused
    HURRIED = "hurried"  # much was left out


@dataclass(frozen=True, slots=True)
class Inspector:
    """`group` is the supervisor's; `language` is the one that the inspector writes in."""

    number: int
    group: int
    language: str

    @property
    def code(self) -> str:
        return f"u_demo_inspector_{self.number:02d}"


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """`team`: the lead first. `elapsed`: 0 to 1 of the three years."""

    number: int
    id: str
    facility: int
    day: date
    form: Form
    going: Going
    is_announced: bool
    is_last: bool
    team: tuple[Inspector, ...]

    @property
    def elapsed(self) -> float:
        return elapsed(self.day)


def elapsed(day: date) -> float:
    """0 at the beginning of the three years, 1 at their end; it draws, it measures nothing."""
    return (day - BEGINS).days / (ENDS - BEGINS).days


def inspectors(seed: CountrySeed) -> list[Inspector]:
    groups = len(seed.supervisors)
    return [
        Inspector(number, number % groups, "kk" if number // groups % 2 else "ru")
        for number in range(seed.inspectors)
    ]


def group_of(seed: CountrySeed, region: str) -> int:
    return next(i for i, regions in enumerate(seed.supervisors) if region in regions)


def visits(seed: CountrySeed, number: str, places: Sequence[FacilityPlan]) -> list[VisitPlan]:
    """All visits in the order of their days; each facility's own do not depend on the others."""
    by_group: dict[int, list[Inspector]] = {}
    for inspector in inspectors(seed):
        by_group.setdefault(inspector.group, []).append(inspector)
    planned = [
        visit
        for plan in places
        for visit in _of_facility(plan, number, by_group[group_of(seed, plan.region)])
    ]
    planned.sort(key=lambda visit: (visit.day, visit.facility))
    return [_numbered(visit, i) for i, visit in enumerate(planned)]


def _numbered(visit: VisitPlan, number: int) -> VisitPlan:
    return VisitPlan(
        number, visit.id, visit.facility, visit.day, visit.form, visit.going, visit.is_announced,
        visit.is_last, visit.team,
    )  # fmt: skip


def _of_facility(
    plan: FacilityPlan, number: str, group: Sequence[Inspector]
) -> Iterator[VisitPlan]:
    chance = Random(f"{number}/visits/{plan.number}")  # noqa: S311  # an invented country
    days = _days(chance, chance.choice((3, 3, 4, 4, 4, 5, 6)))
    had_full = False
    for position, day in enumerate(days):
        is_last = position == len(days) - 1
        form = _form(chance, is_last, had_full)
        had_full = had_full or form is Form.FULL
        team = chance.sample(list(group), 2 if chance.random() < 0.55 else 1)
        yield VisitPlan(
            number=0,
            id=uuid7(day, chance),
            facility=plan.number,
            day=day,
            form=form,
            going=_going(chance),
            is_announced=chance.random() < 0.45,
            is_last=is_last,
            team=tuple(team),
        )


def _days(chance: Random, how_many: int) -> list[date]:
    """Working days, spread over the three years with some irregularity."""
    span = (ENDS - BEGINS).days / how_many
    days = []
    for position in range(how_many):
        day = BEGINS + timedelta(days=int(span * position + chance.uniform(0.05, 0.999) * span))
        days.append(day - timedelta(days=max(0, day.weekday() - 4)))
    return days


_SHARES: Mapping[bool, tuple[float, float]] = {True: (0.9, 0.96), False: (0.52, 0.74)}


def _form(chance: Random, is_last: bool, had_full: bool) -> Form:
    full, short = _SHARES[is_last]
    drawn = chance.random()
    if drawn < full or (not had_full and drawn >= short):
        return Form.FULL
    return Form.SHORT if drawn < short else Form.FOLLOW_UP


def _going(chance: Random) -> Going:
    drawn = chance.random()
    if drawn < 0.05:
        return Going.OBSTRUCTED
    return Going.HURRIED if drawn < 0.08 else Going.WELL


def uuid7(day: date, chance: Random) -> str:
    """An id as tablets make them, at some second of that day."""
    seconds = (day - date(1970, 1, 1)).days * 86_400 + 4 * 3600 + chance.randrange(3600)
    drawn = chance.getrandbits(74)
    value = (seconds * 1000) << 80 | 7 << 76 | (drawn >> 62) << 64 | 2 << 62 | drawn & (2**62 - 1)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
