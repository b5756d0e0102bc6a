"""The tablets that recorded in an inspection, each with who had let it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspect_app.pages.inspection.places import Moment, server_moment
from inspect_app.pages.review.naming import Naming
from inspect_app.services.reviewing import BY_THE_SERVER, Tablet


@dataclass(frozen=True, slots=True)
class TabletShown:
    """`is_by_reader`: the reader let it in."""

    name: str
    person: str
    invited_by: str
    enrolled: Moment
    records: str
    is_by_reader: bool


def tablets_shown(
    tablets: Iterable[Tablet], naming: Naming, reader: str
) -> tuple[TabletShown, ...]:
    return tuple(
        TabletShown(
            name=naming.device(one.device),
            person=naming.person(one.account),
            invited_by=_invited_by(one.invited_by, naming),
            enrolled=server_moment(one.enrolled_at, None),
            records=naming.words.count("review.records", one.records),
            is_by_reader=one.invited_by == reader,
        )
        for one in tablets
    )


def _invited_by(account: str | None, naming: Naming) -> str:
    if account is None:
        return naming.words.say("review.tablet.unknown")
    if account == BY_THE_SERVER:
        return naming.words.say("review.tablet.by_server")
    return naming.person(account)
