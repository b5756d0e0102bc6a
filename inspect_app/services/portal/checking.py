"""Is this file one of ours? By its hash alone; nothing about an edition that is not public is told
but that we printed it, and on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.services.portal.published import Published, files_by_hash, in_force_instead
from inspect_app.store.printed import PrintedReportRow

LEAST_DIGITS = 16
_DIGITS = re.compile(rf"[0-9a-f]{{{LEAST_DIGITS},64}}")
_BETWEEN = re.compile(r"[\s:.\-]")


class Answer(StrEnum):
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"  # withdrawn, and a later revision is in force
    WITHDRAWN = "withdrawn"
    NOT_PUBLIC = "not_public"  # printed by us, of another edition
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """`shown`: the public revision the file belongs to; `instead`: the one now in force;
    `printed_on`: the day of an edition that is not public; `languages` of the files that fit."""

    answer: Answer
    shown: Published | None = None
    languages: tuple[str, ...] = ()
    instead: Published | None = None
    printed_on: date | None = None


def digits_of(typed: str) -> str | None:
    """The first digits of a hash as people copy them, put together; None: that is none."""
    digits = _BETWEEN.sub("", typed[:200]).lower()
    return digits if _DIGITS.fullmatch(digits) else None


def check(session: Session, digits: str) -> Checked:
    """`digits`: as `digits_of` gives them, or a whole hash."""
    found = files_by_hash(session, digits)
    if found:
        shown = next((one for one, _ in found if one.is_in_force), found[0][0])
        languages = tuple(language for one, language in found if one.id == shown.id)
        return _public(session, shown, languages)
    printed_on = _printed_on(session, digits)
    if printed_on is not None:
        return Checked(Answer.NOT_PUBLIC, printed_on=printed_on)
    return Checked(Answer.UNKNOWN)


def _public(session: Session, shown: Published, languages: tuple[str, ...]) -> Checked:
    if shown.is_in_force:
        return Checked(Answer.IN_FORCE, shown, languages)
    instead = in_force_instead(session, shown)
    answer = Answer.WITHDRAWN if instead is None else Answer.SUPERSEDED
    return Checked(answer, shown, languages, instead)


def _printed_on(session: Session, digits: str) -> date | None:
    made_at = session.scalars(
        select(PrintedReportRow.made_at)
        .where(
            PrintedReportRow.file_sha256.startswith(digits, autoescape=True)
            | PrintedReportRow.data_sha256.startswith(digits, autoescape=True)
        )
        .order_by(PrintedReportRow.made_at)
        .limit(1)
    ).first()
    return None if made_at is None else made_at.date()
