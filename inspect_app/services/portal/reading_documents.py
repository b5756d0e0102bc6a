"""From the bytes of a published document to values. Its shape is docs/publication.md; nobody else here
knows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from inspect_app.services.portal.documents import (
    ColumnShown,
    CriterionShown,
    Document,
    DomainShown,
    Measured,
    NormShown,
    Photograph,
    Place,
    ReachShown,
    Recommendation,
)


def read_document(data: bytes) -> Document:
    """Raises KeyError, ValueError or TypeError for what is no published document."""
    said: dict[str, Any] = json.loads(data)
    facility, result = said["facility"], said["assessment"]
    return Document(
        code=said["code"],
        revision=said["revision"],
        is_demo=said["is_demo"],
        facility=facility["id"],
        names=facility["names"],
        kind=facility["kind"],
        country=facility["country"],
        region=facility["region"],
        visited_on=date.fromisoformat(said["visited_on"]),
        judged_on=date.fromisoformat(said["judged_on"]),
        is_announced=said["is_announced"],
        packs=tuple((p["id"], p["version"], p["sha256"]) for p in result["packs"]),
        rating=result["rating"],
        at_best=result["at_best"],
        index=_exact(result["index"]),
        low=Fraction(result["interval"]["low"]),
        high=Fraction(result["interval"]["high"]),
        coverage=Fraction(result["coverage"]),
        critical_coverage=Fraction(result["critical_coverage"]),
        caps=tuple(result["caps"]),
        critical_failures=tuple(result["critical_failures"]),
        severe_failures=tuple(result["severe_failures"]),
        persons_present=result["persons_present"],
        access_denied=tuple((d["input"], _place(d["place"])) for d in result["access_denied"]),
        domains={i: _domain(one) for i, one in result["domains"].items()},
        criteria={i: _criterion(i, one) for i, one in result["criteria"].items()},
        norms={
            i: NormShown(i, n["criterion"], n["verdict"], n["required"], n["places"])
            for i, n in result["norms"].items()
        },
        columns=result["columns"],
        personal_space=result["personal_space"],
        space_counts={k: v for k, v in result["space_counts"].items() if k != "histogram"},
        people_in_rooms=result.get("people_in_rooms"),  # not in the earliest documents
        sensitivity={name: _exact(text) for name, text in result["sensitivity"].items()},
        recommendations=tuple(_recommendation(one) for one in said["recommendations"]),
        photographs=tuple(
            Photograph(p["file"], p["caption"], tuple(p["criteria"])) for p in said["photographs"]
        ),
        withheld=tuple((w["what"], w["count"]) for w in said["withheld"]),
        addendum_operations=said["addendum_operations"],
    )


def photographs_of(data: bytes) -> frozenset[str]:
    """The hashes of the pictures that a document shows, without reading the rest of it."""
    return frozenset(p["file"] for p in json.loads(data)["photographs"])


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _place(said: Mapping[str, Any]) -> Place:
    number = said.get("number") or said.get("name")
    return Place(said["kind"], number, said.get("called"), said.get("block"))


def _domain(said: Mapping[str, Any]) -> DomainShown:
    return DomainShown(
        index=_exact(said["index"]),
        low=Fraction(said["interval"]["low"]),
        high=Fraction(said["interval"]["high"]),
        cap=said["cap"],
        coverage=Fraction(said["coverage"]),
        assessed=said["assessed"],
        applicable=said["applicable"],
        levels={int(level): count for level, count in said["levels"].items()},
    )


def _criterion(criterion: str, said: Mapping[str, Any]) -> CriterionShown:
    places = said["places"]
    return CriterionShown(
        id=criterion,
        domain=said["domain"],
        tier=said["tier"],
        state=said["state"],
        level=said["level"],
        critical_level=said["critical_level"],
        low=said["low"],
        high=said["high"],
        why=tuple(said["why"]),
        reach=_reach(said["reach"]),
        applicable=places["applicable"],
        assessed=places["assessed"],
        required=places["required"],
        levels=places["levels"],
        coverage=Fraction(said["coverage"]),
        is_borderline=said["is_borderline"],
        is_contradictory=said["is_contradictory"],
        missing=tuple(said["missing"]),
        measured=tuple(_measured(one) for one in said["measured"]),
        columns=tuple(_column(one) for one in said["columns"]),
    )


def _reach(said: Mapping[str, Any] | None) -> ReachShown | None:
    if said is None:
        return None
    return ReachShown(
        affected=said["persons_affected"],
        present=said["persons_present"],
        share=_exact(said["share"]),
        places=said["places_affected"],
        uncounted=said["places_uncounted"],
    )


def _measured(said: Mapping[str, Any]) -> Measured:
    return Measured(
        measure=said["measure"],
        unit=said["unit"],
        level=said["level"],
        low=_exact(said["low"]),
        high=_exact(said["high"]),
        options=tuple(said["options"]),
        is_withheld=said["is_withheld"],
    )


def _column(said: Mapping[str, Any]) -> ColumnShown:
    provisions = tuple((p["of"], p["number"], p["verdict"]) for p in said["provisions"])
    return ColumnShown(said["family"], said["verdict"], provisions)


def _recommendation(said: Mapping[str, Any]) -> Recommendation:
    due_on = said["due_on"]
    return Recommendation(
        criterion=said["criterion"],
        says=said["says"],
        addressed_to=said["addressed_to"],
        due_on=date.fromisoformat(due_on) if due_on else None,
    )
