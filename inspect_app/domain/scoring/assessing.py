"""The whole road from facts and standards to an explained score, as one pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from inspect_app.domain.facts import Facts
from inspect_app.domain.measures import Circumstances
from inspect_app.domain.scoring.assessment import (
    METHOD_VERSION,
    Assessment,
    CriterionResult,
    DomainResult,
    Finding,
    Interval,
    NormResult,
    PersonalSpaceFinding,
    Sensitivity,
    State,
    Verdict,
    Why,
)
from inspect_app.domain.scoring.columns import ProvisionTests, column_totals, columns_of, worst_of
from inspect_app.domain.scoring.grounds import Grounds, grounds
from inspect_app.domain.scoring.indexing import (
    Index,
    all_equal,
    arithmetic_mean,
    coverage_of,
    highest_items,
    index_of,
    interval_of,
    is_covered,
    known_items,
    lowest_items,
    rating_of,
)
from inspect_app.domain.scoring.judging import Judge
from inspect_app.domain.scoring.personal_space import (
    personal_space_findings,
    room_spaces,
    space_counts,
)
from inspect_app.domain.scoring.reaching import (
    Standing,
    aggravated,
    findings_of,
    highest_tier,
    standing_of,
)
from inspect_app.domain.scoring.remarks import denied_access, remarks_on
from inspect_app.domain.standards import Criterion, Norm, Pack
from inspect_app.domain.terms import Rating, Tier


def assess(
    facts: Facts, pack: Pack, norm_packs: Sequence[Pack] = (), on: date | None = None
) -> Assessment:
    """Every rule of the pack applied to the facts, with its reasons.

    `on` is the day whose bands are used (the visit's own day unless given). National packs add their
    norms to the national column; they never touch the index. The same facts, packs and day always
    give an equal result. The facts must already have been checked against the packs.
    """
    day = on or facts.inspection.visited_on
    pack = _with_inputs_of(pack, norm_packs)
    ground = grounds(facts, pack)
    circumstances = Circumstances(facts.inspection.visited_on, pack.measurement_error_m)
    standings = _standings(ground, day, circumstances)
    spaces = room_spaces(ground, circumstances)
    personal = personal_space_findings(
        spaces, ground, {s.criterion.id: s.findings for s in standings}
    )
    tests = ProvisionTests(ground, circumstances)
    norms = {n.id: tests.norm(n, day) for n in _norms(pack, norm_packs)}
    results = {s.criterion.id: _result(s, pack, norms, personal, tests) for s in standings}
    now, low, high = (
        index_of(known_items(standings)),
        index_of(lowest_items(standings)),
        index_of(highest_items(standings)),
    )
    coverage, critical_coverage = coverage_of(standings), coverage_of(standings, critical_only=True)
    interval = interval_of(low.value, high.value)
    index = _within(now.value, interval)
    covered = is_covered(coverage, critical_coverage)
    return Assessment(
        method=METHOD_VERSION,
        packs=tuple((p.id, p.version, p.sha256) for p in (pack, *norm_packs)),
        facility=facts.facility.id,
        visited_on=facts.inspection.visited_on,
        judged_on=day,
        rating=rating_of(index) if covered else Rating.NOT_RATED,
        at_best=rating_of(interval.high),
        index=index,
        interval=interval,
        coverage=coverage,
        critical_coverage=critical_coverage,
        caps=now.caps,
        critical_failures=_failures(standings, 1),
        severe_failures=_failures(standings, 0),
        access_denied=denied_access(facts),
        domains={d: _domain(d, standings, now, low, high) for d in pack.domains},
        criteria=results,
        norms=norms,
        columns=column_totals(v for result in results.values() for v in result.columns),
        personal_space=personal,
        space_counts=space_counts(spaces),
        sensitivity=_sensitivity(standings),
        warnings=remarks_on(ground),
        persons_present=ground.persons_present,
    )


def _with_inputs_of(pack: Pack, norm_packs: Iterable[Pack]) -> Pack:
    """A national pack may ask for more than the main one knows."""
    more = {i: asked for one in norm_packs for i, asked in one.inputs.items()}
    return replace(pack, inputs=more | dict(pack.inputs))


def _standings(ground: Grounds, day: date, circumstances: Circumstances) -> list[Standing]:
    month = ground.facts.inspection.visited_on.month
    found: dict[str, tuple[Finding, ...]] = {}
    criteria = ground.pack.criteria.values()
    for criterion in criteria:
        places = ground.places_of(criterion.place, criterion.applies_to)
        found[criterion.id] = (
            findings_of(Judge.ready(criterion, ground, day, circumstances), places, month)
            if criterion.parts
            else ()
        )
    found = {c.id: aggravated(found[c.id], c, found, ground) for c in criteria}
    return [standing_of(c, found[c.id], ground, _tier(c, ground, month)) for c in criteria]


def _tier(criterion: Criterion, ground: Grounds, month: int) -> Tier:
    places = ground.places_of(criterion.place, criterion.applies_to, is_any_room=True)
    return highest_tier(criterion, places, month)


def _norms(pack: Pack, norm_packs: Iterable[Pack]) -> list[Norm]:
    return [norm for one in (pack, *norm_packs) for norm in one.norms.values()]


def _result(
    standing: Standing,
    pack: Pack,
    norms: Mapping[str, NormResult],
    personal: tuple[PersonalSpaceFinding, ...],
    tests: ProvisionTests,
) -> CriterionResult:
    beside = [norm for norm in norms.values() if norm.criterion == standing.criterion.id]
    columns = columns_of(standing, pack.instruments, beside, personal, tests)
    state, why = _judged_by_norms(standing, beside)
    findings = standing.findings
    return CriterionResult(
        criterion=standing.criterion.id,
        domain=standing.criterion.domain,
        tier=standing.tier,
        state=state,
        level=standing.level,
        critical_level=standing.critical_level,
        low=standing.low,
        high=standing.high,
        why=why,
        findings=findings,
        reach=standing.reach,
        places_applicable=standing.applicable,
        places_assessed=standing.assessed,
        places_required=standing.required,
        coverage=standing.coverage,
        columns=columns,
        provisions=tuple((p.instrument, p.number) for p in standing.criterion.provisions),
        is_borderline=any(f.judgement.is_borderline for f in findings),
        is_contradictory=any(Why.CONTRADICTORY in f.judgement.why for f in findings),
    )


def _judged_by_norms(standing: Standing, norms: list[NormResult]) -> tuple[State, tuple[Why, ...]]:
    """A criterion without bands of its own is as assessed as the national norms beside it."""
    if standing.criterion.parts:
        return standing.state, standing.why
    verdict = worst_of(norm.verdict for norm in norms)
    if verdict in (Verdict.MET, Verdict.NOT_MET):
        return State.ASSESSED, ()
    if verdict is Verdict.OPEN:
        return State.NOT_ASSESSED, (Why.UNANSWERED,)
    if verdict is Verdict.NOT_APPLICABLE and norms:
        return State.NOT_APPLICABLE, (Why.OUT_OF_SCOPE,)
    return State.NOT_ASSESSED, (Why.NORM_NOT_ENTERED,)


def _failures(standings: Iterable[Standing], level: int) -> tuple[str, ...]:
    """Critical criteria at or below a level, the worst first, in the order of the pack."""
    failed = [s for s in standings if s.critical_level is not None and s.critical_level <= level]
    return tuple(s.criterion.id for s in sorted(failed, key=lambda s: s.critical_level or 0))


def _domain(
    domain: str, standings: Iterable[Standing], now: Index, low: Index, high: Index
) -> DomainResult:
    mine = [s for s in standings if s.criterion.domain == domain and s.tier is not Tier.NONE]
    applicable = [s for s in mine if s.state is not State.NOT_APPLICABLE]
    levels = [s.level for s in applicable if s.level is not None]
    interval = Interval(
        low.indexes.get(domain, Fraction(0)), high.indexes.get(domain, Fraction(100))
    )
    return DomainResult(
        domain=domain,
        mean=now.means.get(domain),
        index=_within(now.indexes.get(domain), interval),
        cap=now.domain_caps.get(domain),
        interval=interval,
        coverage=coverage_of(mine),
        critical_coverage=coverage_of(mine, critical_only=True),
        assessed=len(levels),
        applicable=len(applicable),
        levels={level: levels.count(level) for level in (3, 2, 1, 0)},
    )


def _within(index: Fraction | None, interval: Interval) -> Fraction | None:
    """A criterion that is open between 0 and 2 is in the interval but not yet in the mean."""
    return None if index is None else min(max(index, interval.low), interval.high)


def _sensitivity(standings: Iterable[Standing]) -> Sensitivity:
    items = known_items(standings)
    return Sensitivity(
        equal_weights=index_of(items, weigh=all_equal).value,
        arithmetic_mean=index_of(items, mean=arithmetic_mean).value,
        without_caps=index_of(items, is_capped=False).value,
    )
