"""The door of the audit, for administrators."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.guarding import guarded
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.accounts import AuditAsked, AuditTold, audit_document, audit_filter
from inspect_app.services.audit import audit_page

blueprint = Blueprint("audit", __name__, url_prefix="/api/v1/audit")


class _AuditPage(AuditAsked, PageArguments):
    pass


@blueprint.route("", methods=["GET"])
@guarded(Permission.READ_AUDIT)
@blueprint.arguments(_AuditPage, location="query")
@blueprint.response(200, AuditTold)
def list_audit(asked: dict[str, Any]) -> Response:
    """Who changed what, the newest first: ids of accounts and things, and no names."""
    page = audit_page(db.session(), audit_filter(asked), asked["page_size"], asked["after"])
    rows = [audit_document(row[0]) for row in page.rows]
    return answered_page({"audit": rows, "total": page.total, "after": page.after})
