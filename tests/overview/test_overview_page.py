"""The overview as its readers meet it: what waits, who needs most, and nothing beyond their scope."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.store.accounts import AccountRegionRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.places import RegionRow
from inspect_app.store.review import SetAsideRow
from inspect_app.store.rollups import InspectionRollupRow
from tests.overview.stored_operations import stored_operation
from tests.pages.listed_world import NOW, build_listed, reader_of


def _change(app: Flask, table: Any, key: Any, **values: Any) -> None:
    with app.app_context():
        db.session.execute(update(table).where(key).values(values))
        db.session.commit()


def _submit(app: Flask, insp: str, state: str = "submitted", **more: Any) -> None:
    _change(app, InspectionRow, InspectionRow.id == insp, review_state=state, **more)


def _read(client: FlaskClient, address: str) -> str:
    """A page without the spaces that do not break."""
    return client.get(address).text.replace("\u00a0", " ")


def _numbers(page: str) -> list[str]:
    """Of the facilities in the list, in its order."""
    return re.findall(r'rowheader"><a href="/facilities/[^"]+">Facility No\. (\d)', page)


def _rows(client: FlaskClient, address: str) -> int:
    return client.get(address).text.count('<th scope="row"')


def _answer_for_all_regions(app: Flask) -> None:
    with app.app_context():
        db.session.add(AccountRegionRow(account_id="u_supervisor", region_id="KZ-35"))
        db.session.commit()


def _tablet(account: str = "u_inspector", **told: Any) -> DeviceRow:
    known = {
        "id": "d_tablet", "account_id": account, "public_key": "k", "certificate": "c",
        "certificate_signature": "s", "first_link": "0" * 43, "head_link": "0" * 43,
        "enrolled_at": NOW, "label": "Tablet nine",
    }  # fmt: skip
    return DeviceRow(**known | told)


def test_facilities_stand_in_the_order_of_their_need(listed: Flask, inspector: FlaskClient) -> None:
    page = _read(inspector, "/overview?lang=en")
    assert _numbers(page) == ["0", "1", "4", "3", "2"]
    assert "11 critical × 120 persons" in page
    assert "<b>1320</b>" in page


def test_a_need_can_be_opened_down_to_the_criteria_that_failed(inspector: FlaskClient) -> None:
    page = _read(inspector, "/overview?lang=en&region=KZ-11")
    opened = page.split('<details class="overview-need">', 2)[1]
    assert "reaches most of them" in opened
    assert '<span class="code">SP01</span>Space per person in shared rooms' in opened
    assert '<a href="/inspections/i0">' in opened


def test_what_waits_for_review_stands_first_and_the_oldest_of_it_first(
    listed: Flask, supervisor: FlaskClient
) -> None:
    _submit(listed, "i0")
    _submit(listed, "i2")
    page = _read(supervisor, "/overview?lang=en")
    assert "2 inspections wait for review" in page
    waiting = re.findall(r'href="/inspections/(i\d)/review"', page)
    assert waiting == ["i2", "i0"]
    assert page.index("wait for review") < page.index('id="facilities"')
    assert "17 Oct 2026 · 11 critical failures · 120 persons affected" in page


def test_returned_and_approved_inspections_wait_too_the_longest_silent_first(
    listed: Flask, supervisor: FlaskClient
) -> None:
    _submit(listed, "i0", "returned", changed_at=NOW - timedelta(days=3))
    _submit(listed, "i2", "returned", changed_at=NOW - timedelta(days=9))
    _submit(listed, "i4", "approved")
    page = _read(supervisor, "/overview?lang=en")
    assert re.findall(r'href="/inspections/(i\d)/review"', page) == ["i2", "i0", "i4"]
    assert "2 inspections are with their teams again" in page
    assert "last change 11 Nov 2026" in page
    assert "1 inspection is approved and not published" in page


def test_only_three_are_shown_and_the_rest_is_a_link_away(
    listed: Flask, inspector: FlaskClient
) -> None:
    with listed.app_context():
        for number in range(3):
            db.session.add(
                InspectionRow(
                    id=f"more-{number}", lead="u_inspector", review_state="submitted",
                    created_at=NOW, changed_at=NOW,
                )
            )  # fmt: skip
        db.session.flush()
        db.session.add_all(MemberRow(insp=f"more-{n}", usr="u_inspector") for n in range(3))
        db.session.commit()
    for insp in ("i0", "i1", "i2"):
        _submit(listed, insp)
    page = _read(inspector, "/overview?lang=en")
    assert '<a href="/inspections?state=submitted">See all 6</a>' in page
    assert len(re.findall(r'<li><a href="/inspections/[^"]+"', page)) == 3


def test_the_facilities_that_stand_first_are_told_beside_what_waits(
    listed: Flask, inspector: FlaskClient
) -> None:
    assert 'id="waiting-facilities"' not in _read(inspector, "/overview?lang=en")
    _submit(listed, "i0")
    page = _read(inspector, "/overview?lang=en")
    told = page[page.index('id="waiting-facilities"') : page.index('id="facilities"')]
    first = re.findall(r'rowheader"><a href="(/facilities/[^"]+)"', page)[:3]
    assert re.findall(r'<li><a href="(/facilities/[^"]+)"', told) == first
    assert re.search(r'overview-why">[^<]*(Space per person|SP01)', told)
    assert 'id="waiting-facilities"' not in _read(inspector, "/overview?lang=en&sort=name")


def test_an_inspector_is_led_to_the_inspection_and_not_to_its_review(
    listed: Flask, inspector: FlaskClient
) -> None:
    _submit(listed, "i0", "returned")
    page = _read(inspector, "/overview?lang=en")
    assert '<li><a href="/inspections/i0"' in page
    assert "/review" not in page


def test_a_supervisor_sees_nothing_that_waits_in_another_region(
    listed: Flask, supervisor: FlaskClient
) -> None:
    _submit(listed, "i1")
    _change(listed, InspectionRow, InspectionRow.id == "i1", quarantined=2, conflicts=3)
    page = _read(supervisor, "/overview?lang=en")
    assert "Nothing is waiting." in page
    assert "i1" not in re.findall(r"/inspections/(\w+)", page)


def test_operations_not_applied_are_counted_until_somebody_sets_them_aside(
    listed: Flask, supervisor: FlaskClient
) -> None:
    with listed.app_context():
        db.session.add(stored_operation("op-1", "i0", 1, "quarantine"))
        db.session.add(stored_operation("op-2", "i0", 2, "held"))
        db.session.commit()
    _change(listed, InspectionRow, InspectionRow.id == "i0", quarantined=1, held=1)
    assert "2 operations not applied" in _read(supervisor, "/overview?lang=en")
    with listed.app_context():
        db.session.add(SetAsideRow(op_id="op-1", insp="i0", by="u_supervisor", at=NOW, why="torn"))
        db.session.commit()
    assert "1 operation not applied" in _read(supervisor, "/overview?lang=en")
    assert _rows(supervisor, "/inspections?needs_attention=yes") == 1
    with listed.app_context():
        db.session.add(SetAsideRow(op_id="op-2", insp="i0", by="u_supervisor", at=NOW, why="torn"))
        db.session.commit()
    assert "Nothing is waiting." in _read(supervisor, "/overview?lang=en")
    assert _rows(supervisor, "/inspections?needs_attention=yes") == 0


def test_a_tablet_that_holds_something_and_is_silent_is_named(
    listed: Flask, supervisor: FlaskClient, inspector: FlaskClient
) -> None:
    with listed.app_context():
        db.session.add(AccountRegionRow(account_id="u_inspector", region_id="KZ-11"))
        db.session.add(_tablet(told_pending=25, seen_at=NOW - timedelta(hours=49)))
        db.session.add(_tablet(id="d_second", told_pending=0, seen_at=NOW))
        db.session.commit()
    page = _read(supervisor, "/overview?lang=en")
    assert "1 tablet is silent" in page
    assert '<a href="/devices?standing=overdue">' in page
    assert _rows(supervisor, "/devices?standing=overdue") == 1
    assert "Tablet nine – A reader" in page
    assert "25 operations not sent" in page
    assert "Tablet nine" not in _read(inspector, "/overview?lang=en")


def test_a_tablet_that_was_heard_of_is_not_silent(listed: Flask, supervisor: FlaskClient) -> None:
    with listed.app_context():
        db.session.add(AccountRegionRow(account_id="u_inspector", region_id="KZ-11"))
        db.session.add(_tablet(told_pending=25, seen_at=NOW - timedelta(hours=47)))
        db.session.commit()
    assert "Tablet nine" not in _read(supervisor, "/overview?lang=en")


def test_the_list_answers_each_question_of_its_address(inspector: FlaskClient) -> None:
    asked = {
        "rating=poor": {"0"},
        "critical_failures=no": {"2", "3"},
        "critical_failures=yes": {"0", "1", "4"},
        "region=KZ-35": {"1", "3"},
        "kind=colony": {"0", "1", "2", "3", "4"},
        "kind=police": set(),
        "state=in_progress&rating=good": {"3"},
        "state=submitted": set(),
        "min_age=90": {"2", "3", "4"},
    }
    for question, expected in asked.items():
        page = _read(inspector, f"/overview?lang=en&{question}")
        assert set(_numbers(page)) == expected, question


def test_a_facility_that_nobody_visited_is_older_than_any_age(
    listed: Flask, supervisor: FlaskClient
) -> None:
    _answer_for_all_regions(listed)
    page = _read(supervisor, "/overview?lang=en&min_age=9999")
    assert _numbers(page) == ["5"]
    assert "no visit yet" in page


def test_a_question_that_there_is_not_asks_for_nothing(inspector: FlaskClient) -> None:
    strange = "sort=nonsense&rating=splendid&kind=castle&state=lost&min_age=-4&critical_failures=2"
    page = _read(inspector, f"/overview?lang=en&{strange}")
    assert _numbers(page) == ["0", "1", "4", "3", "2"]
    assert inspector.get("/overview?min_age=999999999999999999").status_code == 200
    assert inspector.get("/overview?region=%00").status_code == 200


def test_the_form_shows_what_was_asked_and_the_csv_asks_the_same(inspector: FlaskClient) -> None:
    page = _read(inspector, "/overview?lang=en&region=KZ-11&min_age=45&sort=name")
    for chosen in ("KZ-11", "45", "name"):
        assert f'<option value="{chosen}" selected>' in page
    assert 'href="/overview.csv?region=KZ-11&amp;min_age=45&amp;sort=name"' in page


def test_the_list_says_how_it_went_since_the_visit_before(
    listed: Flask, inspector: FlaskClient
) -> None:
    with listed.app_context():
        like = db.session.get_one(InspectionRollupRow, "i0")
        names = [column.key for column in InspectionRollupRow.__mapper__.column_attrs]
        values = {name: getattr(like, name) for name in names}
        db.session.add(
            InspectionRow(
                id="before", facility_id=like.facility_id, visited_on=NOW.date(), lead="u",
                review_state="published", created_at=NOW, changed_at=NOW,
            )
        )  # fmt: skip
        db.session.flush()
        db.session.add(MemberRow(insp="before", usr="u_inspector"))
        assert like.index is not None
        values |= {
            "insp": "before", "visited_on": like.visited_on - timedelta(days=200),
            "packs": [["kz", 2, "0"]], "index": like.index - 2,
        }  # fmt: skip
        db.session.add(InspectionRollupRow(**values))
        db.session.commit()
    page = _read(inspector, "/overview?lang=en&rating=poor")
    assert "up by 2.0" in page
    assert "not certain" in page
    assert "under another version of the standards" in page
    assert "<title>Index of the last visits. 31 Mar 2026: 29.2, 17 Oct 2026: 31.2." in page
    assert '<path class="break"' in page


def test_a_map_and_a_table_compare_the_regions(
    listed: Flask, supervisor: FlaskClient, seed_dir: Path
) -> None:
    _answer_for_all_regions(listed)
    _draw_regions(listed, seed_dir)
    page = _read(supervisor, "/overview?lang=en")
    title = re.search(r"<title id=\"map-says\">([^<]+)</title>", page)
    assert title is not None
    assert "Pavlodar Region, 1560" in title[1]
    table = page.split("overview-by-region", 1)[1].split("</table>", 1)[0]
    assert re.findall(r"<b>(\d+)</b>", table) == ["1560", "360"]
    assert re.findall(r'text-anchor="middle"[^>]*>(\d+)<', page) == ["1560", "360"]
    assert "/overview?region=KZ-35" in table


def test_a_reader_of_one_region_is_shown_no_map(supervisor: FlaskClient) -> None:
    assert 'id="regions"' not in supervisor.get("/overview").text


def test_an_administrator_sees_the_register_alone(
    listed: Flask, administrator: FlaskClient
) -> None:
    _submit(listed, "i0")
    page = _read(administrator, "/overview?lang=en&sort=-need&rating=poor")
    assert page.count('<th scope="row"') == 6
    assert not re.findall(r"/inspections/i\d|31\.2|wait for review", page)
    assert 'name="rating"' not in page


def test_the_overview_costs_the_same_statements_however_much_there_is(
    listed: Flask, inspector: FlaskClient
) -> None:
    def statements() -> int:
        seen: list[str] = []
        with listed.app_context():
            engine = db.engine
        listener = lambda *told: seen.append(told[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        inspector.get("/overview?lang=en")
        event.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    _submit(listed, "i0")
    _change(listed, InspectionRow, InspectionRow.id == "i0", conflicts=1)
    inspector.get("/overview")
    one = statements()
    for insp in ("i1", "i2", "i3"):
        _submit(listed, insp)
        _change(listed, InspectionRow, InspectionRow.id == insp, conflicts=1)
    assert statements() == one


def test_whatever_is_invented_is_marked(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        build_listed(db.session(), is_demo=True)
    for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.INSPECTOR):
        client = reader_of(app_on_both, role)
        assert 'class="demo"' in client.get("/overview?rating=good&kind=police").text


def _draw_regions(app: Flask, seed_dir: Path) -> None:
    document = json.loads((seed_dir / "geo" / "kz_regions.geojson").read_text("utf-8"))
    borders: Mapping[str, Any] = {f["id"]: f["geometry"] for f in document["features"]}
    for region in ("KZ-11", "KZ-35"):
        _change(app, RegionRow, RegionRow.id == region, geometry=borders[region])
