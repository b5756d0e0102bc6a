"""Everybody with a log-in reads what is judged by, down to the last band, and since when."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.services.assessments import Standards
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.rollups import InspectionRollupRow
from tests.administration.desk import NOW, Desk


@pytest.fixture
def standards(world: Flask) -> Standards:
    found: Standards = world.extensions["inspect"].standards
    return found


@pytest.fixture
def desk(world: Flask) -> Desk:
    return Desk(world, "council")


def add_used(app: Flask, insp: str, day: date, packs: list[list[object]], sha256: str) -> None:
    with app.app_context():
        db.session.add(StreamRow(insp=insp, n=1, chain="0" * 64, xor="0" * 64))
        db.session.add(
            InspectionRow(
                id=insp, visited_on=day, lead="u", review_state="submitted", created_at=NOW,
                changed_at=NOW, checklist_id="full", checklist_version=1, checklist_sha256=sha256,
            )
        )  # fmt: skip
        none, exact = Fraction(0), {"low": Fraction(0), "high": Fraction(100)}
        db.session.add(
            InspectionRollupRow(
                insp=insp, of_n=1, facility_id="f1", visited_on=day, judged_on=day, packs=packs,
                document_sha256="", rating="poor", at_best="good", coverage=none,
                coverage_millionths=0, critical_coverage=none, critical_failures=[],
                critical_failure_count=0, severe_failure_count=0, **exact,
            )
        )  # fmt: skip
        db.session.commit()


@pytest.mark.parametrize("name", ["administrator", "supervisor", "inspector", "council"])
def test_every_role_reads_them_and_finds_the_way(world: Flask, name: str) -> None:
    reader = Desk(world, name)
    assert 'href="/standards"' in reader.get("/account").text
    for path in ("/standards", "/standards/kz", "/checklists"):
        assert reader.get(path).status_code == 200


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_every_pack_opens_in_every_language(desk: Desk, standards: Standards, lang: str) -> None:
    for pack in standards.packs:
        page = desk.read(f"/standards/{pack.id}", lang)
        assert pack.sha256 in page
        assert all(criterion.title[lang] in page for criterion in pack.criteria.values())


def test_every_criterion_opens_with_its_bands_and_provisions(
    app: Flask, desk: Desk, standards: Standards
) -> None:
    for criterion in standards.main.criteria.values():
        page = desk.get(f"/standards/international/{criterion.id}").text
        assert criterion.says["en"].split("'")[0].split('"')[0] in page.replace("&#39;", "'")
        assert page.count("<strong>") >= len({one.number for one in criterion.provisions})
        steps = sum(len(bands.by_level) for part in criterion.parts
                    if (bands := part.bands_on(NOW.date())))  # fmt: skip
        assert page.count('class="level-word') == steps


def test_a_rule_is_written_with_its_unit_and_the_day_since_when(desk: Desk) -> None:
    page = desk.read("/standards/international/SP01").replace("\u00a0", " ")
    assert "3 Recommended level ≥ 4.0 m² per person" in page
    assert "in force since 15 December 2015" in page
    assert "Weight critical" in page


def test_what_is_in_doubt_is_marked_where_it_is_used(desk: Desk, standards: Standards) -> None:
    main = standards.main
    doubted = {of for doubt in main.doubts for of in doubt.concerns if of in main.criteria}
    page = desk.get("/standards/international").text
    assert page.count(">In doubt<") == len(doubted) > 0
    assert page.partition('id="doubts"')[2].count("<li>") >= len(main.doubts)


def test_a_norm_that_is_not_entered_says_so(desk: Desk, standards: Standards) -> None:
    (kz,) = [pack for pack in standards.packs if pack.id == "kz"]
    empty = [norm for norm in kz.norms.values() if not norm.required_from]
    assert empty
    assert desk.get("/standards/kz").text.count("<strong>Norm not entered</strong>") == len(empty)


def test_what_there_is_not_is_not_found(desk: Desk) -> None:
    for path in ("/standards/mars", "/standards/international/XX99", "/standards/kz/SP01"):
        assert desk.get(path).status_code == 404


def test_the_page_says_since_when_and_how_often_a_pack_was_used(
    world: Flask, desk: Desk, standards: Standards
) -> None:
    main = standards.main
    now, old = ["international", 1, main.sha256], ["international", 1, "0" * 64]
    add_used(world, "a", date(2026, 5, 1), [now, ["kz", 1, "1" * 64]], "2" * 64)
    add_used(world, "b", date(2026, 3, 1), [now], "2" * 64)
    add_used(world, "c", date(2025, 1, 1), [old], "2" * 64)
    page = desk.read("/standards/international").replace("\u00a0", " ")
    assert "Used since the visit of 1 Mar 2026 Inspections 2 inspections" in page
    assert "1 inspection 1 Jan 2025 – 1 Jan 2025 other content than in force now" in page


def test_a_checklist_whose_content_is_another_than_the_released_is_marked(
    world: Flask, desk: Desk
) -> None:
    ready = world.extensions["inspect"].checklists["full"]
    add_used(world, "a", date(2026, 5, 1), [], ready.sha256)
    add_used(world, "b", date(2026, 6, 1), [], "0" * 64)
    page = desk.read("/checklists").replace("\u00a0", " ")
    assert page.count("other content than in force now") == 1
    assert f"the content in force: {ready.sha256}" in page
    assert f"Questions {ready.questions}" in page
    assert len(json.loads(ready.data)["questions"]) == ready.questions


def test_the_regions_page_warns_of_a_region_for_which_nobody_answers(world: Flask) -> None:
    with world.app_context():
        from tests.api.walking_world import ELSEWHERE, add_facility

        add_facility(db.session(), "f2", ELSEWHERE)
        db.session.commit()
    administrator = Desk(world, "administrator")
    page = administrator.read("/administration/regions")
    assert "1 region with facilities has no supervisor" in page
    first = re.search(
        r'<th scope="row"[^>]*>([^<]+)', administrator.get("/administration/regions").text
    )
    assert first is not None
    assert first[1].strip() == "Region KZ-75"
    assert page.count("Nobody answers for it") == 1


def test_the_table_of_roles_is_the_table_that_decides(world: Flask) -> None:
    page = Desk(world, "administrator").read("/administration/roles")
    assert "Read inspections and their evidence in own inspections in own regions no no" in page
    assert "Read the audit no no no everything" in page
