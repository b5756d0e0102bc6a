"""How often what happens. Faults that are rare in life are raised: a green run at lifelike rates
proves little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

ACTS: Mapping[str, int] = MappingProxyType(
    {
        "record": 260,
        "ask": 260,
        "deliver": 520,
        "pass_time": 30,
        "back_up": 8,
        "restore": 4,
        "crash_soon": 14,
        "switch_off": 6,
        "wipe": 3,
        "snapshot": 8,
        "roll_back": 3,
        "clone": 2,
        "second_window": 6,
        "close_window": 4,
        "jump_clock": 8,
        "go_offline": 8,
        "go_online": 20,
        "limit": 5,
        "revoke": 1,
    }
)

FAULTS: Mapping[str, int] = MappingProxyType(
    {
        "none": 1000,
        "drop_request": 60,
        "drop_response": 60,
        "late_duplicate": 50,
        "portal": 25,
        "fault_before": 20,
        "fault_after": 20,
        "truncated": 15,
    }
)


@dataclass(frozen=True)
class Rates:
    """Weights of acts of the world, and of what becomes of a request."""

    acts: Mapping[str, int] = field(default_factory=lambda: ACTS)
    faults: Mapping[str, int] = field(default_factory=lambda: FAULTS)

    def raised(self, **times: int) -> Rates:
        """The same with some acts or faults so many times as often."""
        return Rates(
            {name: weight * times.get(name, 1) for name, weight in self.acts.items()},
            {name: weight * times.get(name, 1) for name, weight in self.faults.items()},
        )


NORMAL = Rates()
RESTORES = NORMAL.raised(restore=5, back_up=4, wipe=3)
STORES = NORMAL.raised(clone=6, roll_back=6, snapshot=4, crash_soon=4, second_window=3)
