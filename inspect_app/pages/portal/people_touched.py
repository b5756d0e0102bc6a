"""Whom it touches: numbers of people as a person would say them, and never more than is certain."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_app.domain.terms import PlaceKind
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords, least
from inspect_app.services.portal import Count, CriterionShown, ReachShown


def people_of(result: CriterionShown, words: PortalWords) -> str:
    """Only where something is below the minimum does it matter whom it touches."""
    if result.reach is None or result.level is None or result.level > 1:
        return ""
    return words.people(result.reach.affected)


def is_about_all(result: CriterionShown, shown: Shown) -> bool:
    """Whether it is judged for the facility as a whole, and so touches everybody in it."""
    criterion = shown.criterion(result.id)
    return criterion is not None and criterion.place is PlaceKind.FACILITY


def touched_says(failed: Sequence[CriterionShown], shown: Shown, words: PortalWords) -> str | None:
    """Whom the failures touch, as far as it is certain: the same person may be touched by several, so
    of those about rooms the widest is the least number of people."""
    about_all = sum(is_about_all(one, shown) for one in failed)
    rooms = [one for one in failed if not is_about_all(one, shown)]
    touched = max((least(one.reach.affected) for one in rooms if one.reach), default=0)
    said = [words.count("portal.whole", about_all)] if about_all else []
    if touched:
        key = "portal.touch" if about_all else "portal.touch_all"
        if touched == shown.document.persons_present:
            key = f"{key}.everybody"
        said.append(words.count(key, touched))
    return " ".join(said) or None


def reach_says(reach: ReachShown | None, words: PortalWords, is_all: bool = False) -> str:
    """ "96 of 312 people (31 %), in 7 places"; "everybody held there (312 people), in 9 places"."""
    if reach is None or reach.affected is None:
        return words.say("value.not_counted")
    text = words.people(reach.affected)
    if reach.share == 1:
        text = words.say("portal.everybody", people=text)
    else:
        if reach.present is not None:
            text = words.say("portal.of_present", people=text, present=words.figure(reach.present))
        if reach.share is not None:
            text = f"{text} ({words.percent(reach.share)})"
    if not is_all and _is_told(reach.places):
        text = f"{text}, {words.counted('portal.in_places', reach.places)}"
    if reach.uncounted:
        text = f"{text}; {words.counted('portal.uncounted', reach.uncounted)}"
    return text


def _is_told(places: Count) -> bool:
    """That there is at least one place goes without saying."""
    return places is not None and places != 0 and places != ">=1"
