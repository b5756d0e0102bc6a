"""What the remark vectors come to: who answered what, as the server reads it from its store.

README.md in `remarks/` describes the vectors. `python -m tests.vectors.make` writes results anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from inspect_app.domain.projecting import Logged, Projection, project
from inspect_app.services.reviewing import Remark, remarks_of
from inspect_app.store.base import Base
from inspect_app.store.inspections import EntityRow
from inspect_app.store.operations import HeadRow, OperationRow
from tests.inspections.recorded import NOW
from tests.vectors.merging_results import logged

FOLDER = Path(__file__).parent / "remarks"


def remark_files() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def remark_result(vector: Mapping[str, Any]) -> dict[str, Any]:
    log = [logged(entry) for entry in vector["log"]]
    projection = project(log)
    outcomes = {
        op: " ".join(word for word in outcome if word)
        for op, outcome in projection.outcomes.items()
    }
    insp = vector["log"][0]["body"]["insp"]
    return {"outcomes": outcomes, "remarks": [_said(one) for one in _stored(insp, log, projection)]}


def _said(remark: Remark) -> dict[str, Any]:
    return {
        "entity": remark.entity,
        "is_by_reviewer": remark.is_by_reviewer,
        "is_taken_back": remark.is_taken_back,
        "is_overtaken": remark.is_overtaken,
        "is_open": remark.is_open,
        "replies": [reply.entity for reply in remark.replies],
    }


def _stored(insp: str, log: list[Logged], projection: Projection) -> tuple[Remark, ...]:
    """Read back by the function that the desk reads with, from the tables that it reads."""
    engine = create_engine("sqlite://")
    tables = [Base.metadata.tables[name] for name in ("operation", "entity", "head")]
    Base.metadata.create_all(engine, tables)
    with Session(engine) as session:
        session.add_all(_operation(insp, one, projection) for one in log)
        session.add_all(
            EntityRow(insp=insp, entity=entity, type=made.type, created_by=made.created_by)
            for entity, made in projection.entities.items()
        )
        session.add_all(
            HeadRow(
                insp=insp, entity=entity, field=field, op_id=head.op, value=json.dumps(head.value),
                n=head.n, usr=head.author, dev=head.dev,
            )
            for (entity, field), heads in projection.heads.items()
            for head in heads
        )  # fmt: skip
        session.flush()
        return remarks_of(session, insp)


def _operation(insp: str, one: Logged, projection: Projection) -> OperationRow:
    operation = one.operation
    return OperationRow(
        op_id=operation.id, insp=insp, n=one.n, chain="", body=json.dumps({}).encode(), bh="",
        dev=one.dev, seq=one.seq, prev="", link="", sig="", usr=operation.author,
        kind=operation.kind, entity=operation.entity, received_at=NOW, via_dev=one.dev,
        status=projection.outcomes[operation.id].status,
    )  # fmt: skip
