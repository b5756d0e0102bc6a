"""This visit beside an earlier one of the same facility."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import inspections_in_scope, not_here
from inspect_app.api.scored import found_in_scope
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.cells import ResultCells
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.group import Unscored, pages
from inspect_app.pages.inspection.reading import Opened, open_found, opened
from inspect_app.pages.inspection.result import cells_of
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.pages.wording import PageWording
from inspect_app.problems import Problem
from inspect_app.reports.model.findings import reach_text
from inspect_app.reports.model.rows import Badge
from inspect_app.services import inspections
from inspect_app.services.comparing import Change, Comparison, OnlyOne, Side, compare
from inspect_app.services.inspections import InspectionAsked, InspectionListed

MOST_VISITS = 200


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """Both levels in words with the persons of each; `note`: the rule changed in between."""

    criterion: str
    title: str
    tier: str
    then: Badge
    then_address: str | None
    then_people: str
    now: Badge
    now_address: str
    now_people: str
    note: str


@dataclass(frozen=True, slots=True)
class AloneShown:
    criterion: str
    title: str
    badge: Badge
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class VisitShown:
    day: str
    address: str
    cells: ResultCells
    packs: tuple[str, ...]
    checklist: str


@pages.get("/inspections/<inspection_id>/compare")
@guarded(Permission.READ_INSPECTION)
def compared(inspection_id: str) -> Response:
    about = opened(inspection_id, "/compare")
    visits = _other_visits(about)
    chosen = _chosen(about, visits)
    if chosen is None:
        return inspection_page(
            "inspection/compare", about.listed, "/compare", other=None, choices=[]
        )
    other = _opened_beside(about, chosen)
    found = compare(_side(about), _side(other))
    return inspection_page(
        "inspection/compare",
        about.listed,
        "/compare",
        other=_visit(other),
        this=_visit(about),
        choices=[(v.row.id, _day(v, about)) for v in visits],
        chosen=chosen.row.id,
        is_later=_when(chosen) > _when(about.listed),
        found=found,
        worse=_changes(found.worse, about, other),
        better=_changes(found.better, about, other),
        same=_changes(found.same, about, other),
        only_now=_alone(found.only_now, about),
        only_then=_alone(found.only_then, other),
        says=_says(found, about),
    )


def _other_visits(about: Opened) -> list[InspectionListed]:
    """Of the same facility within the reader's scope, the newest first."""
    asked = InspectionAsked(facility=about.facts.facility.id)
    scope = inspections_in_scope()
    listed, _ = inspections.list_inspections(db.session(), asked, scope, MOST_VISITS, None)
    return [one for one in listed if one.row.id != about.id]


def _chosen(about: Opened, visits: Sequence[InspectionListed]) -> InspectionListed | None:
    """The one asked for, or else the one before this. Raises Problem `http.404`."""
    asked = request.args.get("with")
    if asked:
        found = next((one for one in visits if one.row.id == asked), None)
        if found is None:
            raise not_here()
        return found
    return next((one for one in visits if _when(one) < _when(about.listed)), None)


def _when(listed: InspectionListed) -> tuple[str, str]:
    day = listed.row.visited_on
    return (day.isoformat() if day else "", listed.row.id)


def _opened_beside(about: Opened, chosen: InspectionListed) -> Opened:
    listed = inspection_in_scope(chosen.row.id, Permission.READ_INSPECTION)
    try:
        return open_found(listed, found_in_scope(chosen.row.id))
    except Problem as problem:
        raise Unscored(about.listed, "/compare", problem) from problem


def _side(about: Opened) -> Side:
    used = about.facts.inspection.checklist
    checklist = (used.id, used.version) if used else None
    return Side(about.assessment, about.pack, checklist)


def _visit(about: Opened) -> VisitShown:
    words, used = about.words, about.facts.inspection.checklist
    return VisitShown(
        day=_day(about.listed, about),
        address=about.address,
        cells=cells_of(about),
        packs=tuple(
            words.say("inspection.pack", title=words.own(pack.title), version=pack.version)
            for pack in about.packs
        ),
        checklist=_checklist_says(used.id, used.version, words)
        if used
        else words.say("value.none"),
    )


def _checklist_says(checklist: str, version: int, words: PageWording) -> str:
    """By its title; one that this server does not know keeps its id."""
    known = machinery().checklists.get(checklist)
    title = words.own(known.title) if known else checklist
    return words.say("inspection.checklist", title=title, version=version)


def _day(listed: InspectionListed, about: Opened) -> str:
    day = listed.row.visited_on
    return about.words.day(day) if day else about.words.say("visit.no_day")


def _changes(changes: Iterable[Change], now: Opened, then: Opened) -> list[ChangeShown]:
    return [_change(change, now, then) for change in changes]


def _change(change: Change, now: Opened, then: Opened) -> ChangeShown:
    words = now.words
    return ChangeShown(
        criterion=change.criterion,
        title=now.sources.title(change.criterion),
        tier=words.say(f"tier.{change.now.tier}"),
        then=now.sources.level_badge(change.then.level or 0),
        then_address=finding_address(then, change.criterion),
        then_people=reach_text(change.then, then.sources),
        now=now.sources.level_badge(change.now.level or 0),
        now_address=finding_address(now, change.criterion),
        now_people=reach_text(change.now, now.sources),
        note=words.say("inspection.other_rule") if change.is_other_rule else "",
    )


def _alone(found: Iterable[OnlyOne], about: Opened) -> list[AloneShown]:
    return [
        AloneShown(
            criterion=one.criterion,
            title=about.sources.title(one.criterion),
            badge=about.sources.level_badge(one.result.level or 0),
            address=finding_address(about, one.criterion),
            why=about.words.say(f"inspection.alone.{one.why}"),
        )
        for one in found
    ]


def _says(found: Comparison, about: Opened) -> tuple[str, ...]:
    """What a reader must know before holding two numbers together."""
    words = about.words
    packs = "inspection.other_packs" if found.has_other_packs else "inspection.same_packs"
    sentences = [words.say(packs)]
    if found.has_other_checklist:
        sentences.append(words.say("inspection.other_checklist"))
    return tuple(sentences)
