"""The printed editions and the photographs of publications that are in force."""

from __future__ import annotations

import io

from flask import Response, send_file

from inspect_app.api.etags import answered_bytes
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.files.printed_files import read_printed
from inspect_app.files.public_pictures import read_public_picture
from inspect_app.pages.portal.frame import CACHE, LANG, portal_group, reading
from inspect_app.pages.portal.gone import show_gone
from inspect_app.pages.portal.shown import Withdrawn, published_in_force
from inspect_app.services import portal

pages = portal_group("portal_files")
pages.register_error_handler(Withdrawn, show_gone)


@pages.get(f"/public/files/<publication_code>/{LANG}.pdf")
@open_to_all("what is published may be taken along by everybody")
def printed(publication_code: str, lang: str) -> Response:
    """The very bytes whose hash the page of the report names."""
    session = reading()
    published = published_in_force(session, publication_code)
    kept = portal.kept_file(session, published, lang)
    content = read_printed(machinery().settings.data_dir, kept.sha256) if kept else None
    if kept is None or content is None:
        raise not_here()
    answer = send_file(
        io.BytesIO(content),
        mimetype="application/pdf",
        download_name=f"{published.code}-{lang}.pdf",
        etag=kept.sha256,
    )
    answer.headers["Cache-Control"] = CACHE
    return answer


@pages.get("/public/photographs/<publication_code>/<public_picture>.jpg")
@open_to_all("what is published may be taken along by everybody")
def photograph(publication_code: str, public_picture: str) -> Response:
    """Only where a publication in force names it."""
    session = reading()
    published = published_in_force(session, publication_code)
    data = portal.document_of(session, published)
    if data is None or public_picture not in portal.photographs_of(data):
        raise not_here()
    content = read_public_picture(machinery().settings.data_dir, public_picture)
    if content is None:
        raise not_here()
    return answered_bytes(content, etag=public_picture, cache=CACHE, mimetype="image/jpeg")
