"""Invented inspections, read into facts by a small pack."""

from __future__ import annotations

from inspect_app.domain.facts import Facility
from inspect_app.domain.inspection_facts import FactsRead, facts_of
from inspect_app.domain.inspection_state import FoundState, state_of
from inspect_app.domain.projecting import project
from inspect_app.domain.terms import FacilityKind
from tests.domain.scoring.small_pack import pack, text
from tests.merging.invented_logs import INSP, begun, log_of, room

PACK = pack()
OF_REGISTER = Facility("f1", text("Invented"), FacilityKind.COLONY, "KZ")
FILE = {"sha": "cd" * 32, "size": 5, "mime": "image/jpeg"}


def state(*bodies: bytes) -> FoundState:
    return state_of(INSP, project(log_of([begun(), room(), *bodies])))


def read(*bodies: bytes) -> FactsRead:
    return of_state(state(*bodies))


def of_state(found: FoundState) -> FactsRead:
    return facts_of(found, OF_REGISTER, PACK.inputs, PACK.criteria, is_demo=True)
