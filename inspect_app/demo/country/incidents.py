"""What goes wrong in three years: each kind of it stands somewhere in the demo to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from inspect_app.demo.country.acts import LEAD, SECOND, Script
from inspect_app.demo.country.places import new_uuid
from inspect_app.demo.country.tablets import Enrolments
from inspect_app.demo.country.writing import Writer
from inspect_app.demo.tablet import Tablet
from inspect_app.domain.operations import ANSWER, EntityType, OperationKind
from inspect_app.domain.permissions import Actor, Condition, Role
from inspect_app.extensions import db
from inspect_app.services.device_administration import revoke_device

OPEN_AT_THE_END = 3
_FEW = 40
_ADMINISTRATOR = Actor("u_demo_administrator", Role.ADMINISTRATOR)
_ANSWER_OF_NOBODY = {"state": "answered", "value": 4}


@dataclass(frozen=True, slots=True)
class Cast:
    """Which visits something happens to, by their numbers."""

    still_open: tuple[int, ...]  # begun, not submitted
    unsent: (
        int | None
    )  # one of them: its lead still holds operations, and a colleague builds on them
    outsider: int  # an inspector who is not on the team writes into it
    newer_app: int  # a field that this server does not know
    after_revocation: int  # from here on the lead works with a new tablet


def cast(scripts: Sequence[Script]) -> Cast:
    """Scripts in the order of their days; at least one."""
    last = [script.number for script in scripts[-OPEN_AT_THE_END:]]
    pairs = [script.number for script in scripts if len(script.team) > 1]
    middle = scripts[len(scripts) // 2].number
    return Cast(
        still_open=tuple(sorted({*last, *pairs[-1:]})),
        unsent=pairs[-1] if pairs else None,
        outsider=scripts[len(scripts) // 3].number,
        newer_app=middle,
        after_revocation=middle,
    )


class Incidents:
    def __init__(self, app: Flask, writer: Writer, enrolments: Enrolments, chosen: Cast) -> None:
        self._app, self._writer, self._enrolments = app, writer, enrolments
        self._chosen = chosen

    def write(self, script: Script) -> None:
        """The visit with whatever happens to it."""
        if script.number == self._chosen.after_revocation:
            self._lose_tablet(script)
        if script.number == self._chosen.unsent:
            self._leave_unsent(script)
        elif script.number in self._chosen.still_open:
            self._leave_open(script)
        else:
            self._writer.write(script)
        if script.number == self._chosen.outsider:
            self._write_from_outside(script)
        if script.number == self._chosen.newer_app:
            self._write_as_newer_app(script)

    def _leave_open(self, script: Script) -> list[Tablet]:
        team = self._writer.begin(script)
        self._writer.acts(script, team, script.founding)
        self._writer.send(team[LEAD], script.insp)
        if len(team) > 1:
            self._writer.join(team[SECOND], team[LEAD], script.insp)
        half = script.walk[: len(script.walk) * 3 // 5]
        self._writer.acts(script, team, half)
        for tablet in team:
            self._writer.send(tablet, script.insp)
        return team

    def _leave_unsent(self, script: Script) -> None:
        """The lead adds a room and then loses the network; the colleague goes on from a note."""
        lead, second = self._leave_open(script)[:2]
        chance = lead.chance
        room = f"{EntityType.ROOM}:{new_uuid(chance)}"
        writes = {"number": "0-99", "kind": "cell", "is_in_use": False}
        facility = f"{EntityType.FACILITY}:{script.facility}"
        for act in script.walk[len(script.walk) * 3 // 5 :][:_FEW]:
            self._writer.act(script, lead, act)
        lead.pusher.limit = max(1, lead.chain.pending() // 2)
        self._writer.clock.follow(lead.clock.wall)
        lead.record(script.insp, room, OperationKind.CREATE, writes,
                    type=str(EntityType.ROOM), parent=facility)  # fmt: skip
        lead.push()
        statement = {ANSWER + "persons_slept_last_night": _ANSWER_OF_NOBODY}
        second.record(script.insp, room, OperationKind.SET, statement)
        self._writer.send(second, script.insp)

    def _write_from_outside(self, script: Script) -> None:
        """Somebody who is not on the team has the number of the inspection from a colleague."""
        code = next(code for code in sorted(self._writer.tablets) if code not in script.team)
        tablet = self._writer.tablets[code]
        tablet.clock.wait_until(self._writer.clock.moment)
        tablet.checklist = dict(script.checklist)
        entity = f"{EntityType.FACILITY}:{script.facility}"
        statement = {ANSWER + "bed_linen_change_days": {"state": "answered", "value": 10}}
        tablet.record(script.insp, entity, OperationKind.SET, statement)
        self._writer.send(tablet, script.insp)

    def _write_as_newer_app(self, script: Script) -> None:
        tablet = self._writer.tablets[script.team[LEAD]]
        entity = f"{EntityType.INSPECTION}:{script.insp}"
        tablet.record(script.insp, entity, OperationKind.SET, {"weather": "snow"})
        self._writer.send(tablet, script.insp)

    def _lose_tablet(self, script: Script) -> None:
        """The lead's tablet is reported lost and revoked; whoever found it goes on writing."""
        code = script.team[LEAD]
        lost = self._writer.tablets[code]
        lost.clock.wait_until(self._writer.clock.moment)
        now = self._writer.clock.moment
        with self._app.app_context():
            dev = str(lost.chain.dev)
            revoke_device(db.session(), _ADMINISTRATOR, Condition.ALL, dev, "after_deposit", now)
            db.session.commit()
        lost.clock.wait(timedelta(hours=1))
        earlier = next(iter(lost.store.stream), None) or next(
            (row.insp for row in lost.store.sent.values()), script.insp
        )
        entity = f"{EntityType.INSPECTION}:{earlier}"
        lost.record(earlier, entity, OperationKind.SET, {"is_announced": True})
        self._writer.clock.follow(lost.clock.wall)
        lost.push()
        self._writer.tablets[code] = self._enrolments.enrol(
            code, _ADMINISTRATOR.account, f"DEMO {code}"
        )
