"""The invented facility is believable, consistent, and shows what a newcomer should see."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from inspect_app.domain.facts import Answer, Facts
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import PersonalSpaceFinding
from inspect_app.domain.terms import LIVING_KINDS, AnswerState, Grade, Rating, RoomKind
from inspect_app.files.checklists import load_checklist, read_releases
from inspect_app.services.assessments import Standards


def of_input(facts: Facts, input_id: str) -> list[Answer]:
    return [answer for answer in facts.answers if answer.input == input_id]


def slept(facts: Facts) -> dict[str, int]:
    """Persons who slept in each room, by the room's id."""
    counted = of_input(facts, "persons_slept_last_night")
    return {a.place: int(a.value) for a in counted if isinstance(a.value, Fraction)}


def space_in(assessment: Assessment, room: str) -> PersonalSpaceFinding:
    return next(found for found in assessment.personal_space if found.room == room)


def test_it_is_marked_as_a_demo_in_every_name_that_it_is_known_by(colony: Facts) -> None:
    assert colony.is_demo
    assert set(colony.facility.names) == {"kk", "ru", "en"}
    assert all(code.startswith("DEMO") for code in colony.facility.codes)
    assert colony.facility.id.startswith("demo-")


def test_sixty_rooms_hold_everyone_who_is_present(colony: Facts) -> None:
    (present,) = of_input(colony, "persons_present")
    assert len(slept(colony)) == 60
    assert min(slept(colony).values()) >= 1
    assert sum(slept(colony).values()) == present.value


def test_the_persons_of_each_block_are_those_of_its_rooms(colony: Facts) -> None:
    persons = slept(colony)
    for answer in of_input(colony, "block_persons"):
        rooms = [room.id for room in colony.rooms if room.block == answer.place]
        assert sum(persons.get(room, 0) for room in rooms) == answer.value, answer.place


def test_one_dormitory_has_fewer_beds_than_sleepers_and_no_other_room_has(colony: Facts) -> None:
    persons = slept(colony)
    short = [
        answer.place
        for answer in of_input(colony, "beds_in_room")
        if isinstance(answer.value, Fraction) and answer.value < persons[answer.place]
    ]
    assert short == ["r2-1"]


def test_it_is_rated(assessment: Assessment) -> None:
    assert assessment.rating is not Rating.NOT_RATED
    assert assessment.coverage > Fraction(70, 100)
    assert assessment.critical_coverage > Fraction(90, 100)


def test_some_things_fail_and_some_are_good(assessment: Assessment) -> None:
    assert {"SP01", "VS06"} <= set(assessment.severe_failures)
    assert set(assessment.severe_failures) < set(assessment.critical_failures)
    means = [d.index for d in assessment.domains.values() if d.index is not None]
    assert max(means) >= 75
    assert min(means) < 40


def test_two_answers_were_refused_to_the_inspectors(assessment: Assessment) -> None:
    assert assessment.access_denied == (
        ("exits_opened_in_front_of_us", "b5"),
        ("oldest_recording_replayed_days", "demo-samalzhusan"),
    )


def test_what_was_refused_or_not_assessed_says_why(colony: Facts) -> None:
    unseen = (AnswerState.ACCESS_DENIED, AnswerState.NOT_ASSESSED)
    found = [answer for answer in colony.answers if answer.state in unseen]
    assert len(found) == 9
    assert all(answer.words for answer in found)


def test_two_sources_contradict_each_other_about_the_showers(
    colony: Facts, assessment: Assessment
) -> None:
    said = [a for a in of_input(colony, "shower_times_per_week") if a.place == "b3"]
    assert [(a.value, a.grade) for a in said] == [(2, Grade.D), (1, Grade.C)]
    contradictory = [c for c, result in assessment.criteria.items() if result.is_contradictory]
    assert contradictory == ["SA05"]


def test_exactly_three_square_metres_is_not_below_three(assessment: Assessment) -> None:
    found = space_in(assessment, "r1-3")
    assert found.space_m2_per_person == 3
    assert found.value.value != "presumption_stands"


def test_2_996_square_metres_is_below_three(assessment: Assessment) -> None:
    found = space_in(assessment, "r5-11")
    assert found.space_m2_per_person == Fraction("2.996")
    assert found.value.value == "presumption_stands"


