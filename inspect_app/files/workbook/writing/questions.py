"""The questions of a checklist as the workbook shows them: by place, with subject, unit and range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_app.domain.checklists import Checklist, Question
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.workbook.layout import annexe_inputs
from inspect_app.files.workbook.wording import Words

_KINDS_WITHOUT_UNIT = frozenset(
    {InputKind.YES_NO, InputKind.CHOICE, InputKind.DATE, InputKind.RECTANGLES}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question in the language of the workbook."""

    question: Question
    label: str
    asks: str
    help: str
    subject: str
    unit: str


class Questions:
    def __init__(self, checklist: Checklist, packs: Sequence[Pack], words: Words) -> None:
        self._packs, self._words = packs, words
        self._questions = checklist.questions
        self.annexes = annexe_inputs(packs)

    def at(self, place: PlaceKind) -> tuple[Shown, ...]:
        """Questions about such places, subjects together, the order of the checklist within."""
        shown = [
            self._shown(question)
            for question in self._questions.values()
            if question.input.place is place
        ]
        subjects = self._subjects()
        return tuple(sorted(shown, key=lambda one: subjects.index(one.subject)))

    def inputs_with_options(self) -> Iterator[Question]:
        for question in self._questions.values():
            if question.input.kind is InputKind.CHOICE:
                yield question

    def _shown(self, question: Question) -> Shown:
        language = self._words.language
        return Shown(
            question,
            question.input.label[language],
            question.asks[language],
            question.help[language],
            self._subject(question),
            self._unit(question),
        )

    def _subjects(self) -> list[str]:
        """The general questions, then the domains in the order of the packs."""
        language = self._words.language
        domains = [d.title[language] for pack in self._packs for d in pack.domains.values()]
        return [self._words("subject.general"), *dict.fromkeys(domains)]

    def _subject(self, question: Question) -> str:
        """The domain of the criteria that the question feeds; in general where it feeds several."""
        titles = {title for fed in question.feeds if (title := self._domain_title(fed))}
        return titles.pop() if len(titles) == 1 else self._words("subject.general")

    def _domain_title(self, fed: str) -> str | None:
        """Of a criterion, or of the criterion beside which a national norm stands."""
        norm = next((pack.norms[fed] for pack in self._packs if fed in pack.norms), None)
        criterion_id = norm.criterion if norm else fed
        for pack in self._packs:
            if criterion := pack.criteria.get(criterion_id):
                return pack.domains[criterion.domain].title[self._words.language]
        return None

    def _unit(self, question: Question) -> str:
        asked = question.input
        if asked.kind in _KINDS_WITHOUT_UNIT:
            return self._words(f"unit.{asked.kind}")
        for pack in self._packs:
            if asked.unit is not None and asked.unit in pack.units:
                return pack.units[asked.unit][self._words.language]
        return ""
