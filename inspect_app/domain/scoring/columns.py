"""The separate columns: what each family of instruments says itself, never averaged.

National law is judged by the norms of the national packs; the other families by the level from which
an instrument's own demand is met, or by the instrument's own condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspect_app.domain.measures import Circumstances
from inspect_app.domain.scoring.assessment import (
    Column,
    ColumnVerdict,
    Finding,
    NormFinding,
    NormResult,
    PersonalSpace,
    PersonalSpaceFinding,
    State,
    Verdict,
)
from inspect_app.domain.scoring.grounds import Given, Grounds, Place, given
from inspect_app.domain.scoring.judging import as_compared, raw_level
from inspect_app.domain.scoring.measuring import alternatives, is_usable
from inspect_app.domain.scoring.reaching import Standing
from inspect_app.domain.standards import Instrument, Norm, Provision, Test
from inspect_app.domain.terms import COLUMNS, Family, Grade, Tier

_WORST_FIRST = (
    Verdict.NOT_MET,
    Verdict.OPEN,
    Verdict.MET,
    Verdict.NORM_NOT_ENTERED,
    Verdict.NOT_APPLICABLE,
)
_SPACE_VERDICTS = {
    PersonalSpace.PRESUMPTION_STANDS: Verdict.NOT_MET,
    PersonalSpace.FAILS: Verdict.NOT_MET,
    PersonalSpace.HOLDS: Verdict.MET,
    PersonalSpace.NOT_THE_ISSUE: Verdict.MET,
}


def columns_of(
    standing: Standing,
    instruments: Mapping[str, Instrument],
    norms: Iterable[NormResult],
    spaces: tuple[PersonalSpaceFinding, ...],
    tests: ProvisionTests,
) -> tuple[ColumnVerdict, ...]:
    """One verdict per family of COLUMNS, in their order."""
    by_family: dict[Family, list[tuple[str, str, Verdict]]] = {family: [] for family in COLUMNS}
    for provision in standing.criterion.provisions:
        family = instruments[provision.instrument].family
        verdict = tests.verdict(provision, standing, spaces)
        if family in by_family and verdict is not None:
            by_family[family].append((provision.instrument, provision.number, verdict))
    for norm in norms:
        by_family[Family.NATIONAL].append((norm.norm, "", norm.verdict))
    return tuple(
        ColumnVerdict(
            family, worst_of(v for _, _, v in found) if found else Verdict.SILENT, tuple(found)
        )
        for family, found in by_family.items()
    )


def column_totals(verdicts: Iterable[ColumnVerdict]) -> tuple[Column, ...]:
    found = list(verdicts)
    count = {(f, v): 0 for f in COLUMNS for v in Verdict}
    for verdict in found:
        count[verdict.family, verdict.verdict] += 1
    return tuple(
        Column(
            family,
            count[family, Verdict.MET],
            count[family, Verdict.NOT_MET],
            count[family, Verdict.OPEN],
            count[family, Verdict.NORM_NOT_ENTERED],
        )
        for family in COLUMNS
    )


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in found), Verdict.NOT_APPLICABLE)


class ProvisionTests:
    """Judges provisions and norms on one set of grounds."""

    def __init__(self, grounds: Grounds, circumstances: Circumstances) -> None:
        self.grounds = grounds
        self.circumstances = circumstances
        self.places = {p.id: p for p in (grounds.facility, *grounds.blocks, *grounds.all_rooms)}

    def verdict(
        self, provision: Provision, standing: Standing, spaces: tuple[PersonalSpaceFinding, ...]
    ) -> Verdict | None:
        """None where the provision is only cited."""
        if provision.is_personal_space_test:
            found = [_SPACE_VERDICTS.get(finding.value, Verdict.OPEN) for finding in spaces]
            is_open = standing.state is not State.NOT_APPLICABLE and standing.coverage < 1
            return worst_of([*found, Verdict.OPEN] if is_open else found)
        if provision.met_at is None and provision.test is None:
            return None
        if standing.state is State.NOT_APPLICABLE:
            return Verdict.NOT_APPLICABLE
        verdicts = [self._at(provision, finding) for finding in _told_apart(provision, standing)]
        if standing.coverage < 1 or not verdicts:
            verdicts.append(Verdict.OPEN)
        return worst_of(verdicts)

    def norm(self, norm: Norm, day: date) -> NormResult:
        in_force = [condition for since, condition in norm.required_from if since <= day]
        places = self.grounds.places_of(norm.place, norm.applies_to)
        if not in_force:
            return NormResult(norm.id, norm.criterion, Verdict.NORM_NOT_ENTERED, None, ())
        test = Test(norm.use, in_force[-1])
        findings = tuple(
            f for place in places if (f := self._norm_at(norm, test, place)) is not None
        )
        verdict = worst_of(f.verdict for f in findings)
        return NormResult(norm.id, norm.criterion, verdict, in_force[-1].text, findings)

    def _at(self, provision: Provision, finding: Finding) -> Verdict:
        judgement = finding.judgement
        if judgement.state is State.NOT_APPLICABLE:
            return Verdict.NOT_APPLICABLE
        if provision.test is not None:
            return self._test(provision.test, self.places[finding.place])
        level = raw_level(judgement)
        if level is None or provision.met_at is None:
            return Verdict.OPEN
        if level < provision.met_at:
            return Verdict.NOT_MET
        is_proved = (
            not judgement.missing
            and judgement.level is not None
            and not _is_statement(judgement.grade, finding)
        )
        return Verdict.MET if is_proved else Verdict.OPEN

    def _norm_at(self, norm: Norm, test: Test, place: Place) -> NormFinding | None:
        is_sure = True
        for input_id, condition in norm.applies_to.when.items():
            said = self._givens((input_id,), place)[input_id]
            holds = {condition.holds(as_compared(value)) for value in said.values}
            if holds == {False}:
                return None
            is_sure = is_sure and holds == {True}
        givens = self._givens(norm.use.input_ids, place)
        verdict = self._test(test, place)
        value = None
        if is_usable(norm.use, givens):
            first = alternatives(norm.use, givens, self.circumstances)[0]
            value = first.value if first else None
        if verdict is Verdict.NOT_MET and not is_sure:
            verdict = Verdict.OPEN  # nobody has said whether the norm applies here
        return NormFinding(place.id, verdict, value, place.persons)

    def _test(self, test: Test, place: Place) -> Verdict:
        """Where sources disagree the condition must hold for each of them to be met."""
        givens = self._givens(test.use.input_ids, place)
        if not is_usable(test.use, givens):
            return Verdict.OPEN
        held = [
            test.holds_when.holds(measured.value)
            if measured and measured.value is not None
            else None
            for measured in alternatives(test.use, givens, self.circumstances)
        ]
        if None in held:
            return Verdict.OPEN
        if all(held):
            return Verdict.MET
        return Verdict.NOT_MET if not any(held) else Verdict.OPEN

    def _givens(self, input_ids: Iterable[str], place: Place) -> dict[str, Given]:
        return {i: given(self.grounds.of(i, place), i, is_critical=True) for i in input_ids}


def _told_apart(provision: Provision, standing: Standing) -> Iterable[Finding]:
    """A level says all where there is no own test: places that share a judgement are asked once."""
    if provision.test is not None:
        return standing.findings
    return {(id(f.judgement), f.tier): f for f in standing.findings}.values()


def _is_statement(grade: Grade | None, finding: Finding) -> bool:
    return grade is Grade.D and finding.tier is Tier.CRITICAL
