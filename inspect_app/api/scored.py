"""One inspection for a reader: found within the scope, and scored if nobody asked for it before."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import cast

from flask import current_app

from inspect_app.api.etags import etag_of
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import inspections_in_scope, not_here
from inspect_app.extensions import db
from inspect_app.jobs.scoring import Scored, ScoredCache, fingerprint, scored
from inspect_app.schemas.findings import Opener
from inspect_app.services import inspections
from inspect_app.services.inspections import Found, InspectionListed

_PROGRAM = version_of("inspect-app")
_CACHE = "inspect_scored"


def listed(inspection_id: str) -> InspectionListed:
    """Raises Problem `http.404` for what this actor may not see."""
    found = inspections.inspection_in(db.session(), inspection_id, inspections_in_scope())
    if found is None:
        raise not_here()
    return found


def found_in_scope(inspection_id: str) -> Found:
    """The same before anything is read of it, for scoring."""
    found = inspections.find(db.session(), inspection_id, inspections_in_scope())
    if found is None:
        raise not_here()
    return found


def etag_of_scored(found: Found) -> str:
    """Known before anything is computed: the stream's length, the facility, the standards."""
    standards = fingerprint(machinery().standards, found)
    return etag_of(*found.version, standards, _PROGRAM)


def scored_for(found: Found) -> Scored:
    """By the current heads; kept in this process. Raises Problem `inspection.*`."""
    ours = machinery()
    return scored(db.session(), ours.standards, found, _cache(), ours.settings.data_dir)


def opener_for(made: Scored) -> Opener:
    """By the standards that judged it: of an approved inspection those of its approval."""
    facts, standards = made.loaded.facts, made.standards
    packs = (standards.main, *standards.norm_packs_for(facts.facility.country))
    return Opener(facts, made.assessment, packs)


def _cache() -> ScoredCache:
    return cast("ScoredCache", current_app.extensions.setdefault(_CACHE, ScoredCache()))
