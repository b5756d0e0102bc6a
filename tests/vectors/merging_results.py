"""What the merging vectors come to: heads, taken bodies, the state of a log, facts.

README.md in `merging/` describes the vectors. `python -m tests.vectors.make` writes results anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rfc8785

from inspect_app.domain.facts import Facility
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.inspection_facts import facts_of
from inspect_app.domain.inspection_state import state_of
from inspect_app.domain.merging import heads
from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.projecting import Logged, Projection, project
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import FacilityKind
from inspect_app.schemas.facts import dump_facts

FOLDER = Path(__file__).parent / "merging"
Vector = Mapping[str, Any]


def merging_files() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def merging_result(vector: Vector, packs: tuple[Pack, ...]) -> Any:
    """Of whichever sort the vector is; `packs` are those it names."""
    if "fields" in vector:
        return [sorted(heads(bases)) for bases in vector["fields"]]
    if "bodies" in vector:
        return [_is_operation(text) for text in vector["bodies"]]
    projection = project([logged(entry) for entry in vector["log"]])
    document = projection_document(projection)
    if "facility" in vector:
        document |= _facts(vector, projection, packs)
    return document


def projection_document(projection: Projection) -> dict[str, Any]:
    """A projection as JSON; places as `entity field`, heads as ids in order of n."""
    checklist = projection.checklist
    return {
        "outcomes": {
            op_id: " ".join(word for word in outcome if word)
            for op_id, outcome in projection.outcomes.items()
        },
        "heads": {
            f"{entity} {field}": [head.op for head in current]
            for (entity, field), current in sorted(projection.heads.items())
        },
        "entities": {id_: list(made) for id_, made in sorted(projection.entities.items())},
        "files": [list(use) for use in projection.files],
        "lead": projection.lead,
        "members": list(projection.members),
        "writers": sorted(projection.writers),
        "facility": projection.facility,
        "visited_on": projection.visited_on and projection.visited_on.isoformat(),
        "is_announced": projection.is_announced,
        "checklist": None if checklist is None else list(checklist),
        "review_state": projection.review_state and projection.review_state.value,
        "conflicts": projection.conflicts,
        "held": projection.held,
        "quarantined": projection.quarantined,
    }


def _is_operation(text: str) -> bool:
    try:
        read_operation(text.encode("utf-8", "surrogatepass"))
    except BadBody:
        return False
    return True


def logged(entry: Vector) -> Logged:
    """An entry of a vector's log."""
    return Logged(
        read_operation(rfc8785.dumps(entry["body"])),
        entry["n"],
        entry["dev"],
        entry["seq"],
        entry["device_account"],
        entry.get("is_revoked", False),
        entry.get("is_inspector", True),
    )


def _facts(vector: Vector, projection: Projection, packs: tuple[Pack, ...]) -> dict[str, Any]:
    said = vector["facility"]
    facility = Facility(said["id"], said["names"], FacilityKind(said["kind"]), said["country"])
    insp = vector["log"][0]["body"]["insp"]
    criteria = {criterion for pack in packs for criterion in pack.criteria}
    read = facts_of(state_of(insp, projection), facility, inputs_of(packs), criteria)
    return {
        "facts": dump_facts(read.facts),
        "not_used": [[*item[:2], list(item.ops), item.reason.value] for item in read.not_used],
    }
