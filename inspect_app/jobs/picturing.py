"""The work `thumbnail`: `{"sha256"}` of a blob becomes a small picture beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.files.thumbnails import make_thumbnail
from inspect_app.jobs.workshop import Task


def handle(task: Task) -> Mapping[str, Any]:
    made = make_thumbnail(task.workshop.settings.data_dir, str(task.payload["sha256"]))
    return {"is_picture": made is not None}
