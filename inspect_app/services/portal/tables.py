"""What is published as tables for machines: one row a facility, publication, criterion, or result.

Numbers that are exact fractions elsewhere are decimals here, never on the other side of an edge than
the number that was compared. Every row says whether it is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from inspect_app.domain.exact import shown
from inspect_app.domain.scoring.indexing import COVERAGE_FLOOR, CRITICAL_COVERAGE_FLOOR, WEIGHTS
from inspect_app.domain.standards import Criterion, Pack
from inspect_app.services.portal.documents import CriterionShown, Document
from inspect_app.services.portal.places import facilities, regions
from inspect_app.services.portal.published import (
    Figures,
    Published,
    all_published,
    documents_in_force,
    latest_of_facilities,
)
from inspect_app.services.portal.reading_documents import read_document

Row = dict[str, Any]
_INDEX_EDGES = (Fraction(40), Fraction(60), Fraction(80))
_SHARE_EDGES = (Fraction(0), 100 * COVERAGE_FLOOR, 100 * CRITICAL_COVERAGE_FLOOR, Fraction(100))
_FIGURES = (
    "rating", "at_best", "index", "index_low", "index_high", "coverage_percent",
    "critical_failures", "severe_failures",
)  # fmt: skip
_FAMILIES = ("national", "un", "icrc", "cpt_ecthr")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "facilities": (
        "facility_id", "is_demo", "name_kk", "name_ru", "name_en", "kind", "country", "region_id",
        "region_kk", "region_ru", "region_en", "latest_code", "visited_on", "published_on", *_FIGURES,
    ),
    "publications": (
        "code", "revision", "is_demo", "facility_id", "region_id", "visited_on", "published_on",
        "withdrawn_on", "withdrawn_reason", "document_sha256", *_FIGURES,
    ),
    "criteria": (
        "criterion", "is_demo", "domain", "tier", "weight", "place", "title_kk", "title_ru",
        "title_en", "says_kk", "says_ru", "says_en", "bands", "provisions", "is_policy",
        "confidence", "last_checked_on", "doubts", "pack", "pack_version", "pack_sha256",
    ),
    "results": (
        "code", "criterion", "is_demo", "facility_id", "region_id", "visited_on", "pack",
        "pack_version", "domain", "tier", "state", "level", "critical_level", "level_low",
        "level_high", "persons_affected", "persons_present", "affected_percent", "places_affected",
        "places_applicable", "places_assessed", "places_required", "coverage_percent",
        "is_borderline", "is_contradictory", "why", *_FAMILIES,
    ),
}  # fmt: skip
"""Table -> its columns in order. docs/portal.md and the page "data" explain each."""


def rows_of(table: str, session: Session, packs: tuple[Pack, ...]) -> Iterator[Row]:
    """The rows of a table of `COLUMNS`, one at a time. `packs` in force, the main one first."""
    match table:
        case "facilities":
            return _facilities(session)
        case "publications":
            return _publications(session)
        case "criteria":
            return _criteria(packs)
        case _:
            return _results(documents_in_force(session))


def results_of(published: Published, data: bytes) -> Iterator[Row]:
    """The rows of "results" about one publication."""
    return _results([(published, data)])


def _facilities(session: Session) -> Iterator[Row]:
    latest = latest_of_facilities(session)
    names = {one.id: one.names for one in regions(session)}
    for one in facilities(session):
        region = names.get(one.region_id or "", {})
        last = latest.get(one.id)
        yield {
            "facility_id": one.id,
            "is_demo": one.is_demo,
            **_texts("name", one.names),
            "kind": one.kind,
            "country": one.country,
            "region_id": one.region_id,
            **_texts("region", region),
            "latest_code": last.code if last else None,
            "visited_on": last.visited_on if last else None,
            "published_on": last.published_at.date() if last else None,
            **_figures(last.figures if last else None),
        }


def _publications(session: Session) -> Iterator[Row]:
    for one in all_published(session):
        yield {
            "code": one.code,
            "revision": one.revision,
            "is_demo": one.is_demo,
            "facility_id": one.facility_id,
            "region_id": one.region_id,
            "visited_on": one.visited_on,
            "published_on": one.published_at.date(),
            "withdrawn_on": one.withdrawn_at.date() if one.withdrawn_at else None,
            "withdrawn_reason": one.withdrawn_reason,
            "document_sha256": one.document_sha256,
            **_figures(one.figures),
        }


def _figures(figures: Figures | None) -> Row:
    if figures is None:
        return dict.fromkeys(_FIGURES)
    return {
        "rating": figures.rating,
        "at_best": figures.at_best,
        "index": None if figures.index is None else _index(figures.index),
        "index_low": _index(figures.low),
        "index_high": _index(figures.high),
        "coverage_percent": _percent(figures.coverage),
        "critical_failures": len(figures.critical_failures),
        "severe_failures": figures.severe,
    }


def _criteria(packs: tuple[Pack, ...]) -> Iterator[Row]:
    main = packs[0]
    for one in main.criteria.values():
        yield {
            "criterion": one.id,
            "is_demo": False,
            "domain": one.domain,
            "tier": one.tier.tier.value,
            "weight": WEIGHTS.get(one.tier.tier, 0),
            "place": one.place.value,
            **_texts("title", one.title),
            **_texts("says", one.says),
            "bands": "; ".join(_bands(one)),
            "provisions": "; ".join(f"{p.instrument} {p.number}".strip() for p in one.provisions),
            "is_policy": one.is_policy,
            "confidence": one.confidence.value,
            "last_checked_on": one.last_checked_on,
            "doubts": sum(one.id in doubt.concerns for pack in packs for doubt in pack.doubts),
            "pack": main.id,
            "pack_version": main.version,
            "pack_sha256": main.sha256,
        }


def _bands(criterion: Criterion) -> Iterator[str]:
    for part in criterion.parts:
        for since, bands in part.bands_from:
            levels = ", ".join(f"{level}: {condition.text}" for level, condition in bands.by_level)
            yield f"{part.use.measure} since {since.isoformat()} ({levels})"


def _results(documents: Iterable[tuple[Published, bytes]]) -> Iterator[Row]:
    for published, data in documents:
        document = read_document(data)
        for criterion in document.criteria.values():
            yield _result(published, document, criterion)


def _result(published: Published, document: Document, found: CriterionShown) -> Row:
    reach, (pack, version, _) = found.reach, document.packs[0]
    verdicts = {column.family: column.verdict for column in found.columns}
    return {
        "code": published.code,
        "criterion": found.id,
        "is_demo": published.is_demo,
        "facility_id": published.facility_id,
        "region_id": published.region_id,
        "visited_on": published.visited_on,
        "pack": pack,
        "pack_version": version,
        "domain": found.domain,
        "tier": found.tier,
        "state": found.state,
        "level": found.level,
        "critical_level": found.critical_level,
        "level_low": found.low,
        "level_high": found.high,
        "persons_affected": reach.affected if reach else None,
        "persons_present": reach.present if reach else None,
        "affected_percent": _percent(reach.share) if reach and reach.share is not None else None,
        "places_affected": reach.places if reach else None,
        "places_applicable": found.applicable,
        "places_assessed": found.assessed,
        "places_required": found.required,
        "coverage_percent": _percent(found.coverage),
        "is_borderline": found.is_borderline,
        "is_contradictory": found.is_contradictory,
        "why": " ".join(found.why),
        **{family: verdicts.get(family) for family in _FAMILIES},
    }


def _texts(name: str, texts: Mapping[str, str]) -> Row:
    return {f"{name}_{language}": texts.get(language) for language in ("kk", "ru", "en")}


def _index(value: Fraction) -> str:
    return shown(value, 4, _INDEX_EDGES)


def _percent(share: Fraction) -> str:
    return shown(100 * share, 2, _SHARE_EDGES)
