"""Checklists and their bank of questions: read strictly, built for the packs in use, released once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from inspect_app.domain.checklist_building import (
    Bank,
    BankQuestion,
    Choice,
    Plan,
    build_checklist,
    fed_by_inputs,
    rule_sha256,
)
from inspect_app.domain.checklists import Checklist
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import EvidenceKind, Tier
from inspect_app.files.packs.fields import (
    Flaw,
    Id,
    Items,
    Line,
    StrictField,
    StrictSchema,
    Table,
    Whole,
    Word,
    Wording,
    refuse,
)
from inspect_app.files.packs.reading import flaws_in
from inspect_app.files.strict_yaml import Document, Where, read_yaml
from inspect_app.problems import Problem, Problems

FOLLOW_UP_RULE = "from_previous"


class _ChoiceTable(StrictSchema):
    tiers = Items(Word(Tier), load_default=())
    also = Items(Line(), load_default=())


class _ChoiceField(StrictField):
    """`all`, `from_previous`, or a table of tiers and named criteria."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if isinstance(value, dict):
            table = _CHOICE_TABLE.load(value)
            return Choice(tiers=table["tiers"], named=table["also"])
        if value not in ("all", FOLLOW_UP_RULE):
            refuse("checklist.choice")
        return Choice(all=value == "all", from_previous=value == FOLLOW_UP_RULE)


class _PlanShape(StrictSchema):
    id = Id(required=True)
    version = Whole(1, 100_000, required=True)
    title = Wording(required=True)
    packs = Items(Line(), required=True)
    criteria = _ChoiceField(required=True)


class _QuestionShape(StrictSchema):
    asks = Wording(required=True)
    help = Wording(required=True)
    evidence = Items(Word(EvidenceKind), required=True)


class _ReleasesShape(StrictSchema):
    """`released.yaml`: checklist -> version -> hash."""

    released = Table(Id(), Table(Whole(1, 100_000), Line()), required=True)


_CHOICE_TABLE = _ChoiceTable()
_PLAN, _QUESTION, _RELEASES = _PlanShape(), _QuestionShape(), _ReleasesShape()


@dataclass(frozen=True, slots=True)
class BankRead:
    """The bank with the document in which each question stands."""

    questions: Bank
    documents: Mapping[str, Document]


def checklist_ids(seed_dir: Path) -> tuple[str, ...]:
    paths = seed_dir.glob("checklists/*.yaml")
    return tuple(sorted(path.stem for path in paths if path.stem != "released"))


def load_checklist(
    seed_dir: Path, checklist_id: str, packs: Sequence[Pack], previous: Iterable[str] | None = None
) -> Checklist:
    """The checklist for the packs in use.

    `previous` are the criteria that a follow-up takes from an earlier result (see
    `criteria_to_follow`); other checklists need none. Raises Problem `checklist.not_found`,
    `checklist.needs_previous`, or Problems about the files.
    """
    plan, _ = read_plan(seed_dir, checklist_id)
    if plan.choice.from_previous and previous is None:
        raise Problem("checklist.needs_previous", checklist=checklist_id)
    bank = read_bank(seed_dir, packs)
    return build_checklist(plan, bank.questions, packs, previous or ())


def read_plan(seed_dir: Path, checklist_id: str) -> tuple[Plan, Document]:
    known = checklist_ids(seed_dir)
    if checklist_id not in known:
        raise Problem("checklist.not_found", checklist=checklist_id, known=", ".join(known) or "–")
    document = read_yaml(
        seed_dir / "checklists" / f"{checklist_id}.yaml", f"checklists/{checklist_id}.yaml"
    )
    shaped = _shaped(_PLAN, document, ())
    plan = Plan(
        shaped["id"], shaped["version"], shaped["title"], shaped["packs"], shaped["criteria"]
    )
    if plan.id != checklist_id:
        raise Problems(
            [
                _refusal(
                    "checklist.name_differs", document, ("id",), value=plan.id, name=checklist_id
                )
            ]
        )
    return plan, document


