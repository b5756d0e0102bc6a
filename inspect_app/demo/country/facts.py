"""A planned visit as facts, without any tablet: to look at the ratings, and to plan a follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.observing import Observed
from inspect_app.demo.country.visits import VisitPlan
from inspect_app.domain.facts import Facts
from inspect_app.domain.standards import Pack
from inspect_app.schemas.facts import facts_from_document

COUNTRY = "KZ"


def facts_of_visit(
    plan: FacilityPlan, visit: VisitPlan, seen: Observed, packs: Sequence[Pack]
) -> Facts:
    """Raises Problems where the generator made an answer that the standards do not take."""
    document = {
        "facts": 1,
        "is_demo": True,
        "facility": {
            "id": plan.id, "names": dict(plan.names), "kind": plan.kind, "country": COUNTRY,
            "codes": list(plan.codes),
        },
        "inspection": {
            "id": visit.id, "visited_on": visit.day.isoformat(),
            "is_announced": visit.is_announced, "team": [one.code for one in visit.team],
        },
        "blocks": [{"id": block.id, "name": block.name} for block in plan.building.blocks],
        "rooms": list(_rooms(plan)),
        "answers": [
            {"input": input_id, "place": place} | _confirmed(statement, visit)
            for place, statements in seen.places(plan.id)
            for input_id, statement in statements.items()
        ],
    }  # fmt: skip
    return facts_from_document(document, packs, f"demo/{visit.id}")


def _rooms(plan: FacilityPlan) -> Iterable[dict[str, Any]]:
    for room in plan.building.rooms:
        said = {
            "id": room.id, "number": room.number, "kind": room.kind, "block": room.block,
            "regime": room.regime, "people": room.people,
        }  # fmt: skip
        yield {name: str(value) for name, value in said.items() if value is not None}


def _confirmed(statement: Mapping[str, Any], visit: VisitPlan) -> dict[str, Any]:
    said = dict(statement)
    if "reason" in said and len(visit.team) > 1:
        said |= {"recorded_by": visit.team[0].code, "confirmed_by": visit.team[1].code}
    return said
