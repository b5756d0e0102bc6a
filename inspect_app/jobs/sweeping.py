"""The work `sweep`: once a day, what has had its time is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.files.blob_store import drop_part, parts_older_than
from inspect_app.jobs.workshop import Task
from inspect_app.services.sweeping import PARTS_REST, sweep


def handle(task: Task) -> Mapping[str, Any]:
    """How much of each was taken out. The rows first: a part without its row is nobody's."""
    workshop, now = task.workshop, task.workshop.clock()
    data_dir = workshop.settings.data_dir
    with workshop.session() as session:
        swept = sweep(session, now)
        session.commit()
    ownerless = [
        part
        for part in parts_older_than(data_dir, (now - PARTS_REST).timestamp())
        if part not in swept.uploads_under_way
    ]
    for part in (*swept.expired_uploads, *ownerless):
        drop_part(data_dir, part)
    return {
        "uploads": len(swept.expired_uploads),
        "sessions": swept.sessions,
        "login_failures": swept.login_failures,
        "jobs": swept.jobs,
    }
