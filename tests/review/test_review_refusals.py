"""What a reviewer may not do: each is refused in words, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.services.reviewing import LONGEST_REMARK
from inspect_app.store.devices import DeviceRow
from tests.inspections.readers import INSP, STRANGER
from tests.inspections.recorded import NOW, device_of
from tests.review.conftest import SECOND
from tests.review.reviewers import WHY, Desk, an_answer, last_body, stored, tablet


@pytest.fixture
def desk(office: Flask) -> Desk:
    return Desk(office)


def _refused(office: Flask, desk: Desk, path: str, status: int, words: str, **form: Any) -> str:
    before = stored(office)
    given, page = desk.refusal(path, **form)
    assert (given, words in page) == (status, True), page
    assert stored(office) == before
    return page


def _conflict(office: Flask) -> dict[str, Any]:
    page = Desk(office).text()
    form = page.split("/review/settled", 1)[1].split("</form>", 1)[0]

    def value(name: str) -> list[str]:
        return [part.split('"')[0] for part in form.split(f'name="{name}" value="')[1:]]

    return {"entity": value("entity")[0], "field": value("field")[0], "seen": value("seen")}


@pytest.mark.parametrize("says", ["", "   \n ", ".", "– !"])
def test_a_remark_without_words(office: Flask, desk: Desk, says: str) -> None:
    _refused(office, desk, "remarks", 422, "write in a few words what is meant", says=says)


def test_a_remark_of_too_many_words_comes_back_to_be_copied(office: Flask, desk: Desk) -> None:
    says = "Too long. " * (LONGEST_REMARK // 10 + 1)
    page = _refused(office, desk, "remarks", 422, "longer than 4000", says=says)
    assert says.strip() in page


@pytest.mark.parametrize(
    "about",
    [
        {"entity": "room:nowhere"},
        {"entity": "facility:another"},
        {"entity": "comment:none"},
        {"entity": "inspection:another"},
        {"criterion": "ZZ99"},
        {"field": "answer.nothing", "op": "x"},
    ],
)
def test_a_remark_on_what_is_not_there(office: Flask, desk: Desk, about: dict[str, str]) -> None:
    _refused(
        office, desk, "remarks", 422, "does not stand in this inspection", says="Why?", **about
    )
    assert desk.page("/remark", **about).status_code == 422


def test_a_remark_on_an_answer_that_is_another_by_now(office: Flask, desk: Desk) -> None:
    head = an_answer(office)
    with tablet(office) as stream:
        stream.record(head.entity, {head.field: {"state": "not_assessed"}}, base=[head.op_id])
    about = {"entity": head.entity, "field": head.field, "op": head.op_id}
    _refused(office, desk, "remarks", 409, "Something else was recorded", says="Why?", **about)


def test_a_reply_to_nothing_and_to_what_was_taken_back(office: Flask, desk: Desk) -> None:
    _refused(office, desk, "replies", 422, "does not stand", comment="comment:none", says="Yes.")
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    desk.done("taken-back", comment=comment, why=WHY)
    _refused(office, desk, "replies", 422, "does not stand", comment=comment, says="Yes.")


def test_taking_back_the_remark_of_another_or_twice(office: Flask, desk: Desk) -> None:
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    own = {"comment": comment, "why": WHY}
    words = "Only the reviewer who wrote a remark"
    _refused(office, Desk(office, SECOND), "taken-back", 403, words, **own)
    _refused(office, desk, "taken-back", 422, "in a few words", comment=comment, why=" ")
    desk.done("taken-back", **own)
    _refused(office, desk, "taken-back", 403, words, **own)


def test_a_return_without_a_remark(office: Flask, desk: Desk) -> None:
    _refused(office, desk, "return", 422, "cannot be returned without a remark")
    desk.remark()
    _refused(office, desk, "return", 422, "cannot be returned without a remark")


def test_a_return_with_a_remark_that_was_answered_meanwhile(office: Flask, desk: Desk) -> None:
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    with tablet(office) as stream:
        says = {"says": "Done.", "about": {"e": comment}}
        stream.record("comment:reply", says, "comment", base=[], type="comment")
    _refused(office, desk, "return", 409, "changed while you were looking", remark=[comment])


def test_a_return_that_reopens_a_block_of_elsewhere(office: Flask, desk: Desk) -> None:
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    form = {"remark": [comment], "block": ["block:elsewhere"]}
    _refused(office, desk, "return", 409, "changed while you were looking", **form)


def test_a_return_of_what_was_returned_already(office: Flask, desk: Desk) -> None:
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    desk.done("return", remark=[comment])
    again = Desk(office, SECOND)
    _refused(office, again, "return", 409, "no longer stands where", remark=[comment])


def test_settling_without_words_or_without_choosing(office: Flask, desk: Desk) -> None:
    form = _conflict(office)
    keep = form["seen"][0]
    _refused(office, desk, "settled", 422, "in a few words", **form, keep=keep, why="")
    _refused(office, desk, "settled", 409, "Something else was recorded", **form, why=WHY)


def test_settling_what_changed_meanwhile(office: Flask, desk: Desk) -> None:
    form = _conflict(office)
    with tablet(office) as stream:
        stream.record(form["entity"], {form["field"]: {"state": "not_assessed"}}, base=[])
    keep = form["seen"][0]
    words = "Something else was recorded"
    _refused(office, desk, "settled", 409, words, **form, keep=keep, why=WHY)


def test_settling_what_nobody_disputes(office: Flask, desk: Desk) -> None:
    head = an_answer(office)
    form = {"entity": head.entity, "field": head.field, "seen": [head.op_id], "keep": head.op_id}
    _refused(office, desk, "settled", 409, "The answers agree by now", **form, why=WHY)


def test_setting_aside_nothing_what_is_applied_and_what_was_set_aside(
    office: Flask, desk: Desk
) -> None:
    with tablet(office) as stream:
        held = stream.record("room:unknown", {"number": "5"})
    applied = an_answer(office).op_id
    gone = "This record is applied by now"
    _refused(office, desk, "set-aside", 422, "No record was chosen", why=WHY)
    _refused(office, desk, "set-aside", 422, "in a few words", op=[held], why=" ")
    _refused(office, desk, "set-aside", 409, gone, op=[held, applied], why=WHY)
    assert "1 record not applied" in desk.text()  # the first of the two was not set aside either
    desk.done("set-aside", op=[held], why=WHY)
    _refused(office, desk, "set-aside", 409, gone, op=[held], why=WHY)


def test_naming_somebody_of_whom_nothing_waits(office: Flask, desk: Desk) -> None:
    _refused(office, desk, "team", 409, "Nothing of this account waits", account=SECOND)


FORMS: dict[str, Callable[[Flask], dict[str, Any]]] = {
    "remarks": lambda _: {"says": "Why?"},
    "replies": lambda _: {"comment": "comment:x", "says": "Why?"},
    "taken-back": lambda _: {"comment": "comment:x", "why": WHY},
    "return": lambda _: {"remark": ["comment:x"]},
    "settled": lambda office: _conflict(office) | {"keep": "x", "why": WHY},
    "set-aside": lambda _: {"op": ["x"], "why": WHY},
    "team": lambda _: {"account": SECOND},
    "approval": lambda _: {"of_n": "1"},
}


@pytest.mark.parametrize("path", FORMS)
def test_whoever_recorded_in_it_decides_nothing(office: Flask, path: str) -> None:
    form = FORMS[path](office)
    with office.app_context():
        db.session.add(
            DeviceRow(
                id=device_of(SECOND), account_id=SECOND, public_key="", certificate="",
                certificate_signature="", first_link="", head_link="", enrolled_at=NOW,
            )
        )  # fmt: skip
        db.session.commit()
    with tablet(office) as stream:
        stream.record("block:mine", {"name": "Mine"}, "create", by=SECOND, type="block")
    own = Desk(office, SECOND)
    _refused(office, own, path, 403, "another supervisor must review it", **form)
    assert own.page("/remark").status_code == 403  # nobody is asked to write for nothing


@pytest.mark.parametrize("path", FORMS)
def test_after_the_approval_nothing_is_decided_any_more(office: Flask, path: str) -> None:
    form = FORMS[path](office)
    Desk(office).approve()
    _refused(office, Desk(office, SECOND), path, 409, "no longer stands where", **form)


@pytest.mark.parametrize("path", FORMS)
def test_for_a_supervisor_of_elsewhere_there_is_no_such_inspection(
    office: Flask, path: str
) -> None:
    form = FORMS[path](office)
    before = stored(office)
    status, page = Desk(office, STRANGER).refusal(path, **form)
    assert status == 404
    assert INSP not in page.replace(f"/inspections/{INSP}/review", "")
    assert stored(office) == before
