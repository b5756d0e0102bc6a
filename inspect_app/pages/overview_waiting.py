"""What waits for the reader: inspections on their way, what is not applied, and silent tablets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_app.api.guarding import current_actor
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission, condition
from inspect_app.domain.projecting import ReviewState
from inspect_app.extensions import db
from inspect_app.pages.overview_lines import FacilityLine, persons_of
from inspect_app.pages.wording import PageWording
from inspect_app.services import device_administration, page_reading
from inspect_app.services.overviews import (
    OpenMatters,
    OpenMattersOfAll,
    Overview,
    WaitingInspection,
    WaitingInState,
    need_of_rollup,
)
from inspect_app.store.devices import DeviceRow
from inspect_app.store.places import FacilityRow

_SHOWN_TABLETS = 3
_FIRST_FACILITIES = 3
_NAMED_FAILURES = 2


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits: where it is settled, what it is called, and what there is to know. `why`:
    what fails there, by name."""

    address: str | None
    name: str
    name_language: str | None
    says: tuple[str, ...]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingBlock:
    """`more`: where the rest of them stands, and what the link says; None: all are shown."""

    id: str
    title: str
    says: str | None
    lines: tuple[WaitingLine, ...]
    more: tuple[str, str] | None


def waiting_blocks(found: Overview, words: PageWording) -> list[WaitingBlock]:
    """In the order in which they should be looked at; only those with something in them."""
    blocks = [_in_state(waiting, words) for waiting in found.waiting]
    matters = found.open_matters
    if matters.inspections:
        blocks.append(_open_matters(matters, words))
    if found.unreadable:
        blocks.append(_unreadable(found.unreadable, words))
    return blocks + _silent_tablets(words)


def with_first_facilities(
    blocks: list[WaitingBlock], lines: Sequence[FacilityLine], total: int, words: PageWording
) -> list[WaitingBlock]:
    """After what waits for review, the facilities that stand first of all: beside nothing else they
    stand at the head of their own list, which follows. `lines`: by need."""
    failing = [line for line in lines if line.need and line.result and line.result.failures]
    if not failing or not blocks:
        return blocks
    first = WaitingBlock(
        id="waiting-facilities",
        title=words.say("overview.first_facilities"),
        says=words.say("overview.first_facilities_says"),
        lines=tuple(_facility(line, words) for line in failing[:_FIRST_FACILITIES]),
        more=("#facilities", words.count("overview.first_facilities_all", total)),
    )
    at = 1 if blocks and blocks[0].id == f"waiting-{ReviewState.SUBMITTED}" else 0
    return [*blocks[:at], first, *blocks[at:]]


def _facility(line: FacilityLine, words: PageWording) -> WaitingLine:
    told = (
        line.need.made_of if line.need else None,
        line.result.rating_says if line.result else None,
        line.age,
    )
    says = tuple(part for part in told if part is not None)
    return WaitingLine(
        f"/facilities/{line.id}", line.name, line.name_language, says, _why(line, words)
    )


def _why(line: FacilityLine, words: PageWording) -> str | None:
    """The first failures by name, and how many more; what the standards no longer know keeps its
    code."""
    if line.need is None or line.result is None:
        return None
    named = [title or code for code, title in line.need.criteria[:_NAMED_FAILURES]]
    more = line.result.failures - len(named)
    rest = [words.count("overview.first_facilities_more", more)] if named and more > 0 else []
    return "; ".join([*named, *rest]) or None


def _in_state(waiting: WaitingInState, words: PageWording) -> WaitingBlock:
    state = waiting.state
    return WaitingBlock(
        id=f"waiting-{state}",
        title=words.count(f"overview.waiting.{state}", waiting.total),
        says=words.say(f"overview.waiting.{state}_says"),
        lines=tuple(_inspection(one, state, words) for one in waiting.shown),
        more=_more(f"/inspections?state={state}", waiting.total, len(waiting.shown), words),
    )


