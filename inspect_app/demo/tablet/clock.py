"""A tablet's two clocks: the one on the wall, which lies, and the one that only counts."""

from __future__ import annotations

from datetime import datetime, timedelta


class TabletClock:
    """Moves only when told to. `started` names the start of the tablet from which `milliseconds`
    counts; the wall clock may jump without it."""

    def __init__(self, moment: datetime, started: str = "s0") -> None:
        self.wall = moment
        self.milliseconds = 0
        self.started = started

    def wait(self, span: timedelta) -> None:
        """Time passes."""
        self.wall += span
        self.milliseconds += round(span / timedelta(milliseconds=1))

    def wait_until(self, moment: datetime) -> None:
        """Time passes until the wall clock shows `moment`; never backwards."""
        self.wait(max(moment - self.wall, timedelta(0)))

    def jump(self, span: timedelta) -> None:
        """Somebody sets the wall clock, or a dead battery does."""
        self.wall += span

    def start_again(self, name: str) -> None:
        """The tablet was switched off and on: counting begins anew."""
        self.started, self.milliseconds = name, 0
