"""Doors to the standards: what the product judges by, in three languages, down to the last band."""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import answered, etag_of, not_modified
from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery
from inspect_app.domain.permissions import Permission
from inspect_app.domain.standards import Criterion, Pack
from inspect_app.problems import Problem
from inspect_app.schemas.standards_documents import (
    criterion_document,
    criterion_row,
    pack_document,
    pack_row,
)
from inspect_app.schemas.standards_shapes import CriteriaTold, CriterionTold, PacksTold, PackTold
from inspect_app.services.assessments import Standards

blueprint = Blueprint("standards", __name__, url_prefix="/api/v1/standards")


@blueprint.route("")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, PacksTold)
def list_packs() -> Response:
    """The packs in force: the one that feeds the index first, then those of countries."""
    standards = _standards()
    rows = [pack_row(pack, pack is standards.main) for pack in standards.packs]
    return answered({"standards": rows})


@blueprint.route("/<pack_id>")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, PackTold)
def read_pack(pack_id: str) -> Response:
    """One pack: its domains, instruments, national norms, and the doubts that it admits."""
    pack = _pack(pack_id)
    etag = etag_of(pack.sha256)
    return not_modified(etag) or answered(pack_document(pack, pack is _standards().main), etag=etag)


@blueprint.route("/<pack_id>/criteria")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, CriteriaTold)
def list_criteria(pack_id: str) -> Response:
    """Every criterion of a pack, in the pack's own order."""
    pack = _pack(pack_id)
    etag = etag_of(pack.sha256)
    rows = [criterion_row(criterion) for criterion in pack.criteria.values()]
    return not_modified(etag) or answered(
        {"pack": pack.id, "sha256": pack.sha256, "criteria": rows}, etag=etag
    )


@blueprint.route("/<pack_id>/criteria/<criterion_id>")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, CriterionTold)
def read_criterion(pack_id: str, criterion_id: str) -> Response:
    """One criterion: what it says, its provisions, rule, bands and weight, and what is in doubt."""
    pack = _pack(pack_id)
    criterion = _criterion(pack, criterion_id)
    packs = _standards().packs
    etag = etag_of(*(one.sha256 for one in packs))
    return not_modified(etag) or answered(criterion_document(criterion, pack, packs), etag=etag)


def _standards() -> Standards:
    return machinery().standards


def _pack(pack_id: str) -> Pack:
    for pack in _standards().packs:
        if pack.id == pack_id:
            return pack
    raise Problem("standards.not_found", pack=pack_id)


def _criterion(pack: Pack, criterion_id: str) -> Criterion:
    found = pack.criteria.get(criterion_id)
    if found is None:
        raise Problem("standards.criterion_not_found", pack=pack.id, criterion=criterion_id)
    return found