def _inspection(one: WaitingInspection, state: ReviewState, words: PageWording) -> WaitingLine:
    row, rollup = one.row, one.rollup
    day = words.day(row.visited_on) if row.visited_on else words.say("visit.no_day")
    says = [day]
    if state is not ReviewState.SUBMITTED:
        says.append(words.say("overview.last_word", day=words.day(row.changed_at.date())))
    if rollup is None:
        says.append(words.say("visit.not_scored"))
    else:
        failures = rollup.critical_failure_count
        says.append(words.count("overview.failures", failures))
        if failures:
            says.append(persons_of(need_of_rollup(rollup), words))
    return WaitingLine(
        _settled_at(row.id), *_named(one.facility, row.facility_id, words), tuple(says)
    )


def _open_matters(matters: OpenMattersOfAll, words: PageWording) -> WaitingBlock:
    return WaitingBlock(
        id="waiting-open",
        title=words.count("overview.open", matters.inspections),
        says=_numbers(matters.not_applied, matters.conflicts, words),
        lines=tuple(_open(one, words) for one in matters.shown),
        more=_more(
            "/inspections?needs_attention=yes", matters.inspections, len(matters.shown), words
        ),
    )


def _open(one: OpenMatters, words: PageWording) -> WaitingLine:
    row = one.row
    day = words.day(row.visited_on) if row.visited_on else words.say("visit.no_day")
    numbers = _numbers(one.not_applied, row.conflicts, words)
    return WaitingLine(
        _settled_at(row.id), *_named(one.facility, row.facility_id, words), (day, numbers)
    )


def _numbers(not_applied: int, conflicts: int, words: PageWording) -> str:
    told = [
        words.count(f"overview.open.{what}", number)
        for what, number in (("not_applied", not_applied), ("conflicts", conflicts))
        if number
    ]
    return "; ".join(told)


def _unreadable(number: int, words: PageWording) -> WaitingBlock:
    return WaitingBlock(
        id="waiting-unreadable",
        title=words.count("overview.unreadable", number),
        says=words.say("overview.unreadable_says"),
        lines=(),
        more=("/operations/unreadable", words.say("overview.unreadable_see")),
    )


def _silent_tablets(words: PageWording) -> list[WaitingBlock]:
    actor = current_actor()
    held = condition(actor, Permission.READ_DEVICES)
    if held is None:
        return []
    page = device_administration.devices_page(
        db.session(), actor, held, now(), _SHOWN_TABLETS, None, is_overdue=True
    )
    if not page.total:
        return []
    devices = [row[0] for row in page.rows]
    return [
        WaitingBlock(
            id="waiting-tablets",
            title=words.count("overview.tablets", page.total),
            says=words.say("overview.tablets_says"),
            lines=tuple(_tablets(devices, words)),
            more=("/devices?standing=overdue", words.say("overview.tablets_see")),
        )
    ]


def _tablets(devices: list[DeviceRow], words: PageWording) -> Iterable[WaitingLine]:
    names = page_reading.shown_names(db.session(), {device.account_id for device in devices})
    labels = page_reading.device_labels(db.session(), [device.id for device in devices])
    for device in devices:
        last = (device.seen_at or device.enrolled_at).astimezone().date()
        yield WaitingLine(
            f"/devices/{device.id}",
            f"{labels[device.id]} – {names[device.account_id]}",
            None,
            (
                words.count("overview.tablets.holds", device.told_pending or 0),
                words.say("overview.tablets.heard", day=words.day(last)),
            ),
        )


def _settled_at(insp: str) -> str:
    """Whoever may not review comes to the inspection itself."""
    may_review = condition(current_actor(), Permission.REVIEW_INSPECTION) is not None
    return f"/inspections/{insp}/review" if may_review else f"/inspections/{insp}"


def _named(
    facility: FacilityRow | None, said: str | None, words: PageWording
) -> tuple[str, str | None]:
    if facility is None:
        return said or words.say("overview.facility_unknown"), None
    return words.own(facility.names), words.language_of(facility.names)


def _more(address: str, total: int, shown: int, words: PageWording) -> tuple[str, str] | None:
    if total <= shown:
        return None
    return address, words.count("overview.see_all", total)
