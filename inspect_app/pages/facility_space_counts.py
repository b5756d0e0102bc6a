"""How much space how many had at one visit: scored once, and then remembered for itself.

Two large facilities' assessments do not fit into the cache of assessments together, and a page that
compares them would score both anew at every look. Their counts are a few numbers.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import current_app

from inspect_app.api.machinery import machinery
from inspect_app.api.scored import scored_for
from inspect_app.domain.scoring.assessment import SpaceCounts
from inspect_app.jobs.scoring import fingerprint
from inspect_app.services.inspections import Found, Version

_MOST_KEPT = 2_000
_KEPT = "inspect_space_counts"
_Key = tuple[Version, str]


@dataclass
class _Counts:
    """Of this process, the least recently asked for dropped first."""

    _kept: OrderedDict[_Key, SpaceCounts] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: _Key) -> SpaceCounts | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: _Key, counts: SpaceCounts) -> None:
        with self._lock:
            self._kept[key] = counts
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)


def space_counts_of(found: Found) -> SpaceCounts:
    """By the same version and standards as the assessment itself. Raises Problem `inspection.*`,
    `review.frozen_unreadable`."""
    kept = cast("_Counts", current_app.extensions.setdefault(_KEPT, _Counts()))
    key = (found.version, fingerprint(machinery().standards, found))
    counts = kept.get(key)
    if counts is None:
        counts = scored_for(found).assessment.space_counts
        kept.put(key, counts)
    return counts
