"""Tablets of the real tablet's code, each with a disk in memory."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from tests.sim.world import Server
from tests.twin.node import Runner

FACILITY = "facility:f-1"


class JsTablet:
    def __init__(self, runner: Runner, root: str, account: str, copied: str | None = None) -> None:
        self.runner, self.root, self.account = runner, root, account
        self.name = f"{account}-{uuid4().hex[:8]}"
        if copied is None:
            self._ask("make", root=root)
        else:
            self._ask("copy", root=root, **{"from": copied})

    def copy(self) -> JsTablet:
        """What a backup of this tablet holds, brought to life."""
        return JsTablet(self.runner, self.root, self.account, copied=self.name)

    def enrol(self, server: Server) -> dict[str, Any]:
        told: dict[str, Any] = self._ask("enrol", code=server.code_for(self.account))
        return told

    def begin(self, team: list[str]) -> str:
        """A new inspection with its facility and team."""
        insp = str(uuid4())
        sets = {
            "facility": FACILITY.removeprefix("facility:"),
            "visited_on": "2026-02-17",
            "is_announced": False,
            "team": team,
        }
        self.record(insp, f"inspection:{insp}", "create", sets, {"type": "inspection"})
        return insp

    def answer(self, insp: str, value: int, entity: str = FACILITY) -> str:
        said = {"answer.beds": {"state": "answered", "value": str(value), "grade": "A"}}
        return self.record(insp, entity, "set", said)

    def record(self, insp: str, entity: str, kind: str, sets: Any, more: Any | None = None) -> str:
        told: str = self._ask(
            "record", insp=insp, entity=entity, kind=kind, sets=sets, more=more or {}
        )
        return told

    def attach(self, insp: str, size: int) -> str:
        sha: str = self._ask("attach", insp=insp, size=size)
        return sha

    def sync(self, how: str = "all") -> str:
        ending: str = self._ask("sync", how=how)
        return ending

    def wait(self, ms: int) -> None:
        self._ask("wait", ms=ms)

    @property
    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = self._ask("state")
        return told

    def picture(self, insp: str) -> dict[str, list[str]]:
        """`entity field` -> ids of its heads."""
        told: dict[str, list[str]] = self._ask("picture", insp=insp)
        return told

    def rescue(self) -> str | None:
        text: str | None = self._ask("rescue")
        return text

    def _ask(self, what: str, **more: Any) -> Any:
        return json.loads(self.runner.ask({"do": what, "tablet": self.name, **more}))
