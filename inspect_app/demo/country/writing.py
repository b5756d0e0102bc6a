"""Scripts of visits become operations: recorded, signed, sent and read by simulated tablets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from inspect_app.demo.country.acts import LEAD, SECOND, Act, Script
from inspect_app.demo.country.drawings import MIME
from inspect_app.demo.country.tablets import ZONE, ServerClock
from inspect_app.demo.tablet import Tablet
from inspect_app.domain.operations import ANSWER, CONFIRMED, OperationKind, covers_hash

_BEGINS = time(9, 0)
_SECONDS_A_FIELD = 25
_SIGNED = (OperationKind.SIGN, OperationKind.SUBMIT)
_LATE_DAYS = 3

Field = tuple[str, str]


class Writer:
    """`pictures`: key -> bytes of the drawing. `clock` is the server's.

    It knows itself what stands on each screen, as it writes everything: so no tablet needs to read
    its own operations again before each entry.
    """

    def __init__(
        self, tablets: Mapping[str, Tablet], clock: ServerClock, pictures: Mapping[str, bytes]
    ) -> None:
        self.tablets, self.clock, self.pictures = dict(tablets), clock, pictures
        self._heads: dict[Field, set[str]] = {}

    def write(self, script: Script) -> None:
        """The whole visit, from the first operation to the submission."""
        team = self.begin(script)
        chance = Random(f"{script.insp}/writing")  # noqa: S311  # an invented country, no secret
        self.acts(script, team, script.founding)
        if len(team) > 1:
            self.send(team[LEAD], script.insp)
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
        self._heads = {}
        return team

    def acts(self, script: Script, team: list[Tablet], acts: Iterable[Act]) -> None:
        for act in acts:
            self.act(script, team[act.who], act)

    def act(self, script: Script, tablet: Tablet, act: Act) -> None:
        tablet.clock.wait(timedelta(seconds=_SECONDS_A_FIELD * (1 + len(act.writes))))
        if act.picture is not None:
            content = self.pictures[act.picture]
            tablet.attach(script.insp, content, act.writes, mime=MIME, entity=act.entity)
            return
        writes, extra = dict(act.writes), dict(act.extra)
        if act.confirms is not None:
            writes = self._confirmation(*act.confirms)
        if act.kind in _SIGNED:
            extra["covers"] = self._covers()
        self.record(script.insp, tablet, act.entity, act.kind, writes, **extra)

    def record(
        self, insp: str, tablet: Tablet, entity: str, kind: OperationKind,
        writes: Mapping[str, Any], is_unseen: bool = False, **extra: Any,
    ) -> None:  # fmt: skip
        """`is_unseen`: the author does not see what others wrote there, and replaces nothing."""
        base = {
            field: set() if is_unseen else self._heads.get((entity, field), set())
            for field in writes
        }
        op_id = tablet.record(insp, entity, kind, writes, base=base, **extra)
        for field, seen in base.items():
            self._heads[entity, field] = (self._heads.get((entity, field), set()) - seen) | {op_id}

    def _covers(self) -> str:
        """The whole inspection."""
        return covers_hash(op_id for ids in self._heads.values() for op_id in ids)

    def _confirmation(self, entity: str, name: str) -> dict[str, Any]:
        (op_id, *_) = sorted(self._heads[entity, ANSWER + name])
        return {CONFIRMED + name: op_id}

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
            self.record(script.insp, second, entity, OperationKind.SET, {name: statement},
                        is_unseen=True)  # fmt: skip

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
            self.record(script.insp, lead, entity, OperationKind.RESOLVE, {name: statement},
                        why=script.resolution)  # fmt: skip
