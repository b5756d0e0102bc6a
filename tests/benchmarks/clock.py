"""CPU seconds of a piece of work and of its floor, taken in turn in one run."""

from __future__ import annotations

import gc
import json
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One benchmark: the least CPU seconds of several runs, ours and those of the named floor."""

    benchmark: str
    cpu_seconds: float
    floor: str
    floor_cpu_seconds: float
    size: Mapping[str, int]
    runs: int
    goal: str

    @property
    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(
            {
                "benchmark": self.benchmark,
                "cpu_seconds": round(self.cpu_seconds, 4),
                "ratio": round(self.cpu_seconds / max(self.floor_cpu_seconds, 1e-6), 2),
                "floor": self.floor,
                "floor_cpu_seconds": round(self.floor_cpu_seconds, 4),
                "size": dict(self.size),
                "runs": self.runs,
                "goal": self.goal,
            },
            ensure_ascii=False,
        )


def least_of(runs: int, work: Work, floor: Work) -> tuple[float, float]:
    """The least CPU seconds of both, run in turn so that a busy moment strikes both alike."""
    ours, floors = [], []
    for _ in range(runs):
        ours.append(_cpu_seconds(work))
        floors.append(_cpu_seconds(floor))
    return min(ours), min(floors)


def _cpu_seconds(work: Work) -> float:
    """Of this process and of the processes that it started and waited for."""
    gc.collect()
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in used)
