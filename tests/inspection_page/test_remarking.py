"""A reviewer remarks where something stands: at a finding, at a place in it, at an answer."""

from __future__ import annotations

import re

from flask import Flask

from tests.inspection_page.conftest import Open, approve
from tests.inspections.readers import INSP
from tests.inspections.recorded import LEAD

FORM = rf'href="(/inspections/{INSP}/review/remark\?[^"]+)"'


def forms(page: str) -> list[str]:
    """Addresses below the inspection at which a remark can be written."""
    return [address.removeprefix(f"/inspections/{INSP}") for address in re.findall(FORM, page)]


def test_a_finding_leads_to_a_remark_on_it_on_each_place_and_on_each_answer(read: Open) -> None:
    found = forms(read("/findings/SP01"))
    assert found[0] == "/review/remark?criterion=SP01"
    assert any("entity=room" in form and "criterion=SP01" in form for form in found)
    answers = [form for form in found if "field=answer." in form]
    assert "Recorded there now" in read(answers[0])


def test_a_room_leads_to_a_remark_on_it(read: Open) -> None:
    room = next(form for form in forms(read("/findings/SP01")) if "entity=room" in form)
    entity = re.search(r"room%3A([^&]+)", room)
    assert entity is not None
    assert f"/review/remark?entity=room%3A{entity[1]}" in forms(read(f"/rooms/{entity[1]}"))


def test_who_may_not_review_is_offered_no_remark(read: Open) -> None:
    assert forms(read("/findings/SP01", person=LEAD)) == []


def test_what_is_approved_is_not_remarked_on_any_more(office: Flask, read: Open) -> None:
    assert forms(read("/findings/SP01")) != []
    approve(office)
    assert forms(read("/findings/SP01")) == []