def test_everyone_below_three_square_metres_is_counted(
    colony: Facts, assessment: Assessment
) -> None:
    below = [
        found.room
        for found in assessment.personal_space
        if found.space_m2_per_person is not None and found.space_m2_per_person < 3
    ]
    persons = slept(colony)
    assert assessment.space_counts.below_3 == sum(persons[room] for room in below)
    assert assessment.space_counts.not_measured == assessment.space_counts.rooms_not_counted == 0


def test_a_room_just_above_three_square_metres_is_borderline(assessment: Assessment) -> None:
    found = space_in(assessment, "r3-3")
    assert found.space_m2_per_person is not None
    assert Fraction(3) < found.space_m2_per_person < Fraction("3.01")
    assert found.is_borderline


def test_one_value_is_implausible_and_says_why(colony: Facts, assessment: Assessment) -> None:
    remarks = [r for r in assessment.warnings if r.code == "implausible"]
    assert [(r.input, r.place) for r in remarks] == [("co2_ppm", "r2-1")]
    (answer,) = [a for a in of_input(colony, "co2_ppm") if a.place == "r2-1"]
    assert answer.words


def test_whatever_does_not_apply_has_a_listed_reason_and_a_second_person(
    colony: Facts, assessment: Assessment
) -> None:
    claimed = [a for a in colony.answers if a.state is AnswerState.NOT_APPLICABLE]
    assert len(claimed) > 3
    assert all(a.reason and a.confirmed_by and a.confirmed_by != a.recorded_by for a in claimed)
    assert not [r for r in assessment.warnings if r.code == "not_applicable_not_counted"]


def test_quarantine_is_cold_and_the_new_cells_are_not(colony: Facts) -> None:
    kinds = {room.id: room.kind for room in colony.rooms}
    warmth: dict[RoomKind, list[Fraction]] = {}
    for answer in of_input(colony, "room_temperature_celsius"):
        assert isinstance(answer.value, Fraction)
        warmth.setdefault(kinds[answer.place], []).append(answer.value)
    assert 16 <= min(warmth[RoomKind.QUARANTINE]) <= max(warmth[RoomKind.QUARANTINE]) < 17
    assert min(warmth[RoomKind.CELL]) > 20


def test_every_answer_was_recorded_by_the_team_within_the_two_days(colony: Facts) -> None:
    first = colony.inspection.visited_on
    assert first == date(2026, 2, 17)
    for answer in colony.answers:
        assert answer.recorded_by in colony.inspection.team
        assert answer.observed_at is not None
        assert answer.observed_at.utcoffset() == timedelta(hours=5)
        assert answer.observed_at.date() in (first, first + timedelta(days=1))


def test_every_answer_answers_a_question_of_the_full_checklist(
    colony: Facts, standards: Standards, seed_dir: Path
) -> None:
    packs = (standards.main, *standards.norm_packs_for("KZ"))
    asked = load_checklist(seed_dir, "full", packs).questions
    assert {answer.input for answer in colony.answers} == set(asked)


def test_it_carries_the_released_version_of_that_checklist(colony: Facts, seed_dir: Path) -> None:
    used = colony.inspection.checklist
    assert used is not None
    assert read_releases(seed_dir)[used.id][used.version] == used.sha256


def test_every_grade_of_evidence_is_there(colony: Facts) -> None:
    assert {answer.grade for answer in colony.answers} == set(Grade)


def test_rooms_where_nobody_sleeps_have_no_answers(colony: Facts) -> None:
    elsewhere = {r.id for r in colony.rooms if r.kind not in LIVING_KINDS or not r.is_in_use}
    assert len(elsewhere) > 5
    assert not elsewhere & {answer.place for answer in colony.answers}


def test_six_recommendations_are_due_after_the_visit_and_concern_what_failed(
    colony: Facts, assessment: Assessment
) -> None:
    assert len(colony.recommendations) == 6
    for item in colony.recommendations:
        level = assessment.criteria[item.criterion].level
        assert item.due_on is not None
        assert item.due_on > colony.inspection.visited_on
        assert level is not None
        assert level <= 1, item.criterion
