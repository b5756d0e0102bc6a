"""Everything that is made from the operations made once more, and compared row for row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from inspect_app.jobs.scoring import expected_rollup
from inspect_app.services import rollups
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections.verifying import Fault, lock_stream, stream_faults
from inspect_app.store.base import Base
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.rollups import RollupRows

Row = Mapping[str, Any]


class Difference(NamedTuple):
    """One row that is kept otherwise than the operations say.

    `columns` are those that differ; empty where the row is missing or should not be there at all,
    which `kind` says: `missing`, `surplus` or `differs`.
    """

    table: str
    key: tuple[str, ...]
    kind: str
    columns: tuple[str, ...] = ()


class Rebuilt(NamedTuple):
    """`faults` are in the log itself, which is never changed; `differences` are mended."""

    insp: str
    faults: tuple[Fault, ...]
    differences: tuple[Difference, ...]

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.differences


def rebuild_inspection(
    session: Session,
    standards: Standards,
    insp: str,
    now: datetime,
    data_dir: Path | None = None,
) -> Rebuilt:
    """Makes the projection and the roll-up of one inspection anew; the caller commits, or rolls back
    when it only wanted to know."""
    lock_stream(session, insp)
    faults = tuple(stream_faults(session, insp))
    before = projection_rows(session, insp)
    reproject(session, insp, now)
    differences = list(_between(before, projection_rows(session, insp)))
    kept = rollups.kept_rows(session, insp)
    _, wanted = expected_rollup(session, standards, insp, data_dir)
    differences += _between_rollups(kept, wanted)
    rollups.put(session, insp, wanted)
    return Rebuilt(insp, faults, tuple(differences))


def _between(
    before: Mapping[str, Sequence[tuple[Any, ...]]], after: Mapping[str, Sequence[tuple[Any, ...]]]
) -> Iterator[Difference]:
    for table in after:
        names = _names(table)
        yield from _between_rows(
            table,
            _key_of(table),
            [dict(zip(names, row, strict=True)) for row in before.get(table, ())],
            [dict(zip(names, row, strict=True)) for row in after[table]],
        )


def _between_rollups(kept: RollupRows | None, wanted: RollupRows | None) -> Iterator[Difference]:
    tables = ("inspection_rollup", "domain_rollup", "criterion_rollup")
    for table, had, should in zip(tables, _three(kept), _three(wanted), strict=True):
        yield from _between_rows(table, _key_of(table), had, should)


def _three(rows: RollupRows | None) -> tuple[Sequence[Row], ...]:
    return ((), (), ()) if rows is None else ((rows.inspection,), rows.domains, rows.criteria)


def _between_rows(
    table: str, key: Sequence[str], had: Sequence[Row], should: Sequence[Row]
) -> Iterator[Difference]:
    kept = {tuple(str(row[name]) for name in key): row for row in had}
    wanted = {tuple(str(row[name]) for name in key): row for row in should}
    for at in sorted(kept.keys() | wanted.keys()):
        if at not in kept or at not in wanted:
            yield Difference(table, at, "missing" if at in wanted else "surplus")
            continue
        columns = tuple(name for name in wanted[at] if kept[at][name] != wanted[at][name])
        if columns:
            yield Difference(table, at, "differs", columns)


def _names(table: str) -> list[str]:
    """The columns in the order in which `projection_rows` gives them."""
    if table == "operation":
        return ["op_id", "status", "reason"]
    names = [column.name for column in Base.metadata.tables[table].columns]
    return [name for name in names if (table, name) != ("inspection", "changed_at")]


def _key_of(table: str) -> list[str]:
    return [column.name for column in Base.metadata.tables[table].primary_key]
