"""Approving: looked at whole before anything is locked, then refused or done in one transaction.

Reading and freezing a large inspection takes seconds, in which tablets must be able to deliver. What
arrives meanwhile is noticed under the lock, and nothing is approved that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scoping import not_here
from inspect_app.api.scored import scored_for
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.review import InTheWay, Waiver
from inspect_app.extensions import db
from inspect_app.jobs.freezing import Freezing, freeze, freezing
from inspect_app.jobs.scoring import Scored
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.services import inspections, printed_reports
from inspect_app.services.inspections import Found
from inspect_app.services.reviewing import (
    Needed,
    approving,
    in_the_way,
    needed_words,
    refuse_step,
    says_something,
)
from inspect_app.store.engine import start_reading

EDITION = "full"
"""What an approval prints, in every language: the edition for the authority."""


class StillInTheWay(Problem):
    """`left`: everything that nobody has settled or waived; nothing was stored."""

    def __init__(self, left: tuple[InTheWay, ...]) -> None:
        self.left = left
        super().__init__("review.in_the_way", count=len(left))


@dataclass(frozen=True, slots=True)
class Looked:
    """What is about to be approved. `scored` None: it cannot be scored, and `problem` says why."""

    found: Found
    scored: Scored | None
    problem: Problem | None = None

    @property
    def needed(self) -> Needed:
        if self.scored is None:
            return Needed(refused=self.problem.code if self.problem else "-")
        return Needed(self.scored.loaded.facts, self.scored.assessment)


def looked_at(insp: str) -> Looked:
    """As it stands in the current transaction. Raises Problem `http.404`."""
    found = inspections.find(db.session(), insp)
    if found is None:
        raise not_here()
    try:
        return Looked(found, scored_for(found))
    except Problem as problem:
        return Looked(found, None, problem)


def approve(insp: str, of_n: int, words: Mapping[str, str]) -> None:
    """`of_n`: the length of the stream when the reviewer looked. `words`: key of an obstacle -> why
    it is waived; words that say nothing waive nothing. Commits.

    Raises Problem `review.own_inspection`, `review.wrong_state`, `review.arrived_meanwhile`,
    `review.too_many_words`, `http.503`, and StillInTheWay.
    """
    session = db.session()
    waived = {key: needed_words(why) for key, why in words.items() if says_something(why)}
    session.commit()  # the guard's transaction, which on SQLite keeps every tablet waiting
    start_reading(session)
    seen = looked_at(insp)
    ice = _ice(seen, in_the_way(session, insp, seen.needed, current_actor().account), waived)
    session.rollback()
    decided(lambda: _approve(seen, of_n, ice, waived))


def _ice(
    seen: Looked, obstacles: tuple[InTheWay, ...], waived: Mapping[str, str]
) -> Freezing | None:
    """Made ready before the lock, where there is anything to be approved."""
    if seen.scored is None or _left(obstacles, waived):
        return None
    loaded = seen.scored.loaded
    waivers = [Waiver(one.key, waived[one.key]) for one in obstacles]
    made = freezing(
        loaded.facts, seen.scored.assessment, seen.found.version.n, waivers, loaded.not_used
    )
    return made if made.said else None


def _approve(seen: Looked, of_n: int, ice: Freezing | None, waived: Mapping[str, str]) -> None:
    session, account = db.session(), current_actor().account
    insp = seen.found.version.insp
    refuse_step(session, insp, account, OperationKind.APPROVE)
    found = inspections.find(session, insp)
    if found is None or found.version != seen.found.version or found.version.n != of_n:
        raise Problem("review.arrived_meanwhile")
    left = _left(in_the_way(session, insp, seen.needed, account), waived)
    if left or ice is None or seen.scored is None:
        raise StillInTheWay(left)
    act = approving(insp, of_n, ice.said)
    record(account, [act], "review.approve", {"waived": len(ice.waivers)})
    ours = machinery()
    folders = (ours.settings.data_dir, ours.settings.seed_dir)
    freeze(session, ice, insp, act.op, account, seen.scored.standards, folders, now())
    for language in LANGUAGES:
        printed_reports.ask_for_report(session, insp, language, EDITION, account, now())


def _left(obstacles: tuple[InTheWay, ...], waived: Mapping[str, str]) -> tuple[InTheWay, ...]:
    return tuple(one for one in obstacles if not (one.is_waivable and one.key in waived))
