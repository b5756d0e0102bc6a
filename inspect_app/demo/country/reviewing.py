"""What supervisors do with the visits: settled, returned, approved and published through their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from inspect_app.api.approving import looked_at
from inspect_app.api.guarding import CSRF_FIELD, cookie_name
from inspect_app.demo.country.acts import Script
from inspect_app.demo.country.people import HEAD_SUPERVISOR
from inspect_app.demo.country.tablets import ServerClock
from inspect_app.domain.operations import Status
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.publishing import ItemKind
from inspect_app.domain.review import InTheWay, WithdrawalReason
from inspect_app.extensions import db
from inspect_app.jobs.publishing import clearable_items
from inspect_app.pages.review.approving import WAIVE
from inspect_app.services import inspections, publishing
from inspect_app.services.reviewing import in_the_way
from inspect_app.services.sign_in import start_session
from inspect_app.store.accounts import AccountRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import PublicationRow

PUBLISHED_HISTORIES = 12
"""Facilities whose earlier visits were published too; of the others the last one at most."""
WITHDRAWN = 4
"""The facility of which an earlier publication was withdrawn."""
_MOST = 200


class Course(IntEnum):
    """How far the last visit of a facility has come: every kind stands in the demo."""

    PUBLISHED = 0
    WAITING = 1
    ALSO_PUBLISHED = 2
    RETURNED = 3
    APPROVED = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """One supervisor at the pages, as with a browser."""

    app: Flask
    account: str

    def post(self, path: str, form: Mapping[str, Any]) -> None:
        """Raises RuntimeError where it is refused: the demo does nothing that a person could not."""
        client, moment = self.app.test_client(), self.app.extensions["inspect"].clock()
        with self.app.app_context():
            row = db.session.get_one(AccountRow, self.account)
            token, csrf = start_session(db.session(), row, moment)
            db.session.commit()
            client.set_cookie(cookie_name(), token, domain="localhost")
        answer = client.post(path, data={**form, CSRF_FIELD: csrf})
        if answer.status_code != 303:
            raise RuntimeError(f"{path}: {answer.status_code}")


class Reviewing:
    """`phrases`: what supervisors write, by language."""

    def __init__(self, app: Flask, clock: ServerClock, phrases: Mapping[str, Any]) -> None:
        self._app, self._clock, self._phrases = app, clock, phrases
        self._head = Desk(app, HEAD_SUPERVISOR)

    def review(self, scripts: Sequence[Script]) -> Iterator[int]:
        """Facility after facility; gives how many are done."""
        by_facility: dict[str, list[Script]] = {}
        for script in scripts:
            by_facility.setdefault(script.facility, []).append(script)
        for number, (_, own) in enumerate(sorted(by_facility.items())):
            *earlier, last = own
            if number < PUBLISHED_HISTORIES:
                for script in earlier:
                    self._go(script.insp, Course.PUBLISHED)
            if number == WITHDRAWN and earlier:
                self.withdraw(earlier[-1].insp)
            self._go(last.insp, Course(number % len(Course)))
            yield number + 1

    def _go(self, insp: str, course: Course) -> None:
        if self._state(insp) != ReviewState.SUBMITTED or course is Course.WAITING:
            return
        if course is Course.RETURNED:
            self._return(insp)
            return
        self._settle(insp)
        self._set_aside(insp)
        if self._approve(insp) and course is not Course.APPROVED:
            self._publish(insp)

    def _publish(self, insp: str) -> None:
        """With the photographs and recommendations that a publisher may clear; what is invented names
        nobody."""
        with self._app.test_request_context():
            scored = looked_at(insp).scored
            items = clearable_items(db.session(), scored.loaded.facts) if scored else ()
        keys = [item.key for item in items if item.kind is not ItemKind.WORDS]
        form = {"compared": "yes", "clear": keys}
        self._head.post(f"/inspections/{insp}/publication", form)

    def withdraw(self, insp: str) -> None:
        """A mistake that was found too late: its address goes on telling that, and why."""
        form = {
            "reason": WithdrawalReason.FIGURES_WRONG.value,
            "why": self._phrases["withdrawn"]["ru"],
        }
        self._head.post(f"/inspections/{insp}/publication/withdrawal", form)

    def _state(self, insp: str) -> str | None:
        with self._app.app_context():
            query = select(InspectionRow.review_state).where(InspectionRow.id == insp)
            return db.session.scalar(query)

    def _settle(self, insp: str) -> None:
        """Between answers that differ, the one that was recorded last."""
        with self._app.app_context():
            found, _ = inspections.conflicts_of(db.session(), insp, _MOST, None)
        for one in found:
            seen = [head.op for head in one.heads]
            form = {"entity": one.entity, "field": one.field, "seen": seen, "keep": seen[-1]}
            why = self._phrases["resolved"]["ru"]
            self._head.post(f"/inspections/{insp}/review/settled", {**form, "why": why})

    def _set_aside(self, insp: str) -> None:
        left = (Status.HELD.value, Status.QUARANTINE.value)
        with self._app.app_context():
            query = select(OperationRow.op_id).where(
                OperationRow.insp == insp, OperationRow.status.in_(left)
            )
            ops = list(db.session.scalars(query))
        if ops:
            form = {"op": ops, "why": self._phrases["set_aside"]["ru"]}
            self._head.post(f"/inspections/{insp}/review/set-aside", form)

    def _approve(self, insp: str) -> bool:
        """False: something is in the way that no reviewer can waive."""
        with self._app.test_request_context():
            looked = looked_at(insp)
            obstacles = in_the_way(db.session(), insp, looked.needed, HEAD_SUPERVISOR)
            of_n = looked.found.version.n
        if not all(one.is_waivable for one in obstacles):
            return False
        form = {"of_n": str(of_n), **dict(self._waivers(obstacles))}
        self._head.post(f"/inspections/{insp}/review/approval", form)
        return True

    def _waivers(self, obstacles: Iterable[InTheWay]) -> Iterator[tuple[str, str]]:
        for one in obstacles:
            yield f"{WAIVE}{one.key}", self._phrases["waived"][one.obstacle.value]["ru"]

    def _return(self, insp: str) -> None:
        """With a remark on the worst finding, and one on the whole."""
        with self._app.test_request_context():
            scored = looked_at(insp).scored
            worst = scored.assessment.critical_failures[:1] if scored else ()
        about = {"entity": f"inspection:{insp}"}
        remarks = [{**about, "criterion": one} for one in worst] + [about]
        for remark, says in zip(remarks, self._phrases["remark"]["ru"], strict=False):
            self._head.post(f"/inspections/{insp}/review/remarks", {**remark, "says": says})
        with self._app.app_context():
            query = select(OperationRow.entity).where(
                OperationRow.insp == insp,
                OperationRow.kind == "comment",
                OperationRow.usr == HEAD_SUPERVISOR,
            )
            said = list(db.session.scalars(query))
        self._head.post(f"/inspections/{insp}/review/return", {"remark": said})


def drop_prints() -> None:
    """Six reports for each approval would keep a machine busy for an hour. Inside an application
    context; commits."""
    kinds = ("print_report", publishing.KIND)
    db.session.execute(delete(JobRow).where(JobRow.kind.in_(kinds), JobRow.state == "ready"))
    db.session.commit()


def ask_for_latest_prints(most: int, moment: datetime) -> None:
    """Of the latest visits that are published; the others are printed when somebody asks. Inside an
    application context; commits."""
    latest = db.session.scalars(
        select(PublicationRow).order_by(PublicationRow.visited_on.desc()).limit(most)
    ).all()
    for row in latest:
        publishing.ask_for_prints(db.session(), row, "system", moment)
    db.session.commit()
