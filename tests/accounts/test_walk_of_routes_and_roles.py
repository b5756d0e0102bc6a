"""Every route, with every method, for everybody: who is let in is what the table of permissions says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.api.guarding import guarded, open_to_all
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.store.inspections import InspectionRow
from tests.api.walking import calls, faults
from tests.api.walking_world import ACTORS, NOBODY, World, build_world

EVERYBODY = [NOBODY, *ACTORS]


@pytest.fixture(params=[False, True], ids=["unpublished", "published"])
def world(request: pytest.FixtureRequest, app: Flask) -> World:
    return build_world(app, is_published=request.param)


@pytest.mark.parametrize("actor", EVERYBODY)
def test_everybody_is_answered_as_the_table_says_and_no_list_names_what_is_hidden(
    app: Flask, world: World, actor: str
) -> None:
    assert faults(app, world, actor) == []


@pytest.mark.parametrize("actor", EVERYBODY)
def test_nothing_is_changed_without_the_token_of_the_log_in(app: Flask, actor: str) -> None:
    world = build_world(app, is_published=True)
    assert faults(app, world, actor, with_token=False) == []


def test_the_walk_reaches_the_doors_of_this_floor_with_every_method(app: Flask) -> None:
    walked = {str(call) for call in calls(app, build_world(app, is_published=True))}
    assert {"GET /api/v1/accounts", "HEAD /api/v1/accounts", "OPTIONS /api/v1/accounts"} < walked
    assert {"POST /api/v1/session", "DELETE /api/v1/session", "GET /api/v1/audit"} < walked


def test_a_door_without_a_guard_is_closed_and_one_that_leaks_is_found(app: Flask) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "open", endpoint="forgotten")
    app.add_url_rule("/leak/<inspection_id>", view_func=_leaking(), endpoint="leak")
    world = build_world(app, is_published=False)
    found = faults(app, world, "supervisor of another region")
    assert [text.split(" answers ")[0].split(": ")[1] for text in found] == [
        f"GET /leak/{world.inspection}",
        f"HEAD /leak/{world.inspection}",
    ]


def test_a_door_that_is_open_by_mistake_is_found(app: Flask) -> None:
    def refused() -> tuple[str, int]:
        return "", 500

    app.add_url_rule("/broken", view_func=open_to_all("a test")(refused), endpoint="broken")
    found = faults(app, build_world(app, is_published=True), NOBODY)
    assert {text.split(" ")[2] for text in found} == {"/broken"}


def test_a_parameter_that_the_walk_does_not_know_fails_with_a_sentence(app: Flask) -> None:
    app.add_url_rule("/moon/<moon_id>", view_func=_leaking(), endpoint="moon")
    with pytest.raises(AssertionError, match="moon_id, which the walk does not know: say in"):
        list(calls(app, build_world(app, is_published=True)))


def test_a_list_that_names_it_is_found(app: Flask) -> None:
    app.add_url_rule("/leak", view_func=_leaking(), endpoint="leak")
    world = build_world(app, is_published=False)
    stranger = "supervisor of another region"
    assert faults(app, world, stranger) == [f"{stranger}: GET /leak names {world.inspection}"]


def _leaking() -> Callable[..., str]:
    """Guarded, and without a scope."""

    def leak(**_: str) -> str:
        return str(db.session.scalars(select(InspectionRow.id)).all())

    return guarded(Permission.READ_INSPECTION)(leak)
