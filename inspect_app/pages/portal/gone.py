"""What stands at the address of a withdrawn publication: that it is, since when, why, and what instead."""

from __future__ import annotations

from flask import Response, request

from inspect_app.extensions import db
from inspect_app.pages.portal.frame import portal_page, reader_language, words_of
from inspect_app.pages.portal.lines import reason
from inspect_app.pages.portal.shown import Withdrawn
from inspect_app.services import portal


def show_gone(gone: Withdrawn) -> Response:
    """410, in the language of the address. Nothing of what it said is told."""
    words = words_of((request.view_args or {}).get("lang") or reader_language())
    published = gone.published
    facility = portal.facility(db.session(), published.facility_id)
    return portal_page(
        "withdrawn",
        words,
        is_demo=published.is_demo,
        status=410,
        code=published.code,
        facility=facility.id if facility else None,
        facility_name=words.own(facility.names) if facility else "",
        name_language=words.language_of(facility.names) if facility else None,
        day=words.day(published.visited_on),
        revision=published.revision,
        published_on=words.moment(published.published_at),
        withdrawn_on=words.moment(published.withdrawn_at) if published.withdrawn_at else "",
        reason=reason(published, words),
        instead=gone.instead.code if gone.instead else None,
        instead_on=words.moment(gone.instead.published_at) if gone.instead else "",
        sha256=published.document_sha256,
    )
