"""The four columns of instruments side by side, and the European Court's test by room."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from inspect_app.domain.publishing.judging import UNTOLD_PLACE
from inspect_app.domain.scoring.assessment import (
    CriterionResult,
    NormResult,
    PersonalSpace,
    PersonalSpaceFinding,
    Verdict,
)
from inspect_app.domain.standards import Norm
from inspect_app.domain.terms import COLUMNS, Family, Standing
from inspect_app.reports.model.cover import domain_title
from inspect_app.reports.model.rows import (
    Badge,
    Court,
    CourtRow,
    CourtTotal,
    FamilyRow,
    Instruments,
    NormRow,
    VerdictRow,
    VerdictTable,
)
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.model.values import Values, unit_of

MOST_COURT_ROWS = 240
ROWS_A_TABLE = 40

_VERDICT_MARKS = {
    Verdict.MET: "●",
    Verdict.NOT_MET: "■",
    Verdict.OPEN: "○",
    Verdict.NORM_NOT_ENTERED: "–",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.SILENT: "",
}
_COURT_STYLES = {
    PersonalSpace.PRESUMPTION_STANDS: ("level-0", "■"),
    PersonalSpace.NEEDS_JUDGEMENT: ("level-1", "▲"),
    PersonalSpace.FAILS: ("level-1", "▲"),
    PersonalSpace.OPEN: ("none", "○"),
    PersonalSpace.CANNOT_BE_COMPUTED: ("none", "–"),
    PersonalSpace.HOLDS: ("level-2", "○"),
    PersonalSpace.NOT_THE_ISSUE: ("level-3", "●"),
}
_COURT_ORDER = tuple(_COURT_STYLES)
_SPACE_EDGES = (Fraction(3), Fraction(4))


def instruments_of(sources: Sources, values: Values) -> Instruments:
    wording = sources.wording
    return Instruments(
        families=tuple(wording.say(f"family.{family}") for family in COLUMNS),
        totals=tuple(
            FamilyRow(
                family=wording.say(f"family.{column.family}"),
                met=wording.whole(column.met),
                not_met=wording.whole(column.not_met),
                open=wording.whole(column.open),
                norm_not_entered=wording.whole(column.norm_not_entered),
            )
            for column in sources.assessment.columns
        ),
        tables=tuple(_tables(sources)),
        norms=tuple(_norm_rows(sources, values)),
    )


def court_of(sources: Sources) -> Court:
    found = sources.assessment.personal_space
    named = [item for item in found if item.room != UNTOLD_PLACE]
    reasoned = [item for item in named if item.value is not PersonalSpace.NOT_THE_ISSUE]
    ordered = sorted(reasoned, key=_by_weight)
    printed = ordered[:MOST_COURT_ROWS]
    left, untold = len(named) - len(printed), len(found) - len(named)
    rows = [_court_row(item, sources) for item in printed]
    chunks = range(0, len(rows), ROWS_A_TABLE)
    return Court(
        totals=tuple(_court_totals(found, sources)),
        tables=tuple(tuple(rows[start : start + ROWS_A_TABLE]) for start in chunks),
        more=sources.wording.count("court.not_listed", left) if left else None,
        untold=sources.wording.count("court.untold", untold) if untold else None,
        standing=_court_standing(sources),
    )


def court_badge(value: PersonalSpace, sources: Sources, length: str = "value") -> Badge:
    style, mark = _COURT_STYLES[value]
    return Badge(style, mark, sources.wording.say(f"court.{length}.{value}"))


def space_text(value: Fraction | None, sources: Sources) -> str:
    wording = sources.wording
    return wording.say("value.dash") if value is None else wording.number(value, 2, _SPACE_EDGES)


def _tables(sources: Sources) -> Iterable[VerdictTable]:
    for domain in sources.assessment.domains:
        rows = tuple(
            _verdict_row(result, sources)
            for result in sources.results_of(domain)
            if _says_something(result)
        )
        if rows:
            yield VerdictTable(domain_title(domain, sources), rows)


def _says_something(result: CriterionResult) -> bool:
    """Rows in which every family is silent or out of place would only hide the others."""
    quiet = (Verdict.SILENT, Verdict.NOT_APPLICABLE)
    return any(column.verdict not in quiet for column in result.columns)


def _verdict_row(result: CriterionResult, sources: Sources) -> VerdictRow:
    by_family = {column.family: column.verdict for column in result.columns}
    return VerdictRow(
        code=result.criterion,
        title=sources.title(result.criterion),
        verdicts=tuple(
            _verdict_badge(by_family.get(family, Verdict.SILENT), sources) for family in COLUMNS
        ),
    )


def _verdict_badge(verdict: Verdict, sources: Sources) -> Badge:
    word = sources.wording.say(f"verdict.{verdict}")
    return Badge(f"verdict-{verdict}", _VERDICT_MARKS[verdict], word)


def _norm_rows(sources: Sources, values: Values) -> Iterable[NormRow]:
    norms = {
        n: norm for pack in (sources.pack, *sources.norm_packs) for n, norm in pack.norms.items()
    }
    for result in sources.assessment.norms.values():
        yield _norm_row(norms[result.norm], result, sources, values)


def _norm_row(norm: Norm, result: NormResult, sources: Sources, values: Values) -> NormRow:
    wording = sources.wording
    required = wording.say("verdict.norm_not_entered")
    if result.required is not None:
        in_force = [c for since, c in norm.required_from if since <= sources.assessment.judged_on]
        required = values.condition(in_force[-1], norm.use)
    numbers = sorted(f.value for f in result.findings if isinstance(f.value, Fraction))
    return NormRow(
        says=wording.own(norm.says),
        provision=sources.cited(norm.provision),
        required=required,
        measured=_spread(numbers, unit_of(norm.use, sources.pack), sources, values),
        badge=_verdict_badge(result.verdict, sources),
    )


def _spread(numbers: list[Fraction], unit: str | None, sources: Sources, values: Values) -> str:
    if not numbers:
        return sources.wording.say("value.dash")
    if numbers[0] == numbers[-1]:
        return values.amount(numbers[0], unit)
    return values.spread(numbers[0], numbers[-1], unit)


def _by_weight(found: PersonalSpaceFinding) -> tuple[int, Fraction, str]:
    space = found.space_m2_per_person
    return (_COURT_ORDER.index(found.value), Fraction(0) if space is None else space, found.room)


def _court_totals(
    found: tuple[PersonalSpaceFinding, ...], sources: Sources
) -> Iterable[CourtTotal]:
    for value in _COURT_ORDER:
        rooms = [item for item in found if item.value is value]
        if rooms:
            yield CourtTotal(
                badge=court_badge(value, sources),
                rooms=sources.wording.whole(len(rooms)),
                persons=(
                    sources.wording.say("value.dash")
                    if sources.is_public
                    else sources.wording.whole(sum(item.persons or 0 for item in rooms))
                ),
            )


def _court_row(found: PersonalSpaceFinding, sources: Sources) -> CourtRow:
    wording = sources.wording
    reasons = list(_reasons(found, sources))
    if found.is_borderline:
        reasons.append(wording.say("court.borderline"))
    is_computed = found.value is not PersonalSpace.CANNOT_BE_COMPUTED
    if not is_computed and found.persons is None and not sources.is_public:
        reasons.append(wording.say("why.no_head_count"))
    block = sources.rooms[found.room].block
    room = sources.place(found.room)
    return CourtRow(
        room=f"{room} ({sources.block_title(block)})" if block else room,
        space=space_text(found.space_m2_per_person, sources),
        persons=sources.persons(found.persons),
        badge=court_badge(found.value, sources, "short"),
        reasons=tuple(reasons),
    )


def _reasons(found: PersonalSpaceFinding, sources: Sources) -> Iterable[str]:
    """Below 3 m2 the factors that would rebut the presumption; above, the conditions (criteria) that
    fail or are open. Conditions that do not fail are as many as not named, and said once."""
    wording = sources.wording
    is_rebuttal = any(wording.knows(f"factor.{name}") for name, _ in found.factors)
    for said in ("yes", "no", "open"):
        names = [name for name, answer in found.factors if answer == said]
        if names and is_rebuttal:
            factors = ", ".join(wording.say(f"factor.{name}") for name in names)
            yield wording.say(f"rebuttal.{said}", list=factors)
        elif names and said != "no":
            conditions = ", ".join(sources.title(name) for name in names)
            yield wording.say(f"condition.{said}", list=conditions)
    if found.value is PersonalSpace.HOLDS:
        yield wording.say("condition.none")


def _court_standing(sources: Sources) -> str | None:
    """Said where the court's case-law is only a comparison for the country."""
    families = [i for i in sources.instruments.values() if i.family is Family.CPT_ECTHR]
    if sources.facts.facility.country == "KZ":
        return sources.wording.say("court.standing")
    if families and all(i.standing is Standing.COMPARISON for i in families):
        return sources.wording.say("court.standing_other")
    return None
