"""Everything in the way of an approval, in words, each with the place where it is settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from inspect_app.domain.review import InTheWay, Obstacle
from inspect_app.pages.frame import page_language
from inspect_app.pages.review.group import address_of
from inspect_app.pages.review.naming import Naming
from inspect_app.problems import Problem
from inspect_app.services.reviewing import Remark


@dataclass(frozen=True, slots=True)
class ObstacleShown:
    """`key`: by which a waiver names it; None: it cannot be waived."""

    says: str
    address: str
    settle: str
    key: str | None


@dataclass(frozen=True, slots=True)
class ObstaclesShown:
    """All of one kind under its own words."""

    kind: str
    title: str
    note: str
    lines: tuple[ObstacleShown, ...]


def obstacles_shown(
    obstacles: Iterable[InTheWay],
    naming: Naming,
    remarks: Iterable[Remark],
    problem: Problem | None,
) -> tuple[ObstaclesShown, ...]:
    """`problem`: why it cannot be scored, if it cannot."""
    teller = _Teller(naming, {one.entity: one for one in remarks}, problem)
    by_kind: dict[Obstacle, list[InTheWay]] = {}
    for one in obstacles:
        by_kind.setdefault(one.obstacle, []).append(one)
    words = naming.words
    return tuple(
        ObstaclesShown(
            kind=kind.value,
            title=words.count(f"review.way.{kind.value}", len(found)),
            note=words.say(f"review.way.{kind.value}.says"),
            lines=tuple(teller.line(one) for one in found),
        )
        for kind, found in by_kind.items()
    )


class _Teller:
    def __init__(
        self, naming: Naming, remarks: Mapping[str, Remark], problem: Problem | None
    ) -> None:
        self.naming, self.remarks, self.problem = naming, remarks, problem
        self.review = address_of(naming.insp)

    def line(self, one: InTheWay) -> ObstacleShown:
        says, address = _LINES[one.obstacle](self, one)
        return ObstacleShown(
            says=says,
            address=address,
            settle=self.naming.words.say(f"review.way.{one.obstacle.value}.settle"),
            key=one.key if one.is_waivable else None,
        )

    def _not_submitted(self, one: InTheWay) -> tuple[str, str]:
        state = self.naming.words.say(f"state.{one.reason}") if one.reason else "–"
        return self.naming.words.say("review.stands", state=state), f"{self.review}#steps"

    def _not_scored(self, _: InTheWay) -> tuple[str, str]:
        says = self.problem.sentence(page_language()) if self.problem else "–"
        return says, f"/inspections/{self.naming.insp}"

    def _conflict(self, one: InTheWay) -> tuple[str, str]:
        address = f"{self.review}#{section_of(one.entity, one.field)}"
        return self.naming.answer(one.entity, one.field), address

    def _not_applied(self, one: InTheWay) -> tuple[str, str]:
        why = reason_words(one.reason, self.naming)
        where = self.naming.entity(one.entity)
        return f"{where}: {why}", f"{self.review}#waiting"

    def _remark(self, one: InTheWay) -> tuple[str, str]:
        remark = self.remarks.get(one.entity)
        says = "–" if remark is None else f"{self.naming.about(remark.about)}: «{remark.says}»"
        return says, f"{self.review}#{section_of(one.entity)}"

    def _file_awaited(self, one: InTheWay) -> tuple[str, str]:
        return self.naming.entity(one.entity), self.naming.address({"e": one.entity})

    def _no_evidence(self, one: InTheWay) -> tuple[str, str]:
        return self.naming.criterion(one.criterion), self.naming.address({"c": one.criterion})

    def _people(self, one: InTheWay) -> tuple[str, str]:
        words, (counted, _, present) = self.naming.words, one.details.partition("/")
        numbers = {"counted": words.whole(int(counted)), "present": words.whole(int(present))}
        return words.say(
            f"remark.{one.reason}", **numbers
        ), f"/inspections/{self.naming.insp}/rooms"

    def _own_tablet(self, one: InTheWay) -> tuple[str, str]:
        return self.naming.device(one.device), f"{self.review}#tablets"


_LINES: Mapping[Obstacle, Callable[[_Teller, InTheWay], tuple[str, str]]] = {
    Obstacle.NOT_SUBMITTED: _Teller._not_submitted,
    Obstacle.NOT_SCORED: _Teller._not_scored,
    Obstacle.CONFLICT: _Teller._conflict,
    Obstacle.NOT_APPLIED: _Teller._not_applied,
    Obstacle.COMMENT_OPEN: _Teller._remark,
    Obstacle.FILE_AWAITED: _Teller._file_awaited,
    Obstacle.NO_EVIDENCE: _Teller._no_evidence,
    Obstacle.PEOPLE_UNACCOUNTED: _Teller._people,
    Obstacle.OWN_TABLET: _Teller._own_tablet,
}


def reason_words(reason: str, naming: Naming) -> str:
    """Why an operation was not applied; the code where no sentence is known."""
    key = f"review.reason.{reason}"
    return naming.words.say(key) if naming.words.knows(key) else reason


def section_of(*about: str) -> str:
    """Where on the page something of its own stands: an id without signs of addresses."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", "-".join(about))
