"""One place: everything answered there, what was found there, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import guarded
from inspect_app.api.scoping import not_here
from inspect_app.domain.facts import Answer
from inspect_app.domain.permissions import Permission
from inspect_app.domain.terms import Tier
from inspect_app.extensions import db
from inspect_app.pages.inspection.album import Album, PictureShown
from inspect_app.pages.inspection.answers import AnswerShown, AnswerWords
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.places import Places, history_address
from inspect_app.pages.inspection.reading import Opened, opened
from inspect_app.pages.inspection.remarking import Remarking
from inspect_app.pages.inspection.rooms import rows_of
from inspect_app.pages.inspection_frame import inspection_page
from inspect_app.reports.model.measured import measured_text
from inspect_app.reports.model.rows import Badge, Line
from inspect_app.reports.model.verdicts import space_text
from inspect_app.services.inspections import sources_of

_ATTRIBUTES = ("number", "kind", "block", "regime", "people", "is_in_use")


@dataclass(frozen=True, slots=True)
class FoundHere:
    """What one criterion says of this place."""

    criterion: str
    title: str
    address: str
    badge: Badge
    measured: str
    is_critical: bool


@pages.get("/inspections/<inspection_id>/rooms/<room_id>")
@guarded(Permission.READ_INSPECTION)
def place(inspection_id: str, room_id: str) -> Response:
    """A room; a block or the facility by their ids as well."""
    about = opened(inspection_id, "/rooms")
    places = Places(about)
    if not places.known(room_id):
        raise not_here()
    answers = _answers(about, places, room_id)
    found = _found(about, room_id)
    return inspection_page(
        "inspection/place",
        about.listed,
        "/rooms",
        place=places.cell(room_id),
        lines=_lines(about, places, room_id),
        attributes=_attributes(about, places, room_id),
        below=[one for level, one in found if level is not None and level <= 1],
        others=[one for level, one in found if level is None or level > 1],
        answers=answers,
        pictures=_pictures(about, places, room_id),
        remark=Remarking(about.listed).on(places.entity(room_id)),
        back=f"{about.address}/rooms",
    )


def _answers(about: Opened, places: Places, place_id: str) -> tuple[AnswerShown, ...]:
    """In the order of the standards' questions, which is that of a walk."""
    order = {input_id: number for number, input_id in enumerate(about.inputs)}
    here: list[Answer] = [a for a in about.facts.answers if a.place == place_id]
    here.sort(key=lambda answer: order.get(answer.input, len(order)))
    entity = places.entity(place_id)
    asked = {(entity, answer.input) for answer in here}
    words = AnswerWords(about, places, sources_of(db.session(), about.id, asked) if asked else {})
    return tuple(words.answer(answer, place_id) for answer in here)


def _found(about: Opened, place_id: str) -> list[tuple[int | None, FoundHere]]:
    """The worst first; what is not assessed last, what does not apply not at all."""
    found = []
    for result in about.assessment.criteria.values():
        for finding in result.findings:
            judged = finding.judgement
            if finding.place != place_id or judged.state == "not_applicable":
                continue
            criterion = about.criterion(result.criterion)
            has_level = judged.level is not None
            shown = FoundHere(
                criterion=criterion.id,
                title=about.sources.title(criterion.id),
                address=finding_address(about, criterion.id, place_id),
                badge=about.sources.level_badge(judged.level or 0)
                if has_level
                else Badge("none", "–", about.words.say(f"state.{judged.state}")),
                measured=measured_text([finding], criterion, about.sources, about.values)
                if has_level
                else "",
                is_critical=finding.tier is Tier.CRITICAL,
            )
            found.append((judged.level, shown))
    return sorted(found, key=lambda one: (4 if one[0] is None else one[0], not one[1].is_critical))


def _lines(about: Opened, places: Places, place_id: str) -> tuple[Line, ...]:
    """What a room is, in a few words; nothing of a block or the facility."""
    room, words = places.rooms.get(place_id), about.words
    if room is None:
        return ()
    row = next(row for row in rows_of(about) if row.room.id == place_id)
    per_person = row.space_m2_per_person
    lines = [
        Line(words.say("annex.kind"), places.kind(room)),
        Line(words.say("finding.block"), places.block(room) or words.say("value.none")),
        Line(
            words.say("inspection.slept"),
            words.say("value.not_counted") if row.persons is None else words.whole(row.persons),
        ),
        Line(words.say("annex.area"), space_text(row.space_m2, about.sources)),
        Line(words.say("annex.per_person"), space_text(per_person, about.sources)),
    ]
    for field, value in (("regime", room.regime), ("people", room.people)):
        if value is not None:
            lines.insert(
                2,
                Line(
                    words.say(f"inspection.op.field.{field}"),
                    words.say(f"inspection.op.{field}.{value}"),
                ),
            )
    return tuple(lines)


def _attributes(about: Opened, places: Places, place_id: str) -> list[tuple[str, str]]:
    """(name of a field, its history) of what the place itself is."""
    entity = places.entity(place_id)
    fields = _ATTRIBUTES if place_id in places.rooms else ("name",)
    if not (place_id in places.rooms or place_id in places.blocks):
        return []
    return [
        (about.words.say(f"inspection.op.field.{field}"), history_address(about.id, entity, field))
        for field in fields
    ]


def _pictures(about: Opened, places: Places, place_id: str) -> tuple[PictureShown, ...]:
    album = Album(about, places)
    return tuple(album.shown(item) for item in album.of_place(place_id))
