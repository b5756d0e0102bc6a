"""A criterion opens down to its rule, its bands, the places, and the tablets that recorded them."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from inspect_app.api.machinery import machinery
from inspect_app.extensions import db
from inspect_app.pages.inspection.findings import ROWS
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import HeadRow
from tests.inspection_page.conftest import Open, result_of, words_of
from tests.inspections.readers import INSP, demo_stream
from tests.inspections.recorded import LEAD, MEMBER, device_of

SPACE = "SP01"


def test_every_criterion_of_the_result_can_be_opened(office: Flask, read: Open) -> None:
    for code in result_of(office).assessment.criteria:
        assert f'<span class="code">{code}</span>' in read(f"/findings/{code}")


def test_a_criterion_that_there_is_not_is_not_here(read: Open) -> None:
    read("/findings/ZZ99", status=404)


def test_the_rule_stands_with_every_provision_and_its_number(office: Flask, read: Open) -> None:
    words = words_of(read(f"/findings/{SPACE}"))
    with office.app_context():
        criterion = machinery().standards.main.criteria[SPACE]
    assert criterion.says["en"] in words
    assert all(provision.number in words for provision in criterion.provisions)


def test_bands_say_in_how_many_places_the_value_fell_into_each(office: Flask, read: Open) -> None:
    page = read(f"/findings/{SPACE}")
    findings = result_of(office).assessment.criteria[SPACE].findings
    measured = [f for f in findings if f.judgement.parts]
    table = page[page.index('class="list insp-bands"') :].partition("</table>")[0]
    counts = [int(n) for n in re.findall(r'data-label="Places in it"><span>(\d+)', table)]
    assert sum(counts) == len(measured) > 0
    assert table.count("decides</b>") == 1


def test_places_stand_worst_first_and_can_be_chosen_by_level(office: Flask, read: Open) -> None:
    result = result_of(office).assessment.criteria[SPACE]
    order = re.findall(r'class="insp-place ([a-z0-9-]+)"', read(f"/findings/{SPACE}"))
    levels = [int(style[-1]) for style in order if style.startswith("level")]
    assert levels == sorted(levels)
    assert len(order) == len(result.findings) <= ROWS
    for level in sorted(set(levels)):
        chosen = read(f"/findings/{SPACE}?level={level}")
        assert chosen.count('class="insp-place level-') == levels.count(level)


def test_a_reading_says_who_when_by_both_clocks_and_on_which_tablet(
    office: Flask, read: Open
) -> None:
    with office.app_context():
        db.session.get_one(DeviceRow, device_of(LEAD)).label = "Tablet of the north"
        db.session.commit()
    words = words_of(read(f"/findings/{SPACE}"))
    assert f"Somebody called {LEAD}, Tablet of the north" in words
    assert re.search(r"tablet's clock 15\.06\.2026 \d\d:\d\d \(UTC\)", words)
    assert re.search(r"server's clock 15\.06\.2026 \d\d:\d\d \(UTC\)", words)


def test_two_who_disagree_are_each_named_with_their_own_value(office: Flask, read: Open) -> None:
    entity, field = _an_answer(office, "persons_slept_last_night")
    with office.app_context():
        stream = demo_stream()
        said = {"state": "answered", "value": "99"}
        stream.record(entity, {field: said}, by=MEMBER, base=())
        stream.arrive()
        stream.session.commit()
    page = read(f"/rooms/{entity.partition(':')[2]}")
    rows = [r for r in page.split("<tr") if "field=answer.persons_slept_last_night" in r]
    own = next(row for row in rows if "<b>99" in row)
    assert len(rows) == 2
    assert f"Somebody called {MEMBER}" in own
    assert f"Somebody called {LEAD}" not in own


def test_the_columns_of_a_criterion_show_each_familys_own_verdict(
    office: Flask, read: Open
) -> None:
    part = read(f"/findings/{SPACE}").partition('class="insp-families"')[2].partition("court")[0]
    families = part.split("<h3>")[1:]
    assert [f.partition("<")[0] for f in families] == [
        "National law",
        "United Nations",
        "ICRC",
        "CPT and ECtHR",
    ]
    assert "A comparison; it does not bind Kazakhstan." in families[3]
    assert "verdict-" in families[3]


def _an_answer(office: Flask, input_id: str) -> tuple[str, str]:
    with office.app_context():
        head = db.session.scalars(
            select(HeadRow).where(HeadRow.insp == INSP, HeadRow.field == f"answer.{input_id}")
        ).first()
        assert head is not None
        return head.entity, head.field
