"""Is this PDF genuine? By upload or by the digits that are printed on the paper.

The form is open to all and changes nothing, so it carries no token: whoever made somebody else's
browser send it would only make our server count the hash of a file and throw it away. Nothing of the
file is written to a disk or held: it runs through the hash while it arrives, before the database is
asked anything.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from flask import Response, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from inspect_app.api.guarding import open_to_all
from inspect_app.pages.portal.frame import (
    LANG,
    portal_group,
    portal_page,
    reading,
    unkept,
    words_of,
)
from inspect_app.pages.portal.lines import reason
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.portal import Checked

pages = portal_group("portal_check")
MOST_BYTES = 20 * 2**20
_OF_THE_FORM = 64 * 2**10
_HELD_AT_ONCE = 512 * 2**10
_PDF = b"%PDF-"
_WHY_UNKNOWN = ("changed", "printed_again", "other")


class HashingSink(io.RawIOBase):
    """Takes bytes in and keeps their hash and number, and whether they begin as a PDF does."""

    def __init__(self, is_chosen: bool = True) -> None:
        """`is_chosen`: the form named a file, if only an empty one."""
        super().__init__()
        self._hash = hashlib.sha256()
        self.is_chosen = is_chosen
        self.is_pdf = False
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.size == 0:
            self.is_pdf = bytes(data[: len(_PDF)]) == _PDF
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """The reader of the form goes back to the start when all has come; there is nothing there."""
        return 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


@pages.get(f"/public/{LANG}/check")
@open_to_all("the portal is for everybody")
def form(lang: str) -> Response:
    words = words_of(lang)
    typed = request.args.get("h", "")
    if not typed:
        return _page(words)
    digits = portal.digits_of(typed)
    if digits is None:
        return unkept(_page(words, typed=typed[:100], refusal=words.say("portal.check.no_digits")))
    found = portal.check(reading(), digits)
    return unkept(_page(words, typed=typed[:100], found=found, digits=digits))


@pages.post(f"/public/{LANG}/check")
@open_to_all("counts a hash and stores nothing")
def upload(lang: str) -> Response:
    words = words_of(lang)
    try:
        taken = _hash_of_upload()
    except RequestEntityTooLarge:
        return _refused_file(words, "too_large", 413)
    except ClientDisconnected:
        taken = None
    if taken is None:
        return _refused_file(words, "no_file", 400)
    if taken.size == 0:
        return _refused_file(words, "empty", 400)
    found = portal.check(reading(), taken.sha256)
    return unkept(_page(words, found=found, digits=taken.sha256, uploaded=taken))


def _refused_file(words: PortalWords, why: str, status: int) -> Response:
    refusal = words.say(f"portal.check.{why}")
    return _page(words, status=status, refusal=refusal, refused="file")


def _hash_of_upload() -> HashingSink | None:
    """The first file that holds something, or an empty one; None: no file was sent. Raises
    RequestEntityTooLarge."""
    request.max_content_length = MOST_BYTES + _OF_THE_FORM
    if request.mimetype != "multipart/form-data":
        return None
    sinks: list[HashingSink] = []

    def sink(filename: str | None = None, **_: Any) -> HashingSink:
        sinks.append(HashingSink(bool(filename)))
        return sinks[-1]

    parser = FormDataParser(
        stream_factory=sink,  # type: ignore[arg-type]  # write and seek are all that is asked of it
        max_form_memory_size=_HELD_AT_ONCE,
        max_content_length=request.max_content_length,
        max_form_parts=4,
    )
    parser.parse(request.stream, request.mimetype, request.content_length, request.mimetype_params)
    taken = next((one for one in sinks if one.size), None)
    if taken is None:
        return next((one for one in sinks if one.is_chosen), None)
    if taken.size > MOST_BYTES:
        raise RequestEntityTooLarge
    return taken


def _page(
    words: PortalWords,
    *,
    typed: str = "",
    refusal: str | None = None,
    refused: str = "h",
    found: Checked | None = None,
    digits: str = "",
    uploaded: HashingSink | None = None,
    status: int = 200,
) -> Response:
    """`refused`: the field of the form that `refusal` is about."""
    shown = found.shown if found else None
    return portal_page(
        "check",
        words,
        is_demo=bool(shown and shown.is_demo),
        status=status,
        typed=typed,
        refusal=refusal,
        refused=refused,
        found=found,
        digits=digits,
        is_upload=uploaded is not None,
        reasons=_reasons(uploaded),
        shown=shown,
        files=", ".join(words.say(f"language.{one}") for one in found.languages) if found else "",
        visited_on=words.day(shown.visited_on) if shown else "",
        published_on=words.moment(shown.published_at) if shown else "",
        withdrawn_on=words.moment(shown.withdrawn_at) if shown and shown.withdrawn_at else "",
        reason=reason(shown, words) if shown else None,
        instead=found.instead.code if found and found.instead else None,
        printed_on=words.day(found.printed_on) if found and found.printed_on else "",
    )


def _reasons(uploaded: HashingSink | None) -> tuple[str, ...]:
    """Why a file or its digits can be unknown here."""
    if uploaded is None:
        return (*_WHY_UNKNOWN, "mistyped")
    return _WHY_UNKNOWN if uploaded.is_pdf else ()
