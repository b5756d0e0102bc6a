"""Assessments kept as a roll-up per inspection, domain and criterion, so that a country can be listed.

Made from the operations and the standards, and made again at any time. Exact values stand as text;
`_millionths` are whole numbers rounded down, for sorting alone.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Exact


class InspectionRollupRow(Base):
    """`of_n` is the length of the stream that was scored: less than the stream's own n is stale."""

    __tablename__ = "inspection_rollup"
    __table_args__ = (
        Index("ix_inspection_rollup_facility_id_visited_on", "facility_id", "visited_on"),
    )

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    of_n: Mapped[int] = mapped_column(BigInteger)
    facility_id: Mapped[str] = mapped_column(String(36))
    region_id: Mapped[str | None] = mapped_column(String(10), index=True)
    visited_on: Mapped[date]
    judged_on: Mapped[date]
    packs: Mapped[list[Any]] = mapped_column(JSON)  # [id, version, sha256] each
    document_sha256: Mapped[str] = mapped_column(String(64))
    rating: Mapped[str] = mapped_column(String(30), index=True)
    at_best: Mapped[str] = mapped_column(String(30))
    index: Mapped[Fraction | None] = mapped_column("index_exact", Exact)
    index_millionths: Mapped[int | None] = mapped_column(BigInteger)
    low: Mapped[Fraction] = mapped_column(Exact)
    high: Mapped[Fraction] = mapped_column(Exact)
    coverage: Mapped[Fraction] = mapped_column(Exact)
    coverage_millionths: Mapped[int] = mapped_column(BigInteger)
    critical_coverage: Mapped[Fraction] = mapped_column(Exact)
    critical_failures: Mapped[list[str]] = mapped_column(JSON)
    critical_failure_count: Mapped[int]
    severe_failure_count: Mapped[int]
    persons_present: Mapped[int | None]
    persons_in_critical_failures: Mapped[int | None]  # the largest reach among them
    not_used: Mapped[int] = mapped_column(
        default=0
    )  # stored answers that the standards do not know
    conflicts: Mapped[int] = mapped_column(default=0)


class DomainRollupRow(Base):
    __tablename__ = "domain_rollup"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    domain: Mapped[str] = mapped_column(String(40), primary_key=True)
    index: Mapped[Fraction | None] = mapped_column("index_exact", Exact)
    index_millionths: Mapped[int | None] = mapped_column(BigInteger)
    low: Mapped[Fraction] = mapped_column(Exact)
    high: Mapped[Fraction] = mapped_column(Exact)
    cap: Mapped[int | None]
    coverage: Mapped[Fraction] = mapped_column(Exact)
    assessed: Mapped[int]
    applicable: Mapped[int]


class CriterionRollupRow(Base):
    """The narrowest rows, and the most: one per criterion and inspection."""

    __tablename__ = "criterion_rollup"
    __table_args__ = (Index("ix_criterion_rollup_criterion_level", "criterion", "level"),)

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(20), primary_key=True)
    domain: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(16))
    level: Mapped[int | None]
    critical_level: Mapped[int | None]
    low: Mapped[int]
    high: Mapped[int]
    persons_affected: Mapped[int | None]
    places_affected: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")  # words of the engine, one space between
    is_borderline: Mapped[bool] = mapped_column(default=False)
    is_contradictory: Mapped[bool] = mapped_column(default=False)
