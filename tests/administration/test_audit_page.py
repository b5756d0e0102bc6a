"""Who did what and when: in words, by filters in the address, a page at a time, and as CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.pages.administration import audit as audit_page
from inspect_app.store.audit import write_line
from tests.administration.desk import NEAR, NOW, Desk

AUDIT = "/administration/audit"


@pytest.fixture
def desk(world: Flask) -> Desk:
    return Desk(world, "administrator")


def add_lines(app: Flask, *lines: tuple[str, str, str, str], at: datetime = NOW) -> None:
    """(actor, action, kind of subject, subject) of each."""
    with app.app_context():
        for actor, action, kind, subject in lines:
            write_line(
                db.session(), at=at, actor=actor, action=action, subject_kind=kind,
                subject=subject, details={"changed": ["role"], "role": "inspector"},
            )  # fmt: skip
        db.session.commit()


def rows_of(desk: Desk, asked: str = "") -> int:
    return desk.get(f"{AUDIT}?{asked}").text.count('<th scope="row"')


@pytest.fixture
def filled(world: Flask) -> Flask:
    add_lines(
        world,
        ("u_administrator", "account.change", "account", "u_inspector"),
        ("u_supervisor", "device.revoke", "device", NEAR),
        (NEAR, "sync.fork", "device", NEAR),
        ("system", "facility.added", "facility", "f1"),
    )
    return world


@pytest.mark.usefixtures("filled")
def test_codes_are_resolved_to_names_and_led_to_their_pages(desk: Desk) -> None:
    page = desk.get(AUDIT).text
    said = desk.read(AUDIT)
    assert '<a href="/administration/users/u_inspector">Name of inspector</a>' in page
    assert f'href="/devices/{NEAR}"' in page
    assert '<a href="/facilities/f1">Facility</a>' in page
    assert "Account changed" in said
    assert "changed: role role: inspector" in said
    assert "the server" in said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("", 4),
        ("actor=u_supervisor", 1),
        ("actor=Supervisor", 1),
        (f"subject={NEAR}", 2),
        ("subject=inspector", 1),
        ("action=sync.fork", 1),
        ("action=sync.fork&actor=u_supervisor", 0),
        ("since=2026-11-20", 4),
        ("since=2026-11-21", 0),
        ("until=2026-11-20", 4),
        ("until=2026-11-19", 0),
        ("actor=%00", 4),
    ],
)
def test_the_address_filters(desk: Desk, asked: str, rows: int) -> None:
    assert rows_of(desk, asked) == rows


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused_and_stays_in_the_form(desk: Desk, day: str) -> None:
    answer = desk.get(f"{AUDIT}?since={day}")
    assert answer.status_code == 422
    assert 'href="#since"' in answer.text
    assert f'value="{day}"' in answer.text
    assert desk.get(f"{AUDIT}.csv?since={day}").status_code == 422


def test_pages_follow_each_other_without_a_gap(world: Flask, desk: Desk) -> None:
    add_lines(world, *[("system", "job.x", "thing", f"t{n}") for n in range(60)])
    first = desk.get(f"{AUDIT}?action=job.x").text
    onward = re.search(r'<a href="([^"]+)" rel="next"', first)
    assert onward is not None
    second = desk.get(onward[1].replace("&amp;", "&").partition("&lang")[0]).text
    seen = re.findall(r">(t\d+)<", first) + re.findall(r">(t\d+)<", second)
    assert seen == [f"t{n}" for n in reversed(range(60))]


def test_the_csv_holds_what_the_filters_leave(filled: Flask, desk: Desk) -> None:
    answer = desk.get(f"{AUDIT}.csv?subject={NEAR}")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [row[4] for row in rows] == ["action", "sync.fork", "device.revoke"]
    assert rows[2][1:3] == ["Name of supervisor", "u_supervisor"]
    assert rows[2][0].startswith("2026-11-20T09:00:00")


def test_no_cell_of_the_csv_is_a_formula(world: Flask, desk: Desk) -> None:
    add_lines(world, (" =cmd()", "+1", "-2", "@3"))
    (_, row) = csv.reader(io.StringIO(desk.get(f"{AUDIT}.csv?subject=@3").text[1:]))
    assert [row[2], row[4], row[6]] == ["' =cmd()", "'+1", "'@3"]


def test_a_csv_that_would_be_endless_is_cut_and_the_page_says_so(
    world: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_page, "MOST_LINES", 7)
    add_lines(world, *[("system", "job.x", "thing", f"t{n}") for n in range(9)])
    lines = desk.get(f"{AUDIT}.csv?action=job.x").text.splitlines()
    assert len(lines) == 1 + 7
    assert "The newest 7." in desk.read(f"{AUDIT}?action=job.x")


def test_what_asks_for_attention_lately_leads_from_the_start_page(
    filled: Flask, desk: Desk
) -> None:
    add_lines(filled, (NEAR, "sync.fork", "device", NEAR), at=NOW - timedelta(days=30))
    assert "1 delivery with a forked chain" in desk.read("/administration")
    link = re.search(r'href="([^"]+action=sync.fork[^"]+)"', desk.get("/administration").text)
    assert link is not None
    assert rows_of(desk, link[1].partition("?")[2].replace("&amp;", "&")) == 1


def test_an_action_of_a_later_version_stands_for_itself(world: Flask, desk: Desk) -> None:
    add_lines(world, ("system", "moon.landed", "moon", "1"), at=datetime(2026, 11, 1, tzinfo=UTC))
    assert "moon.landed" in desk.read(AUDIT)


def test_terms_in_the_details_are_said_in_words(world: Flask, desk: Desk) -> None:
    details = {
        "language": "kk",
        "edition": "full",
        "reason": "figures_wrong",
        "why": "figures_wrong",
    }
    with world.app_context():
        write_line(
            db.session(), at=NOW, actor="u_supervisor", action="publication.withdraw",
            subject_kind="inspection", subject="i1", details=details,
        )  # fmt: skip
        db.session.commit()
    said = desk.read(AUDIT)
    assert "language: Қазақша edition: Full edition" in said
    assert "reason: A figure or a finding was wrong why: figures_wrong" in said
