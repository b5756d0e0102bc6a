"""The columns national, United Nations, ICRC, CPT and ECtHR side by side; never averaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspect_app.domain.scoring.assessment import ColumnVerdict, CriterionResult, Verdict
from inspect_app.domain.standards import Instrument
from inspect_app.domain.terms import COLUMNS, Family
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.rows import Badge, FamilyRow, NormRow, VerdictTable
from inspect_app.reports.model.verdicts import instruments_of

_MARKS = {
    Verdict.MET: "●",
    Verdict.NOT_MET: "■",
    Verdict.OPEN: "○",
    Verdict.NORM_NOT_ENTERED: "–",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.SILENT: "",
}


@dataclass(frozen=True, slots=True)
class ColumnsShown:
    """The overview: totals of each family, then every criterion on which one of them speaks.

    `addresses`: criterion -> its page.
    """

    families: tuple[str, ...]
    totals: tuple[FamilyRow, ...]
    tables: tuple[VerdictTable, ...]
    addresses: dict[str, str]
    standing: str


@dataclass(frozen=True, slots=True)
class ProvisionVerdict:
    """`cited`: instrument and number. `stands`: what it is for this country."""

    cited: str
    stands: str
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """One family on one criterion. `badge` None: it says nothing that could be tested here."""

    family: str
    badge: Badge | None
    is_comparison: bool
    provisions: tuple[ProvisionVerdict, ...]


@dataclass(frozen=True, slots=True)
class CriterionColumns:
    families: tuple[FamilyShown, ...]
    norms: tuple[NormRow, ...]
    standing: str


def columns_shown(about: Opened) -> ColumnsShown:
    found = instruments_of(about.sources, about.values)
    codes = [row.code for table in found.tables for row in table.rows]
    return ColumnsShown(
        families=found.families,
        totals=found.totals,
        tables=found.tables,
        addresses={code: finding_address(about, code) for code in codes},
        standing=_standing(about),
    )


def criterion_columns(result: CriterionResult, about: Opened) -> CriterionColumns:
    by_family = {column.family: column for column in result.columns}
    norms = zip(
        instruments_of(about.sources, about.values).norms,
        about.assessment.norms.values(),
        strict=True,
    )
    return CriterionColumns(
        families=tuple(_family(family, by_family.get(family), about, result) for family in COLUMNS),
        norms=tuple(row for row, norm in norms if norm.criterion == result.criterion),
        standing=_standing(about),
    )


def _standing(about: Opened) -> str:
    country = about.facts.facility.country
    return about.words.say(f"inspection.columns_{'kz' if country == 'KZ' else 'other'}")


def _family(
    family: Family, column: ColumnVerdict | None, about: Opened, result: CriterionResult
) -> FamilyShown:
    verdict = column.verdict if column else Verdict.SILENT
    return FamilyShown(
        family=about.words.say(f"family.{family}"),
        badge=None if verdict is Verdict.SILENT else _badge(verdict, about),
        is_comparison=family is Family.CPT_ECTHR,
        provisions=tuple(_provisions(family, column, about, result)),
    )


def _provisions(
    family: Family, column: ColumnVerdict | None, about: Opened, result: CriterionResult
) -> Iterable[ProvisionVerdict]:
    """Those that are cited, with their own verdict where they could be tested."""
    tested = {(i, number): verdict for i, number, verdict in column.provisions} if column else {}
    for provision in about.criterion(result.criterion).provisions:
        instrument = about.sources.instruments.get(provision.instrument)
        if instrument is None or instrument.family is not family:
            continue
        verdict = tested.get((provision.instrument, provision.number))
        yield ProvisionVerdict(
            cited=about.sources.cited(provision),
            stands=_stands(instrument, about),
            badge=None if verdict is None else _badge(verdict, about),
        )


def _stands(instrument: Instrument, about: Opened) -> str:
    return about.words.say(f"standing.{instrument.standing}")


def _badge(verdict: Verdict, about: Opened) -> Badge:
    return Badge(f"verdict-{verdict}", _MARKS[verdict], about.words.say(f"verdict.{verdict}"))
