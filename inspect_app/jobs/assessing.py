"""The work `assess`: `{"insp"}` is scored and its roll-up kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.jobs.scoring import expected_rollup
from inspect_app.jobs.workshop import Task
from inspect_app.services import rollups
from inspect_app.store.engine import start_reading


def handle(task: Task) -> Mapping[str, Any]:
    """Scored from one snapshot without holding up a writer; only the rows are written under a lock.

    What arrives between the two asks for this work again.
    """
    insp, workshop = str(task.payload["insp"]), task.workshop
    standards = workshop.standards
    with workshop.session() as session:
        start_reading(session)
        outcome, rows = expected_rollup(session, standards, insp, workshop.settings.data_dir)
    with workshop.session() as session:
        if rows is None:
            rollups.put(session, insp, None)
        else:
            rollups.keep(session, insp, rows)
        session.commit()
    return {"outcome": outcome.value}
