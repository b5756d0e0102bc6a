"""How the result was reached, what other choices would give, and which figures are in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.domain.facts import ChecklistUsed
from inspect_app.domain.scoring.assessment import State
from inspect_app.domain.scoring.indexing import (
    CAP_NOT_SUFFICIENT,
    CAP_POOR,
    COVERAGE_FLOOR,
    CRITICAL_COVERAGE_FLOOR,
    POINTS,
    WEIGHTS,
)
from inspect_app.domain.standards import Doubt
from inspect_app.domain.terms import Tier
from inspect_app.reports.model.cover import source_line
from inspect_app.reports.model.rows import DoubtRow, InstrumentRow, Line, Method, PackRow
from inspect_app.reports.model.sources import Sources

MOST_REPAIRS = 60


def method_of(sources: Sources) -> Method:
    wording, facts = sources.wording, sources.facts
    left = len(facts.repairs) - MOST_REPAIRS
    country = "kz" if facts.facility.country == "KZ" else "other"
    return Method(
        parts=tuple(_parts(sources)),
        sensitivity=tuple(_sensitivity(sources)),
        standing=wording.say(f"method.standing_{country}"),
        instruments=tuple(_instruments(sources)),
        doubts=tuple(_doubts(sources)),
        packs=tuple(_packs(sources)),
        versions=tuple(_versions(facts.inspection.checklist, sources)),
        source=source_line(sources),
        repairs=tuple(wording.line(text) for text in facts.repairs[:MOST_REPAIRS]),
        more_repairs=wording.count("method.more_repairs", left) if left > 0 else None,
    )


def _parts(sources: Sources) -> Iterable[Line]:
    wording = sources.wording
    details: dict[str, dict[str, object]] = {
        "levels": {f"points{level}": points for level, points in POINTS.items()},
        "room": {},
        "index": {
            "critical": WEIGHTS[Tier.CRITICAL],
            "major": WEIGHTS[Tier.MAJOR],
            "minor": WEIGHTS[Tier.MINOR],
            "cap_severe": CAP_POOR,
            "cap_below": CAP_NOT_SUFFICIENT,
        },
        "coverage": {
            "coverage": wording.percent(COVERAGE_FLOOR),
            "critical_coverage": wording.percent(CRITICAL_COVERAGE_FLOOR),
        },
        "grades": {},
    }
    for name, filled in details.items():
        yield Line(wording.say(f"method.{name}"), wording.say(f"method.{name}_says", **filled))


def _sensitivity(sources: Sources) -> Iterable[Line]:
    other = sources.assessment.sensitivity
    for name, value in (
        ("as_is", sources.assessment.index),
        ("equal_weights", other.equal_weights),
        ("arithmetic_mean", other.arithmetic_mean),
        ("without_caps", other.without_caps),
    ):
        yield Line(sources.wording.say(f"method.{name}"), sources.index(value))


def _instruments(sources: Sources) -> Iterable[InstrumentRow]:
    """The texts that the criteria of this report cite, and those of the norms beside them."""
    wording = sources.wording
    cited = {
        provision.instrument
        for criterion in sources.pack.criteria.values()
        for provision in criterion.provisions
    }
    norms = [norm for pack in (sources.pack, *sources.norm_packs) for norm in pack.norms.values()]
    cited |= {norm.provision.instrument for norm in norms}
    for instrument in sources.instruments.values():
        if instrument.id in cited:
            yield InstrumentRow(
                name=f"{wording.own(instrument.name)} ({wording.own(instrument.short)})",
                year=str(instrument.year),
                standing=wording.say(f"standing.{instrument.standing}"),
            )


def _doubts(sources: Sources) -> Iterable[DoubtRow]:
    wording = sources.wording
    for doubt in (d for pack in (sources.pack, *sources.norm_packs) for d in pack.doubts):
        if not _matters(doubt, sources):
            continue
        yield DoubtRow(
            says=wording.own(doubt.says),
            concerns="; ".join(_name_of(concerned, sources) for concerned in doubt.concerns),
            confidence=wording.say(f"confidence.{doubt.confidence}"),
        )


def _matters(doubt: Doubt, sources: Sources) -> bool:
    """A doubt about a criterion that does not apply here changes nothing in this report."""
    results = sources.assessment.criteria
    named = [results[of] for of in doubt.concerns if of in results]
    return not named or any(result.state is not State.NOT_APPLICABLE for result in named)


def _name_of(of: str, sources: Sources) -> str:
    """A doubt concerns a criterion, an instrument or a national norm."""
    if of in sources.pack.criteria:
        return f"{sources.title(of)} ({of})"
    instrument = sources.instruments.get(of)
    if instrument is not None:
        return sources.wording.own(instrument.short)
    norms = {
        n: norm for pack in (sources.pack, *sources.norm_packs) for n, norm in pack.norms.items()
    }
    return sources.wording.own(norms[of].says) if of in norms else of


def _packs(sources: Sources) -> Iterable[PackRow]:
    for pack in (sources.pack, *sources.norm_packs):
        yield PackRow(
            title=f"{sources.wording.own(pack.title)} ({pack.id})",
            version=str(pack.version),
            sha256=pack.sha256,
        )


def _versions(checklist: ChecklistUsed | None, sources: Sources) -> Iterable[str]:
    wording = sources.wording
    yield wording.say("method.method_version", n=sources.assessment.method)
    if checklist is not None:
        yield wording.say(
            "method.checklist",
            id=wording.line(checklist.id, 60),
            version=checklist.version,
            sha256=checklist.sha256,
        )
