"""How well a facility keeps each thing: a hidden quality, ranks that give exact frequencies, time.

Each facility has a place in the country for each theme, mostly by its own quality and partly by
chance. Ranked over the whole country these places give every level to exactly the share of
facilities that the seed says. With time a place moves: some facilities get better after
recommendations, some get worse.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from inspect_app.demo.country.seed import Theme

OWN_CHANCE, LOOSE_CHANCE = 0.12, 0.8
"""How far chance moves a facility away from the place that its quality gives; quality is 0 to 1.
What is loose, as in single rooms and blocks, depends less on who leads the whole."""
LEADERS = 0.95
"""From this place on a facility is better in everything, not only on the whole."""

Ranks = Mapping[str, float]
"""Theme -> place among all facilities, 0 (worst) to 1."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`trend`: how far the places of a facility move in three years. Floats: nothing here is a
    measure or a score; it only draws what will be measured."""

    quality: float
    trend: float
    ranks: Ranks


@dataclass(slots=True)
class Course:
    """One facility through time; what was recommended may be mended."""

    standing: Standing
    mended: dict[str, float] = field(default_factory=dict)

    def level(self, theme: Theme, elapsed: float) -> int:
        """The level of the facility, `elapsed` from 0 to 1 of the three years."""
        place = self.standing.ranks[theme.id] + self.standing.trend * (elapsed - 0.5)
        place += self.mended.get(theme.id, 0.0)
        return level_at(theme, place)

    def mend(self, themes: Iterable[str], chance: Random) -> None:
        """Between two visits: some of what was recommended is done."""
        for theme in themes:
            if chance.random() < 0.22:
                self.mended[theme] = self.mended.get(theme, 0.0) + chance.uniform(0.05, 0.35)


def level_at(theme: Theme, place: float) -> int:
    """The level at a place of the country; a theme may lack some levels."""
    edges, total = [], 0
    for share in theme.share[:-1]:
        total += share
        edges.append(total / 100)
    level = bisect_right(edges, min(max(place, 0.0), 0.9999))
    while level not in theme.at:  # the share of such a level is nothing: only drift leads here
        level = level + 1 if level < max(theme.at) else max(theme.at)
    return level


def standings(seed: str, facilities: int, themes: Mapping[str, Theme]) -> list[Standing]:
    """One for each facility, in the order of facilities; the same seed gives the same ones."""
    chance = Random(f"{seed}/quality")  # noqa: S311  # an invented country, no secret
    order = list(range(facilities))
    chance.shuffle(order)
    quality = [_spread((place + 0.5) / facilities) for place in order]
    places = {theme.id: _ranked(seed, theme, quality) for theme in themes.values()}
    return [
        Standing(
            quality=quality[number],
            trend=_trend(chance),
            ranks={theme: places[theme][number] for theme in themes},
        )
        for number in range(facilities)
    ]


def _spread(place: float) -> float:
    """The best stand apart from the rest, or chance would leave nobody without a failing."""
    return place + 0.15 if place > LEADERS else place


def _ranked(seed: str, theme: Theme, quality: list[float]) -> list[float]:
    chance = Random(f"{seed}/quality/{theme.id}")  # noqa: S311
    away = LOOSE_CHANCE if theme.is_loose else OWN_CHANCE
    scores = [own + chance.gauss(0, away) for own in quality]
    places = [0.0] * len(quality)
    for place, number in enumerate(sorted(range(len(quality)), key=scores.__getitem__)):
        places[number] = (place + 0.5) / len(quality)
    return places


def _trend(chance: Random) -> float:
    drawn = chance.random()
    if drawn < 0.2:
        return chance.uniform(0.06, 0.2)
    if drawn < 0.42:
        return chance.uniform(-0.18, -0.06)
    return chance.uniform(-0.03, 0.03)