def read_bank(seed_dir: Path, packs: Sequence[Pack]) -> BankRead:
    """All questions, in the order of the packs' domains and, within a file, as written."""
    domains = [domain for pack in packs for domain in pack.domains]
    order = {name: index for index, name in enumerate(["common", *domains])}
    paths = sorted(
        seed_dir.glob("checklists/bank/*.yaml"),
        key=lambda path: (order.get(path.stem, len(order)), path.stem),
    )
    questions: dict[str, BankQuestion] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            document = read_yaml(path, f"checklists/bank/{path.name}")
            _take_questions(document, questions, documents, problems)
        except Problems as refused:
            problems += refused.problems
    if problems:
        raise Problems(problems)
    return BankRead(questions, documents)


def read_releases(seed_dir: Path) -> dict[str, dict[int, str]]:
    """Checklist -> version -> the hash with which that version was released."""
    path = seed_dir / "checklists" / "released.yaml"
    if not path.is_file():
        return {}
    shaped = _shaped(_RELEASES, read_yaml(path, "checklists/released.yaml"), ())
    return {id_: dict(versions) for id_, versions in shaped["released"].items()}


def content_sha256(plan: Plan, bank: Bank, packs: Sequence[Pack]) -> str:
    """What a release fixes: the whole content, or the rule where the content depends on its use."""
    if plan.choice.from_previous:
        return rule_sha256(plan)
    return build_checklist(plan, bank, packs).sha256


def faults_of_bank(bank: BankRead, packs: Sequence[Pack]) -> list[Problem]:
    """Inputs that nobody asks for, and questions whose answer nothing needs."""
    found: list[Problem] = []
    known = {id_ for pack in packs for id_ in pack.inputs}
    used = fed_by_inputs((c for pack in packs for c in pack.criteria.values()), packs)
    for id_, document in bank.documents.items():
        if id_ not in known:
            found.append(_refusal("checklist.unknown_input", document, (id_,)))
        elif id_ not in used:
            found.append(_refusal("checklist.idle_question", document, (id_,)))
    owner = {id_: pack.id for pack in reversed(packs) for id_ in pack.inputs}
    for id_, pack_id in owner.items():
        if id_ not in bank.questions:
            where = {"file": "checklists/bank", "input": id_, "pack": pack_id}
            found.append(Problem("checklist.unasked_input", **where))
    return found


def faults_of_choice(plan: Plan, document: Document, packs: Sequence[Pack]) -> list[Problem]:
    """Criteria that a checklist names and no pack has."""
    known = {id_ for pack in packs for id_ in pack.criteria}
    return [
        _refusal("checklist.unknown_criterion", document, ("criteria", "also", index), value=id_)
        for index, id_ in enumerate(plan.choice.named)
        if id_ not in known
    ]


def _take_questions(
    document: Document,
    questions: dict[str, BankQuestion],
    documents: dict[str, Document],
    problems: list[Problem],
) -> None:
    if not isinstance(document.tree, dict):
        problems.append(_refusal("pack.not_table", document, ()))
        return
    for id_, tree in document.tree.items():
        if id_ in documents:
            other = documents[id_]
            details = {"value": id_, "other": other.name, "first": other.line((id_,))}
            problems.append(_refusal("pack.defined_twice", document, (id_,), **details))
            continue
        documents[id_] = document
        try:
            questions[id_] = BankQuestion(**_loaded(_QUESTION, tree, document, (id_,)))
        except Problems as refused:
            problems += refused.problems


def _shaped(schema: Schema, document: Document, where: Where) -> Mapping[str, Any]:
    return _loaded(schema, document.tree, document, where)


def _loaded(schema: Schema, tree: object, document: Document, where: Where) -> Mapping[str, Any]:
    try:
        if not isinstance(tree, dict):
            raise ValidationError([Flaw("not_table")])
        shaped: Mapping[str, Any] = schema.load(tree)
    except ValidationError as error:
        raise Problems(
            _refusal(_full(flaw.code), document, place, **flaw.details)
            for place, flaw in flaws_in(error.messages, where)
        ) from error
    return shaped


def _full(code: str) -> str:
    return code if "." in code else f"pack.{code}"


def _refusal(code: str, document: Document, where: Where, **details: object) -> Problem:
    item = " / ".join(str(step + 1) if isinstance(step, int) else step for step in where)
    return Problem(code, file=document.name, line=document.line(where), item=item or "–", **details)
