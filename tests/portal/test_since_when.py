"""Since when something is seriously wrong: only published visits that assessed it say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from flask.testing import FlaskClient

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.services.portal import Before, CriterionShown, Document, before, read_document
from tests.portal.published_world import FACILITY, IN_FORCE, NEW, edition

DAYS = (date(2026, 2, 1), date(2025, 6, 1), date(2024, 9, 1), date(2023, 3, 1))
RULE = "SP01"


@cache
def _document() -> Document:
    return read_document(canonical_bytes(edition(IN_FORCE, FACILITY).document))


def _visits(*levels: int | None) -> list[Document]:
    """Of the newest visit first: the level at which each found the rule; None: not assessed."""
    return [
        replace(_document(), visited_on=day, criteria={RULE: _result(level)})
        for day, level in zip(DAYS, levels, strict=False)
    ]


def _result(level: int | None) -> CriterionShown:
    known = next(iter(_document().criteria.values()))
    return replace(known, id=RULE, level=level, critical_level=level)


def test_what_was_so_at_every_visit_is_so_since_the_first_of_them() -> None:
    assert before(RULE, _visits(1, 0, 1)) == Before(DAYS[2], None, False)


def test_what_was_kept_once_is_so_since_the_visit_after() -> None:
    assert before(RULE, _visits(1, 1, 2, 0)) == Before(DAYS[1], DAYS[2], False)
    assert before(RULE, _visits(3, 0)) == Before(None, DAYS[0], False)


def test_a_visit_that_did_not_assess_it_says_nothing() -> None:
    assert before(RULE, _visits(None, 0, None)) == Before(DAYS[1], None, False)
    assert before(RULE, _visits(None, None)) == Before(None, None, False)
    assert before("XX99", _visits(0, 0)) == Before(None, None, False)


def test_a_first_visit_has_nothing_before_it() -> None:
    assert before(RULE, []) == Before(None, None, True)


def test_every_serious_failure_of_a_page_says_since_when(reader: FlaskClient) -> None:
    for address in (f"/public/en/facilities/{FACILITY}", f"/public/en/reports/{NEW}"):
        page = reader.get(address).text
        told = page.count("<b>Since when:</b>")
        assert told == page.count("<b>Whom it touches:</b>") > 0, address
