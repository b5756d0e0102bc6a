"""The desk of a reviewer: everything in the way, remarks and their answers, conflicts, what waits."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.extensions import db
from inspect_app.services.reviewing import heads_of
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.inspections.recorded import MEMBER, NOW, add_people, device_of
from tests.review.conftest import SECOND
from tests.review.reviewers import WHY, Desk, an_answer, last_body, stored, tablet

STRANGER_ON_SITE = "u_helper"


@pytest.fixture
def desk(office: Flask) -> Desk:
    return Desk(office)


def test_the_page_says_where_it_stands_and_what_is_in_the_way(desk: Desk) -> None:
    page = desk.text()
    for words in ("matters in the way", "not arrived", "Submitted", "conflict", "Begun"):
        assert words in page
    assert "Somebody called u_lead" in page


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_of_the_review_is_there_in_each_language(desk: Desk, language: str) -> None:
    for path in ("", "/approval", "/remark"):
        answer = desk.page(path, lang=language)
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.get_data(as_text=True)


def test_a_remark_on_an_answer_says_what_stands_there_and_goes_into_the_log(
    office: Flask, desk: Desk
) -> None:
    head = an_answer(office)
    asked = {"entity": head.entity, "field": head.field}
    form = desk.text("/remark", **asked)
    assert f'name="op" value="{head.op_id}"' in form
    assert "Recorded there now" in form
    desk.remark("Measure it again.", **asked, op=head.op_id)
    about = next(w["val"] for w in last_body(office, "comment")["sets"] if w["f"] == "about")
    assert about == {"e": head.entity, "f": head.field, "op": head.op_id}
    page = desk.text()
    assert "open: no answer yet" in page
    assert "1 remark without an answer" in page


@pytest.mark.parametrize(
    "about",
    [{}, {"criterion": "SP01"}, {"entity": "room"}, {"entity": "room", "criterion": "SP01"}],
)
def test_a_remark_may_be_about_the_whole_a_place_or_a_finding(
    office: Flask, desk: Desk, about: dict[str, str]
) -> None:
    room = an_answer(office).entity
    given = {name: room if value == "room" else value for name, value in about.items()}
    assert desk.page("/remark", **given).status_code == 200
    desk.remark("Say more.", **given)
    wanted = {"e": given.get("entity", f"inspection:{INSP}")}
    wanted |= {"c": "SP01"} if "criterion" in about else {}
    assert {"f": "about", "val": wanted, "base": []} in last_body(office, "comment")["sets"]


def test_a_reviewer_replies_and_takes_back_what_no_longer_stands(office: Flask, desk: Desk) -> None:
    desk.remark("Which boiler?")
    comment = str(last_body(office, "comment")["e"])
    desk.done("replies", comment=comment, says="The one in block A.")
    page = desk.text()
    assert "The one in block A." in page
    assert "open: no answer yet" in page
    desk.done("taken-back", comment=comment, why="I found it.")
    assert "taken back" in desk.text()
    assert last_body(office, "retract")["sets"][0]["val"] == {"why": "I found it."}


def test_the_answer_of_the_team_stands_under_the_remark(office: Flask, desk: Desk) -> None:
    desk.remark("Which boiler?")
    comment = str(last_body(office, "comment")["e"])
    with tablet(office) as stream:
        says = {"says": "The old one.", "about": {"e": comment}}
        stream.record("comment:reply", says, "comment", base=[], type="comment")
    page = desk.text()
    assert "answered by the team" in page
    assert "The old one." in page


def test_an_inspection_goes_back_with_the_remarks_and_blocks_that_were_chosen(
    office: Flask, desk: Desk
) -> None:
    desk.remark("First.")
    first = str(last_body(office, "comment")["e"])
    desk.remark("Second.")
    block = next(part for part in desk.text().split('name="block" value="')[1:]).split('"')[0]
    desk.done("return", remark=[first], block=[block])
    said = last_body(office, "return")
    assert (said["comments"], said["reopens"]) == ([first], [block])
    assert stored(office)[1] == "returned"
    assert "with 1 remark" in desk.text()


def test_what_the_reviewer_decides_stands_and_replaces_what_differs(
    office: Flask, desk: Desk
) -> None:
    assert "Which one stands?" in desk.text()
    desk.settle_all()
    assert "Nobody contradicts anybody." in desk.text()
    said = last_body(office, "resolve")
    (write,) = said["sets"]
    assert said["why"] == WHY
    with office.app_context():
        heads = heads_of(db.session(), INSP, said["e"], write["f"])
        assert all(json.loads(head.value) == write["val"] for head in heads)
        assert said["op"] in {head.op_id for head in heads}
        assert write["base"]
        assert {head.op_id for head in heads}.isdisjoint(write["base"])


def _helper_records(office: Flask) -> str:
    """Somebody whom the lead did not name records the name of a block."""
    with office.app_context():
        add_people(db.session(), STRANGER_ON_SITE)
        db.session.commit()
    with tablet(office) as stream:
        return stream.record(
            "block:new", {"name": "Gym"}, "create", by=STRANGER_ON_SITE, type="block", parent=None
        )


def test_naming_the_author_on_the_team_applies_what_waited(office: Flask, desk: Desk) -> None:
    op = _helper_records(office)
    page = desk.text()
    assert "not named on the team" in page
    assert "Gym" in page
    desk.done("team", account=STRANGER_ON_SITE)
    assert "Everything that arrived is applied or set aside." in desk.text()
    with office.app_context():
        assert db.session.get_one(OperationRow, op).status == "ok"
    team = last_body(office, "set")["sets"][0]
    assert (team["f"], team["val"]) == ("team", sorted([MEMBER, STRANGER_ON_SITE]))


def test_what_is_set_aside_stays_and_is_no_longer_in_the_way(office: Flask, desk: Desk) -> None:
    op = _helper_records(office)
    assert "1 record not applied" in desk.text()
    desk.done("set-aside", op=[op], why="They were not there.")
    page = desk.text()
    assert "1 record not applied" not in page
    assert "They were not there." in page
    with office.app_context():
        assert db.session.get_one(OperationRow, op).status == "quarantine"
        line = db.session.scalars(select(AuditRow).where(AuditRow.subject == op)).one()
        assert line.action == "review.set_aside"
        assert "They were not there" not in str(line.details)


def test_what_waits_for_something_is_explained(office: Flask, desk: Desk) -> None:
    with tablet(office) as stream:
        stream.record("room:unknown", {"number": "5"})
    page = desk.text()
    assert "is about a room or thing that has not arrived" in page
    assert "applied by itself when it comes" in page


def test_whoever_recorded_in_it_reads_all_and_is_offered_nothing(office: Flask) -> None:
    _records_on_a_tablet(office, SECOND)
    page = Desk(office, SECOND).text()
    assert "another supervisor decides" in page
    for action in ("remarks", "settled", "set-aside", "return"):
        assert f'/review/{action}"' not in page


def _records_on_a_tablet(office: Flask, person: str) -> None:
    with office.app_context():
        db.session.add(
            DeviceRow(
                id=device_of(person), account_id=person, public_key="", certificate="",
                certificate_signature="", first_link="", head_link="", enrolled_at=NOW,
            )
        )  # fmt: skip
        db.session.commit()
    with tablet(office) as stream:
        stream.record("block:mine", {"name": "Mine"}, "create", by=person, type="block")


def test_nobody_shuts_a_reviewer_out_by_writing_in_their_name(office: Flask) -> None:
    with tablet(office) as stream:
        stream.record("block:b", {"name": "B"}, "create", type="block")
        forged = stream._waiting[-1]
        forged.usr = SUPERVISOR
        forged.body = forged.body.replace(b'"usr":"u_lead"', b'"usr":"u_supervisor"')
    with office.app_context():
        row = db.session.scalars(select(OperationRow).where(OperationRow.usr == SUPERVISOR)).one()
        assert row.reason == "other_user"
    Desk(office).remark()
