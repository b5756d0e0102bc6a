"""What is known of a facility over the years, as values; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import true

from inspect_app.extensions import db
from inspect_app.services import facility_history as history
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.places import CapacityRow
from tests.facility_page.visited_world import FACILITY, NEWER, PACKS, Seen, add_visits, statements

ALL = true()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _page(size: int = 50, after: str | None = None) -> tuple[history.Visit, ...]:
    return history.visits_page(db.session(), FACILITY, ALL, size, after)[0]


def _changes(before: dict[str, int | None], after: dict[str, int | None]) -> history.Changes:
    add_visits(
        db.session(),
        Seen("old", _day("2025-01-01"), before),
        Seen("new", _day("2026-01-01"), after),
    )
    rows = history.criteria_at(db.session(), ["old", "new"])
    return history.changes_between(rows["old"], rows["new"])


def test_what_failed_is_mended_new_or_still_there_by_what_both_visits_assessed(
    karatas: Flask,
) -> None:
    with karatas.app_context():
        found = _changes(
            {"SP01": 1, "SP02": 1, "SP03": 2, "SP04": 3},
            {"SP01": 2, "SP02": 0, "SP03": 1, "SP04": 3},
        )
    assert (found.mended, found.still, found.new) == (("SP01",), ("SP02",), ("SP03",))
    assert found.common == 4


def test_leaving_a_criterion_out_is_no_progress_and_asking_more_is_no_decline(
    karatas: Flask,
) -> None:
    with karatas.app_context():
        found = _changes({"SP01": 0, "SP02": 0}, {"SP01": None, "SP03": 1})
    assert (found.mended, found.new, found.still) == ((), (), ())
    assert found.not_seen_again == ("SP01", "SP02")
    assert found.not_seen_before == ("SP03",)


def test_the_days_between_visits_are_counted_from_the_last_one_that_stands(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2026-01-01")),
            Seen("b", _day("2026-01-11"), state="withdrawn"),
            Seen("c", _day("2026-02-01")),
        )
        assert [(v.row.id, v.days_since) for v in _page()] == [("c", 31), ("b", 10), ("a", None)]


def test_the_last_visit_of_a_page_knows_the_one_beyond_it(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(db.session(), *(Seen(f"v{n}", date(2026, 1, 1 + 5 * n)) for n in range(4)))
        visits, page = history.visits_page(db.session(), FACILITY, ALL, 2, None)
        assert [(v.row.id, v.days_since) for v in visits] == [("v3", 5), ("v2", 5)]
        assert page.total == 4
        assert [v.days_since for v in _page(2, page.after)] == [5, None]


def test_a_visit_out_of_scope_is_not_counted_between(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2026-01-01")),
            Seen("b", _day("2026-01-11"), lead="u_other"),
            Seen("c", _day("2026-02-01")),
        )
        own = InspectionRow.lead == "u_inspector"
        visits, page = history.visits_page(db.session(), FACILITY, own, 50, None)
        assert page.total == 2
        assert visits[0].days_since == 31


def test_the_rules_change_where_packs_do_and_not_at_a_withdrawn_visit(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2025-01-01"), packs=PACKS),
            Seen("b", _day("2025-06-01"), packs=NEWER, state="withdrawn"),
            Seen("c", _day("2025-09-01"), packs=PACKS),
            Seen("d", _day("2026-01-01"), packs=NEWER),
        )
        changes = history.pack_changes(_page())
    assert [(c.before.row.id, c.after.row.id) for c in changes] == [("c", "d")]


def test_domains_stand_in_the_order_of_the_pack_and_forgotten_ones_last(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2025-01-01"), domains={"gone": 10, "health": 20}),
            Seen("b", _day("2026-01-01"), domains={"space": 40, "health": None}),
        )
        found = history.domain_histories(db.session(), _page(), ["space", "sanitation", "health"])
        told = {h.domain: [row and row.index for _, row in h.results] for h in found}
    assert list(told) == ["space", "health", "gone"]
    assert told == {"space": [None, 40], "health": [20, None], "gone": [10, None]}


def _capacity(notion: str, as_of: str, places: int) -> CapacityRow:
    return CapacityRow(notion=notion, as_of=_day(as_of), basis="design", places=places)


def test_a_capacity_of_a_later_day_is_not_carried_back() -> None:
    rows = [
        _capacity("operational", "2024-01-01", 300),
        _capacity("official", "2019-01-01", 200),
        _capacity("official", "2025-01-01", 400),
    ]
    then = history.occupancies(rows, _day("2024-06-01"), 210)
    assert [(one.capacity.places, one.over) for one in then] == [(200, 10), (300, 0)]
    assert [one.capacity.places for one in history.occupancies(rows, _day("2026-01-01"), 1)] == [
        400,
        300,
    ]
    assert history.occupancies(rows, _day("2010-01-01"), 1) == ()


def test_occupancy_is_exact_and_none_where_there_is_no_place() -> None:
    [one] = history.occupancies([_capacity("official", "2019-01-01", 3)], _day("2020-01-01"), 4)
    assert one.share is not None
    assert (one.share.numerator, one.share.denominator) == (4, 3)
    [none] = history.occupancies([_capacity("official", "2019-01-01", 0)], _day("2020-01-01"), 4)
    assert (none.share, none.over) == (None, 4)


def test_figures_disagree_only_where_they_differ() -> None:
    same = [_capacity("official", "2019-01-01", 300), _capacity("available", "2020-01-01", 300)]
    assert history.disagreement_of(same) is None
    apart = history.disagreement_of([*same, _capacity("operational", "2021-01-01", 350)])
    assert apart is not None
    assert (apart.least.places, apart.most.places) == (300, 350)


def test_recommendations_are_those_of_the_latest_full_visit_that_was_handed_in(
    karatas: Flask,
) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2025-01-01"), recommended={"older": None}),
            Seen("b", _day("2025-06-01"), recommended={"late": None, "early": _day("2025-09-01")}),
            Seen("c", _day("2025-07-01"), recommended={"short": None}, checklist="short"),
            Seen("d", _day("2025-08-01"), recommended={"taken back": None}, state="withdrawn"),
            Seen("e", _day("2025-09-01"), recommended={"not yet": None}, state="in_progress"),
        )
        given = history.latest_recommendations(db.session(), FACILITY, ALL, {"SP01"})
    assert given is not None
    assert given.inspection == "b"
    assert [item.says for item in given.items] == ["early", "late"]


def test_what_a_visit_was_told_of_the_capacity_is_read_for_all_at_once(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(), Seen("a", _day("2025-01-01"), told=480), Seen("b", _day("2026-01-01"))
        )
        assert history.told_at(db.session(), FACILITY, ["a", "b"]) == {"a": history.Told((480,))}


def test_rooms_and_blocks_are_counted_as_the_register_has_them(karatas: Flask) -> None:
    with karatas.app_context():
        found = history.registered(db.session(), FACILITY, ALL)
        assert found is not None
        assert (found.blocks, found.rooms, found.out_of_use) == (1, {"cell": 1}, 1)
        assert len(found.facility.capacities) == 3


def test_only_visits_that_stand_and_measured_rooms_have_space_to_show(karatas: Flask) -> None:
    with karatas.app_context():
        add_visits(
            db.session(),
            Seen("a", _day("2025-01-01"), {"SP01": 1, "SP02": 2}),
            Seen("b", _day("2025-06-01"), {"SP01": None}),
            Seen("c", _day("2026-01-01"), {"SP01": 2}),
            Seen("d", _day("2026-06-01"), {"SP01": 2}, state="withdrawn"),
        )
        found = history.visits_with_space(db.session(), FACILITY, ALL, {"SP01", "SP02"})
    assert found == (("c", _day("2026-01-01")), ("a", _day("2025-01-01")))


def test_the_number_of_statements_does_not_grow_with_the_visits(karatas: Flask) -> None:
    def said() -> int:
        db.session.expire_all()
        db.session.connection()  # what begins the transaction is not counted
        with statements() as found:
            visits = _page(100)
            history.domain_histories(db.session(), visits, ["space"])
            history.told_at(db.session(), FACILITY, [v.row.id for v in visits])
        return len(found)

    with karatas.app_context():
        add_visits(db.session(), Seen("a", _day("2020-01-01"), domains={"space": 1}))
        few = said()
        many = [
            Seen(f"m{n}", _day("2021-01-01") + timedelta(n), domains={"space": n})
            for n in range(40)
        ]
        add_visits(db.session(), *many)
        assert len(_page(100)) == 41
        assert said() == few
