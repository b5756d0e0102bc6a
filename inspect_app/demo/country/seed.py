"""What `seed/demo/country` says, read: names, facilities, and what is found how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from inspect_app.files.strict_yaml import read_yaml

LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Kind:
    """So many facilities of one make. `persons` are those held at the last visit, from and to."""

    kind: str
    built: str
    security: str
    count: int
    persons: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that may be well or badly kept.

    `is_loose`: depends less on who leads the whole, as what is kept in single rooms and blocks.
    `share`: percent of the facilities at levels 0 to 3. `only`: asked where this input is above
    nothing. `given`: numbers drawn first. `at`: level -> input -> expression (see `words`).
    """

    id: str
    is_loose: bool
    share: tuple[int, int, int, int]
    only: str | None
    given: Mapping[str, str]
    at: Mapping[int, Mapping[str, str]]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every input that any level answers, in the order of the seed."""
        named = [*self.given, *(input_id for level in self.at.values() for input_id in level)]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class CountrySeed:
    """`words`: (kk, ru, en) of each name; `said`: kind -> language -> form with `{word}`."""

    words: tuple[tuple[str, str, str], ...]
    said: Mapping[str, Mapping[str, str]]
    kinds: tuple[Kind, ...]
    regions: Mapping[str, int]
    supervisors: tuple[tuple[str, ...], ...]
    inspectors: int
    council_members: int
    themes: Mapping[str, Theme]
    phrases: Mapping[str, Any]


@cache
def load_country_seed(seed_dir: Path) -> CountrySeed:
    """Raises Problem or Problems where a file cannot be read."""
    folder = seed_dir / "demo" / "country"
    names, facilities = _tree(folder / "names.yaml"), _tree(folder / "facilities.yaml")
    themes: dict[str, Theme] = {}
    for path in sorted(folder.glob("answers/*.yaml")):
        themes |= {name: _theme(name, said) for name, said in _tree(path).items()}
    return CountrySeed(
        words=tuple((kk, ru, en) for kk, ru, en in names["words"]),
        said=names["said"],
        kinds=tuple(_kind(said) for said in facilities["facilities"]),
        regions={region: int(count) for region, count in facilities["regions"].items()},
        supervisors=tuple(tuple(regions) for regions in facilities["supervisors"]),
        inspectors=int(facilities["inspectors"]),
        council_members=int(facilities["council_members"]),
        themes=themes,
        phrases=_tree(folder / "phrases.yaml"),
    )


def _tree(path: Path) -> Any:
    return read_yaml(path, f"demo/country/{path.name}").tree


def _kind(said: Mapping[str, str]) -> Kind:
    low, _, high = said["persons"].partition("..")
    return Kind(
        said["kind"], said["built"], said["security"], int(said["count"]), (int(low), int(high))
    )


def _theme(name: str, said: Mapping[str, Any]) -> Theme:
    severe, below, least, recommended = (int(part) for part in said["share"])
    return Theme(
        id=name,
        is_loose="loose" in said,
        share=(severe, below, least, recommended),
        only=said.get("only"),
        given=said.get("given", {}),
        at={int(level): inputs for level, inputs in said["at"].items()},
    )
