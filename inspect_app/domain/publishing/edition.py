"""The public edition of one frozen result: facts and assessment without what is withheld, and the
document that the portal shows and the PDFs carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inspect_app.domain.facts import Facts
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.publishing.clearances import Clearances
from inspect_app.domain.publishing.counts import Masked, hidden, masked
from inspect_app.domain.publishing.document import document_of
from inspect_app.domain.publishing.judging import UNTOLD_PLACE, Judging, place_order, rounded
from inspect_app.domain.publishing.redacting import Redaction, redacted_facts
from inspect_app.domain.publishing.space import Classes, classes_of, public_space
from inspect_app.domain.publishing.subtracting import RoomsTold, rooms_told
from inspect_app.domain.publishing.telling import Telling, resting
from inspect_app.domain.publishing.withholding import Tally, Withheld
from inspect_app.domain.scoring.assessment import (
    Assessment,
    CriterionResult,
    NormResult,
    PersonalSpaceFinding,
    Remark,
    SpaceCounts,
)
from inspect_app.domain.scoring.personal_space import PRESUMPTION_M2, WEIGHTY_M2
from inspect_app.domain.scoring.remarks import is_about_people
from inspect_app.domain.standards import Pack

_EDGES = (PRESUMPTION_M2, WEIGHTY_M2)


@dataclass(frozen=True, slots=True)
class Publishing:
    """What an edition is made with besides the result.

    `code` and `revision` name it in public; `region` is the register's id. `pictures`: id of the
    evidence -> SHA-256 of the public JPEG, of the photographs cleared. `addendum`: how many operations
    arrived after the approval.
    """

    code: str
    revision: int = 1
    region: str | None = None
    clearances: Clearances = field(default_factory=Clearances)
    pictures: Mapping[str, str] = field(default_factory=dict)
    addendum: int = 0


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """`withheld`: (what, how many), every kind of the list, for the desk: the document tells less."""

    facts: Facts
    assessment: Assessment
    document: Mapping[str, Any]
    withheld: tuple[tuple[Withheld, int], ...]


def public_edition(
    facts: Facts, assessment: Assessment, packs: Sequence[Pack], by: Publishing
) -> PublicEdition:
    """`packs`: the main one first, then those of the national norms. Equal arguments give equal bytes
    of the document."""
    tally = Tally()
    made = Redaction(facts, by.code, by.clearances, by.pictures, tally)
    public_facts = redacted_facts(made)
    judged = _assessment(assessment, packs, made)
    tally.add(Withheld.REMARKS, len(assessment.warnings) - len(judged.warnings))
    tally.add(Withheld.CLOCKS, sum(answer.observed_at is not None for answer in facts.answers))
    tally.add(Withheld.FILES, sum(item.sha256 is not None for item in facts.evidence))
    withheld = tally.listed()
    document = document_of(
        public_facts,
        judged,
        named={"code": by.code, "revision": by.revision, "region": by.region},
        withheld=withheld,
        addendum=by.addendum,
    )
    return PublicEdition(public_facts, judged, document, withheld)


def _assessment(assessment: Assessment, packs: Sequence[Pack], made: Redaction) -> Assessment:
    main = packs[0]
    classes = classes_of(assessment)
    rests = resting(packs, assessment.judged_on)
    told = rooms_told(made.facts, assessment, classes, rests)
    if told.is_space_hidden:
        classes = classes.hidden()
    counts = public_space(assessment, classes, told.ledger)
    judging = Judging(
        made,
        Telling(inputs_of(packs)),
        assessment.judged_on,
        classes.is_total_hidden,
        told.without_rooms,
        told.without_number,
    )
    criteria = {
        c: judging.result(result, main.criteria[c]) for c, result in assessment.criteria.items()
    }
    present = _present(assessment.persons_present, classes)
    made.tally.add(Withheld.SMALL_COUNTS, sum(isinstance(n, Masked) for n in _numbers(counts)))
    made.tally.add(Withheld.SMALL_COUNTS, int(isinstance(present, Masked)))
    norms = {norm.id: norm for pack in packs for norm in pack.norms.values()}
    return replace(
        assessment,
        facility=made.facts.facility.id,
        access_denied=tuple(_denied(assessment.access_denied, made)),
        criteria=criteria,
        norms={n: _norm(result, norms, judging, made) for n, result in assessment.norms.items()},
        personal_space=tuple(_rooms(assessment, told, _untold(criteria), made)),
        space_counts=counts,
        warnings=() if classes.is_total_hidden else tuple(_remarks(assessment)),
        persons_present=present,
    )


def _remarks(assessment: Assessment) -> Iterable[Remark]:
    """That the rooms on the list do not hold the people who were present: the rating rests on that list.
    Without the numbers, which would stand beside what is told of the rooms."""
    return (replace(one, details="") for one in assessment.warnings if is_about_people(one))


def _numbers(counts: SpaceCounts) -> Iterable[int]:
    classes = (counts.below_3, counts.from_3_to_4, counts.above_4, counts.not_measured)
    return (*classes, *(number for _, number in counts.histogram))


def _present(present: int | None, classes: Classes) -> int | None:
    if present is None:
        return None
    return hidden(present) if classes.is_total_hidden else masked(present)


def _untold(criteria: Mapping[str, CriterionResult]) -> frozenset[str]:
    """Criteria of which the public is not told where they fail."""
    return frozenset(
        c for c, r in criteria.items() if any(f.place == UNTOLD_PLACE for f in r.findings)
    )


def _denied(denied: Iterable[tuple[str, str]], made: Redaction) -> list[tuple[str, str]]:
    named = ((input_id, made.places.ids.get(place, UNTOLD_PLACE)) for input_id, place in denied)
    return sorted(set(named), key=lambda item: (item[0], place_order(item[1])))


def _norm(
    result: NormResult, norms: Mapping[str, Any], judging: Judging, made: Redaction
) -> NormResult:
    use = norms[result.norm].use
    findings = [
        replace(
            found,
            place=made.places.ids.get(found.place, UNTOLD_PLACE),
            value=judging.number(found.value, use, found.place),
            persons=None,
            readings=(),
        )
        for found in result.findings
    ]
    return replace(result, findings=tuple(sorted(findings, key=lambda f: place_order(f.place))))


def _rooms(
    assessment: Assessment, told: RoomsTold, untold: frozenset[str], made: Redaction
) -> list[PersonalSpaceFinding]:
    """`untold`: criteria that are told without their rooms, here as everywhere."""
    rooms = [
        _nowhere(one) if one.room in told.without_space else _room(one, untold, made)
        for one in assessment.personal_space
    ]
    return sorted(rooms, key=lambda one: place_order(one.room))


def _nowhere(found: PersonalSpaceFinding) -> PersonalSpaceFinding:
    """The Court's answer on a room, of which the space and the conditions would tell which it is."""
    return PersonalSpaceFinding(UNTOLD_PLACE, found.value, None, None, ())


def _room(
    found: PersonalSpaceFinding, untold: frozenset[str], made: Redaction
) -> PersonalSpaceFinding:
    """The Court's reasoning on a room stays; who is in it, and the space of few, does not."""
    room = made.places.ids.get(found.room, UNTOLD_PLACE)
    space = found.space_m2_per_person
    is_shown = space is not None and room not in made.places.few
    return replace(
        found,
        room=room,
        space_m2_per_person=rounded(space, _EDGES) if space is not None and is_shown else None,
        persons=None,
        factors=tuple((name, said) for name, said in found.factors if name not in untold),
    )
