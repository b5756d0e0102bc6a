"""Everything that was ever recorded stays readable: one answer's history, and the whole log."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from inspect_app.extensions import db
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import HeadRow, OperationRow
from tests.inspection_page.conftest import Open, words_of
from tests.inspections.readers import COUNCIL, INSP, STRANGER, Reader, demo_stream
from tests.inspections.recorded import LEAD, MEMBER, device_of

FIELD = "answer.persons_slept_last_night"
PAGES = (
    "", "/findings/SP01", "/rooms", "/rooms.csv", "/rooms/x", "/photographs", "/photographs/x",
    "/compare", "/operations", "/history?entity=room:x&field=number", "/pictures/x/small",
)  # fmt: skip


def _head(office: Flask) -> HeadRow:
    with office.app_context():
        head = db.session.scalars(
            select(HeadRow).where(HeadRow.insp == INSP, HeadRow.field == FIELD)
        ).first()
        assert head is not None
        return head


def _address(entity: str, field: str) -> str:
    return f"/history?{urlencode({'entity': entity, 'field': field})}"


def _record(office: Flask, entity: str, value: str, **more: object) -> str:
    with office.app_context():
        stream = demo_stream()
        said = {FIELD: {"state": "answered", "value": value}}
        op = stream.record(entity, said, **more)  # type: ignore[arg-type]
        stream.arrive()
        stream.session.commit()
        return op


def _entries(page: str) -> list[str]:
    part = page[page.index('class="insp-history"') :].partition("</ol>")[0]
    return [words_of(f"<li{entry}") for entry in part.split("<li")[1:]]


def test_a_replaced_answer_stands_before_the_one_that_replaced_it(
    office: Flask, read: Open
) -> None:
    head = _head(office)
    _record(office, head.entity, "77", by=MEMBER, base=[head.op_id])
    first, second = _entries(read(_address(head.entity, FIELD)))
    assert "was replaced" in first
    assert f"Somebody called {LEAD}" in first
    assert "77 persons" in second
    assert "stands" in second
    assert "replaces № 1" in second
    assert f"Somebody called {MEMBER}" in second


def test_an_operation_that_was_not_applied_stands_in_the_history_with_its_reason(
    office: Flask, read: Open
) -> None:
    head = _head(office)
    _record(office, head.entity, "88", by="u_nobody", base=[head.op_id])
    _, second = _entries(read(_address(head.entity, FIELD)))
    assert "88 persons" in second
    assert "kept, not applied" in second
    assert "the tablet belongs to somebody else" in second


def test_whoever_carried_an_operation_is_named(office: Flask, read: Open) -> None:
    head = _head(office)
    with office.app_context():
        db.session.get_one(DeviceRow, device_of(MEMBER)).label = "Second tablet"
        stream = demo_stream()
        said = {FIELD: {"state": "answered", "value": "66"}}
        stream.record(head.entity, said, base=[head.op_id])
        stream._waiting[-1].via_dev = device_of(MEMBER)
        stream.arrive()
        stream.session.commit()
    *_, last = _entries(read(_address(head.entity, FIELD)))
    assert f"brought by Second tablet (Somebody called {MEMBER})" in last


def test_a_decision_between_two_says_its_words(office: Flask, read: Open) -> None:
    head = _head(office)
    other = _record(office, head.entity, "55", by=MEMBER, base=())
    both = [head.op_id, other]
    _record(office, head.entity, "55", kind="resolve", base=both, why="Counted again at night")
    *_, last = _entries(read(_address(head.entity, FIELD)))
    assert "Decided because: «Counted again at night»" in last
    assert "replaces № 1, № 2" in last


def test_every_answer_of_a_room_leads_to_its_history(office: Flask, read: Open) -> None:
    room = _head(office).entity
    page = read(f"/rooms/{room.partition(':')[2]}")
    found = set(re.findall(r'href="/inspections/[\w-]+(/history\?[^"]+)"', page))
    assert len(found) > 10
    for address in found:
        assert "insp-history" in read(address)


def test_what_nobody_recorded_has_an_empty_history(office: Flask, read: Open) -> None:
    assert "Nothing was ever recorded for this." in read(_address("room:nowhere", "number"))
    read("/history", status=400)


def test_the_log_holds_every_operation_once_in_order(office: Flask, read: Open) -> None:
    with office.app_context():
        wanted = db.session.scalar(
            select(func.count()).select_from(OperationRow).where(OperationRow.insp == INSP)
        )
    found: list[int] = []
    address = "/operations"
    while address:
        page = read(address)
        found += [int(n) for n in re.findall(r'<tr role="row" id="n(\d+)"', page)]
        more = re.search(r'href="/inspections/[\w-]+(/operations\?[^"]+)" rel="next"', page)
        address = more[1] if more else ""
    assert found == list(range(1, (wanted or 0) + 1))


def test_the_log_can_be_limited_to_a_person_a_device_and_a_status(
    office: Flask, read: Open
) -> None:
    head = _head(office)
    _record(office, head.entity, "88", by="u_nobody", base=[head.op_id])
    kept = read("/operations?status=quarantine")
    assert kept.count('<tr role="row" id=') == 1
    assert "88 persons" in words_of(kept)
    of_member = read(f"/operations?person={MEMBER}").partition("insp-log")[2]
    assert f"Somebody called {MEMBER}" in of_member
    assert f"Somebody called {LEAD}, " not in of_member
    assert read(f"/operations?device={device_of(MEMBER)}").count('<tr role="row" id=') > 0


def test_nothing_of_an_inspection_is_here_for_another_region_or_the_council(office: Flask) -> None:
    stranger, council = Reader(office, STRANGER).client, Reader(office, COUNCIL).client
    for path in PAGES:
        assert stranger.get(f"/inspections/{INSP}{path}").status_code == 404, path
        assert council.get(f"/inspections/{INSP}{path}").status_code == 403, path


def test_what_somebody_typed_is_text_and_never_markup(office: Flask, read: Open) -> None:
    room = _head(office).entity
    with office.app_context():
        stream = demo_stream()
        stream.record(room, {"number": "<script>alert(1)</script>"})
        stream.arrive()
        stream.session.commit()
    for path in ("/rooms", f"/rooms/{room.partition(':')[2]}", "/operations", "/findings/SP01"):
        answer = Reader(office, LEAD).client.get(f"/inspections/{INSP}{path}")
        text = answer.get_data(as_text=True)
        assert "<script" not in text
    assert "<script>alert(1)</script>" in html.unescape(text)
