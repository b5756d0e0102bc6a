"""The result page says the rating with its reasons, and orders findings by need."""

from __future__ import annotations

import re

from flask import Flask

from inspect_app.api.machinery import machinery
from inspect_app.domain.scoring.assessment import State
from inspect_app.domain.standards import Pack
from tests.inspection_page.conftest import Open, approve, result_of, words_of
from tests.inspections.readers import INSP, demo_stream
from tests.inspections.recorded import LEAD


def test_every_critical_failure_stands_first_with_persons_and_a_way_to_its_rule(
    office: Flask, read: Open
) -> None:
    page, failures = read(), result_of(office).assessment.critical_failures
    part = page[page.index('id="critical"') : page.index('id="domains"')]
    assert failures
    assert re.findall(rf'href="/inspections/{INSP}/findings/(\w+)">', part)[
        : len(failures)
    ] == list(failures)
    assert part.count("People in these conditions:") == len(failures)


def test_domains_stand_by_their_index_the_lowest_first(office: Flask, read: Open) -> None:
    page, domains = read(), result_of(office).assessment.domains
    shown = re.findall(r'<h3 id="domain-([a-z_]+)"', page)
    known = [d for d in domains.values() if d.applicable]
    assert sorted(shown) == sorted(d.domain for d in known)
    indexes = [domains[name].index for name in shown]
    known_indexes = [index for index in indexes if index is not None]
    assert known_indexes == sorted(known_indexes)
    assert indexes[: len(known_indexes)] == known_indexes


def test_within_a_domain_the_worst_criterion_stands_first(office: Flask, read: Open) -> None:
    criteria = result_of(office).assessment.criteria
    for part in read().split('<section class="insp-domain"')[1:]:
        below = part.partition("<details")[0]
        codes = re.findall(r"/findings/(\w+)", below)
        levels = [criteria[code].level for code in codes]
        known = [level for level in levels if level is not None]
        assert known == sorted(known)


def test_what_was_not_assessed_says_why(office: Flask, read: Open) -> None:
    criteria = result_of(office).assessment.criteria.values()
    unknown = [c for c in criteria if c.state in (State.NOT_ASSESSED, State.ACCESS_DENIED)]
    rows = read().partition('id="findings"')[2].partition('id="columns"')[0].split("<tr")
    assert unknown
    for one in unknown:
        row = next(row for row in rows if f"/findings/{one.criterion}" in row)
        level = row.partition('class="insp-badge none"')[2].partition("</td>")[0]
        assert '<span class="note">' in level


def test_the_four_columns_stand_side_by_side_with_what_they_are(read: Open) -> None:
    words = words_of(read())
    for family in ("National law", "United Nations", "ICRC", "CPT and ECtHR"):
        assert family in words
    assert "do not bind it and are shown for comparison only" in words


def test_an_approved_inspection_says_when_by_whom_and_with_which_hash(
    office: Flask, read: Open
) -> None:
    assert "Approved and frozen" not in read()
    data_sha256 = approve(office)
    page = read()
    assert "Approved and frozen" in page
    assert "Somebody called u_supervisor" in page
    assert data_sha256 in page
    assert _main_pack(office).sha256 in page
    assert f"/inspections/{INSP}/review#addendum" in page


def test_what_arrives_after_the_approval_is_counted_and_changes_nothing(
    office: Flask, read: Open
) -> None:
    approve(office)
    before = _rating(read())
    with office.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {"visited_on": "2020-01-01"})
        stream.arrive()
        stream.session.commit()
    page = read()
    assert "1 operation arrived after the approval" in page
    assert _rating(page) == before


def test_an_inspection_without_a_result_shows_its_head_its_log_and_why(
    office: Flask, read: Open
) -> None:
    with office.app_context():
        stream = demo_stream()
        head = f"inspection:{INSP}"
        stream.record(head, {"facility": "nowhere-in-the-register"})
        stream.arrive()
        stream.session.commit()
    page = read(status=409, person=LEAD)
    assert "the register does not know facility nowhere-in-the-register" in page
    assert f"/inspections/{INSP}/operations" in page


def _main_pack(office: Flask) -> Pack:
    with office.app_context():
        return machinery().standards.main


def _rating(page: str) -> str:
    return page[page.index('class="insp-rating"') : page.index("insp-print")]
