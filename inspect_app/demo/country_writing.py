"""Scripts of visits become operations: recorded, signed, sent and read by simulated tablets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from inspect_app.demo.country_acts import LEAD, SECOND, Act, Script
from inspect_app.demo.country_drawings import MIME
from inspect_app.demo.country_tablets import ZONE, ServerClock
from inspect_app.demo.tablet import Tablet
from inspect_app.domain.operations import ANSWER, CONFIRMED, OperationKind

_BEGINS = time(9, 0)
_SECONDS_A_FIELD = 25
_SIGNED = (OperationKind.SIGN, OperationKind.SUBMIT)
_LATE_DAYS = 3


class Writer:
    """`pictures`: key -> bytes of the drawing. `clock` is the server's."""

    def __init__(
        self, tablets: Mapping[str, Tablet], clock: ServerClock, pictures: Mapping[str, bytes]
    ) -> None:
        self.tablets, self.clock, self.pictures = dict(tablets), clock, pictures
        self.operations = 0

    def write(self, script: Script) -> None:
        """The whole visit, from the first operation to the submission."""
        team = self.begin(script)
        chance = Random(f"{script.insp}/writing")  # noqa: S311  # an invented country, no secret
        self.acts(script, team, script.founding)
        self.send(team[LEAD], script.insp)
        if len(team) > 1:
            self.join(team[SECOND], team[LEAD], script.insp)
        self.acts(script, team, script.walk)
        self._dispute(script, team)
        if chance.random() < 0.04:
            self.send_twice(team[LEAD])
        if len(team) > 1:
            self._bring_together(script, team, chance)
        self._resolve(script, team)
        self.acts(script, team, script.closing)
        for tablet in team:
            self.send(tablet, script.insp, reads=len(team) > 1 and tablet is team[LEAD])

    def begin(self, script: Script) -> list[Tablet]:
        """The team at the gate in the morning, with the checklist chosen."""
        morning = datetime.combine(date.fromisoformat(script.day), _BEGINS, ZONE)
        team = [self.tablets[code] for code in script.team]
        for tablet in team:
            tablet.clock.wait_until(morning)
            tablet.checklist = dict(script.checklist)
        return team

    def acts(self, script: Script, team: list[Tablet], acts: Iterable[Act]) -> None:
        for act in acts:
            self.act(script, team[act.who], act)

    def act(self, script: Script, tablet: Tablet, act: Act) -> None:
        tablet.clock.wait(timedelta(seconds=_SECONDS_A_FIELD * (1 + len(act.writes))))
        self.operations += 1
        if act.picture is not None:
            content = self.pictures[act.picture]
            tablet.attach(script.insp, content, act.writes, mime=MIME, entity=act.entity)
            return
        writes, extra = dict(act.writes), dict(act.extra)
        if act.confirms is not None:
            writes = _confirmation(tablet, script.insp, *act.confirms)
            if not writes:
                return
        if act.kind in _SIGNED:
            extra["covers"] = covers(tablet, script.insp)
        tablet.record(script.insp, act.entity, act.kind, writes, **extra)

    def join(self, second: Tablet, lead: Tablet, insp: str) -> None:
        """The second inspector reads what the lead has begun."""
        second.clock.wait_until(lead.clock.wall)
        second.puller.follow(insp)
        self.send(second, insp, reads=True)

    def send(self, tablet: Tablet, insp: str, reads: bool = False) -> None:
        """To the server, and what colleagues wrote back from it."""
        self.clock.follow(tablet.clock.wall)
        done = tablet.synchronise(only=(insp,) if reads else ())
        if tablet.chain.pending():
            raise RuntimeError(
                f"{insp}: {tablet.chain.pending()} operations were not taken: {done}"
            )

    def send_twice(self, tablet: Tablet) -> None:
        """The answer was lost on the way, so the same batch is sent once more."""
        self.clock.follow(tablet.clock.wall)
        request = tablet.pusher.request()
        if request is not None:
            tablet.send(request)

    def _dispute(self, script: Script, team: list[Tablet]) -> None:
        for entity, name, statement in script.disputed:
            second = team[SECOND]
            second.clock.wait(timedelta(seconds=_SECONDS_A_FIELD))
            second.record(script.insp, entity, OperationKind.SET, {name: statement})
            self.operations += 1

    def _bring_together(self, script: Script, team: list[Tablet], chance: Random) -> None:
        lead, second = team[LEAD], team[SECOND]
        self.send(lead, script.insp)
        if chance.random() < 0.1:  # no network for days: what was recorded then arrives late
            second.clock.wait(timedelta(days=chance.randint(1, _LATE_DAYS)))
        self.send(second, script.insp, reads=True)
        lead.clock.wait_until(second.clock.wall)
        self.send(lead, script.insp, reads=True)

    def _resolve(self, script: Script, team: list[Tablet]) -> None:
        if not script.is_resolved:
            return
        for entity, name, statement in script.disputed:
            lead = team[LEAD]
            lead.clock.wait(timedelta(minutes=2))
            heads = lead.heads(script.insp, entity, name)
            if len(heads) > 1:
                lead.record(script.insp, entity, OperationKind.RESOLVE, {name: statement},
                            why=script.resolution)  # fmt: skip
                self.operations += 1


def covers(tablet: Tablet, insp: str) -> str:
    """SHA-256 over the ids of all heads that the tablet shows of the inspection."""
    heads = {
        op_id
        for stream, entity, field in tablet.view.fields()
        if stream == insp
        for op_id in tablet.heads(insp, entity, field)
    }
    return hashlib.sha256("\n".join(sorted(heads)).encode("ascii")).hexdigest()


def _confirmation(tablet: Tablet, insp: str, entity: str, name: str) -> dict[str, Any]:
    heads = tablet.heads(insp, entity, ANSWER + name)
    return {CONFIRMED + name: next(iter(heads))} if heads else {}
