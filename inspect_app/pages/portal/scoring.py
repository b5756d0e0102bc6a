"""How we score: the method in plain words, and every criterion with its rule, weight and doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.domain.scoring.indexing import (
    CAP_NOT_SUFFICIENT,
    CAP_POOR,
    CAP_REASONABLE,
    COVERAGE_FLOOR,
    CRITICAL_COVERAGE_FLOOR,
    POINTS,
    WEIGHTS,
)
from inspect_app.domain.standards import Criterion
from inspect_app.domain.terms import Family, Tier
from inspect_app.pages.portal.frame import (
    LANG,
    portal_group,
    portal_page,
    reading,
    today,
    words_of,
)
from inspect_app.pages.portal.rules import rule_of
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.assessments import Standards

pages = portal_group("portal_scoring")
_FAMILIES = tuple(Family)


@dataclass(frozen=True, slots=True)
class DomainRow:
    id: str
    title: str
    criteria: str
    critical: str
    doubtful: str


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    name: str
    short: str
    year: str
    family: str
    standing: str


@pages.get(f"/public/{LANG}/how-we-score")
@open_to_all("the portal is for everybody")
def method(lang: str) -> Response:
    words, standards = words_of(lang), machinery().standards
    return portal_page(
        "method",
        words,
        is_demo=invented(),
        details=method_details(words),
        domains=list(_domains(standards, words)),
        instruments=list(_instruments(standards, words)),
        packs=[(words.own(pack.title), pack.version, pack.sha256) for pack in standards.packs],
    )


@pages.get(f"/public/{LANG}/how-we-score/domains/<domain>")
@open_to_all("the portal is for everybody")
def domain(lang: str, domain: str) -> Response:
    words, standards = words_of(lang), machinery().standards
    found = standards.main.domains.get(domain)
    if found is None:
        raise not_here()
    criteria = _criteria_of(domain, standards)
    return portal_page(
        "method_domain",
        words,
        is_demo=invented(),
        title=words.own(found.title),
        rules=[rule_of(one, standards, words, today()) for one in criteria],
    )


@pages.get(f"/public/{LANG}/how-we-score/<criterion>")
@open_to_all("the portal is for everybody")
def criterion(lang: str, criterion: str) -> Response:
    words, standards = words_of(lang), machinery().standards
    found = standards.main.criteria.get(criterion)
    if found is None:
        raise not_here()
    return portal_page(
        "method_criterion",
        words,
        is_demo=invented(),
        rule=rule_of(found, standards, words, today()),
        domain_title=words.own(standards.main.domains[found.domain].title),
    )


def invented() -> bool:
    """Whether anything in the register is invented: then no page may look as if it were real."""
    return any(one.is_demo for one in portal.facilities(reading()))


def method_details(words: PortalWords) -> dict[str, object]:
    """The numbers of the method, from the program that uses them."""
    return {
        **{f"points{level}": points for level, points in POINTS.items()},
        **{tier.value: WEIGHTS[tier] for tier in (Tier.CRITICAL, Tier.MAJOR, Tier.MINOR)},
        "cap_poor": CAP_POOR,
        "cap_weak": CAP_NOT_SUFFICIENT,
        "cap_fair": CAP_REASONABLE,
        "coverage": words.percent(COVERAGE_FLOOR),
        "critical_coverage": words.percent(CRITICAL_COVERAGE_FLOOR),
    }


def _domains(standards: Standards, words: PortalWords) -> Iterator[DomainRow]:
    doubted = {of for pack in standards.packs for doubt in pack.doubts for of in doubt.concerns}
    for found in standards.main.domains.values():
        criteria = _criteria_of(found.id, standards)
        yield DomainRow(
            id=found.id,
            title=words.own(found.title),
            criteria=words.whole(len(criteria)),
            critical=words.whole(sum(one.tier.tier is Tier.CRITICAL for one in criteria)),
            doubtful=words.whole(sum(one.id in doubted for one in criteria)),
        )


def _criteria_of(domain: str, standards: Standards) -> list[Criterion]:
    return [one for one in standards.main.criteria.values() if one.domain == domain]


def _instruments(standards: Standards, words: PortalWords) -> Iterator[InstrumentRow]:
    """Those that a criterion or a norm cites."""
    cited = {p.instrument for one in standards.main.criteria.values() for p in one.provisions}
    cited |= {n.provision.instrument for pack in standards.packs for n in pack.norms.values()}
    known = {
        i: found for pack in reversed(standards.packs) for i, found in pack.instruments.items()
    }
    for found in sorted(known.values(), key=lambda one: (_FAMILIES.index(one.family), one.year)):
        if found.id in cited:
            yield InstrumentRow(
                name=words.own(found.name),
                short=words.own(found.short),
                year=str(found.year),
                family=words.say(f"family.{found.family}"),
                standing=words.say(f"standing.{found.standing}"),
            )
