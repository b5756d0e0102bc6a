"""What the report says, before it is laid out: plain values in one language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import segno

from inspect_app.domain.facts import Facts, Recommendation, Rectangle, Source, Value
from inspect_app.domain.publishing import Publishing, public_edition
from inspect_app.domain.scoring.assessment import Interval
from inspect_app.domain.terms import AnswerState, Rating
from inspect_app.problems import LANGUAGES, Language
from inspect_app.reports.model import Edition, Report, Sources, Stamp, build_report
from inspect_app.reports.model.charts import histogram, qr_code, space_zones
from inspect_app.reports.page import page_of
from tests.reports.conftest import Kit

SHA = "0123456789abcdef" * 4


def answered(facts: Facts, place: str, **values: Value) -> Facts:
    """The facts with these answers at one place instead of those that were there."""
    answers = [a for a in facts.answers if a.place != place or a.input not in values]
    model = next(a for a in facts.answers if a.state is AnswerState.ANSWERED)
    answers += [replace(model, input=i, place=place, value=v) for i, v in values.items()]
    return replace(facts, answers=tuple(answers))


def room_of(facts: Facts, metres: str, persons: int, room: str = "r1") -> Facts:
    """A room of 4 metres by this many, without an annexe, in which so many slept."""
    return answered(
        facts,
        room,
        room_rectangles=(Rectangle(Fraction(4), Fraction(metres)),),
        sanitary_annexe_rectangles=(),
        persons_slept_last_night=Fraction(persons),
    )


def report_of(
    kit: Kit, facts: Facts, language: Language = "en", edition: Edition = Edition.FULL
) -> Report:
    return built(kit.sources(facts, language, edition, pictures=bool(facts.evidence)))


def built(sources: Sources) -> Report:
    return build_report(sources, SHA, "assessment.json")


def assessed(kit: Kit, **changes: object) -> Report:
    """A report whose assessment says something else than was computed."""
    sources = kit.sources(kit.facts())
    return built(replace(sources, assessment=replace(sources.assessment, **changes)))


def test_an_index_is_never_printed_better_than_its_rating(kit: Kit) -> None:
    report = assessed(kit, index=Fraction("59.97"), rating=Rating.NOT_SUFFICIENTLY_GOOD)
    assert report.cover.index == "59.97"


def test_a_coverage_is_never_printed_at_a_floor_that_it_missed(kit: Kit) -> None:
    report = assessed(kit, coverage=Fraction("0.69999"), critical_coverage=Fraction("0.8996"))
    assert (report.cover.coverage, report.cover.critical_coverage) == ("69.999%", "89.96%")


def test_a_facility_without_a_rating_says_what_it_could_become(kit: Kit) -> None:
    report = assessed(kit, rating=Rating.NOT_RATED, at_best=Rating.POOR)
    assert report.cover.rating.word == "Not rated"
    assert "it could still become: poor." in (report.cover.verdict_note or "")
    assert "stand all the same" in (report.cover.verdict_note or "")


def test_where_nothing_was_assessed_there_is_no_index(kit: Kit) -> None:
    everything = Interval(Fraction(0), Fraction(100))
    report = assessed(kit, index=None, interval=everything)
    assert report.cover.index is None
    assert report.cover.range.x is None
    assert report.cover.interval == "0.0 to 100.0"


def test_critical_failures_stand_in_the_same_box_as_the_number(kit: Kit) -> None:
    report = assessed(kit, critical_failures=("SP01", "SA01"), severe_failures=("SP01",))
    assert report.cover.critical == "2 critical failures"
    assert report.cover.severe == "1 of them at level 0 (severe)"
    assert [row.code for row in report.critical.rows] == ["SP01", "SA01"]


@pytest.mark.parametrize(
    ("language", "decimal", "word"),
    [("en", "2.25 m² per person", "Severe"), ("ru", "2,25 м² на человека", "Тяжёлое"),
     ("kk", "бір адамға 2,25 м²", "Ауыр")],
)  # fmt: skip
def test_a_measured_value_is_written_in_the_language(
    kit: Kit, language: Language, decimal: str, word: str
) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "4.5", 8), language)
    finding = next(f for f in report.domains[0].below if f.code == "SP01")
    assert finding.sides[0].measured.replace("\u00a0", " ") == decimal
    assert finding.badge.word.startswith(word)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "rooms on the list: 8; people held: 10,500. Rooms are missing"),
     ("ru", "из перечня: 8; содержится: 10 500. В перечне не хватает"),
     ("kk", "саналған адам: 8; ұсталып отырғаны: 10 500. Тізімде үй-жайлар жетіспейді")],
)  # fmt: skip
def test_people_who_are_in_no_listed_room_are_counted_for_the_authority_alone(
    kit: Kit, language: Language, words: str
) -> None:
    facts = room_of(kit.facts(rooms=1), "4.5", 8)
    facts = answered(facts, "f", persons_present=Fraction(10_500))
    said = [row.remark for row in report_of(kit, facts, language).unseen.remarks]
    assert any(words in " ".join(remark.split()) for remark in said), said
    public = report_of(kit, facts, language, Edition.PUBLIC)
    (told,) = [row.remark for row in public.unseen.remarks]
    assert not any(sign.isdigit() for sign in told)


def test_a_finding_shows_the_band_that_it_fell_into(kit: Kit) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "4.5", 8))
    finding = next(f for f in report.domains[0].below if f.code == "SP01")
    steps = finding.sides[0].steps
    conditions = [(s.level, s.condition.replace("\u00a0", " "), s.is_reached) for s in steps]
    assert conditions == [
        ("3", "≥ 4.0", False), ("2", "≥ 3.4", False), ("1", "≥ 3.0", False), ("0", "< 3.0", True),
    ]  # fmt: skip


def test_2_996_is_not_printed_as_3(kit: Kit) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "2.996", 4))
    finding = next(f for f in report.domains[0].below if f.code == "SP01")
    assert finding.sides[0].measured.startswith("2.996")
    assert report.court.tables[0][0].space == "2.996"
    assert report.rooms.tables[0].rows[0].per_person == "2.996"


def test_a_finding_can_be_opened_down_to_its_readings(kit: Kit) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "4.5", 8))
    finding = next(f for f in report.domains[0].below if f.code == "SP01")
    answers = {row.question: row.answer.replace("\u00a0", " ") for row in finding.readings}
    assert answers["Floor of the room, wall to wall"] == "4 × 4.5 m"
    assert answers["Persons who slept here last night"] == "8 persons"
    assert finding.readings[0].when.startswith("12.10.2026")


def test_the_worst_room_comes_first(kit: Kit) -> None:
    facts = room_of(room_of(kit.facts(rooms=2), "4.5", 8, "r1"), "3", 8, "r2")
    finding = next(f for f in report_of(kit, facts).domains[0].below if f.code == "SP01")
    assert [row.measured.partition("\u00a0")[0][:4] for row in finding.places] == ["1.50", "2.25"]
    assert finding.sides[0].measured.startswith("1.50–2.25")


def test_three_square_metres_are_not_below_three_for_the_court(kit: Kit) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "3", 4))
    row = report.court.tables[0][0]
    assert row.space == "3.00"
    assert "presumption" not in row.badge.word


def test_below_three_the_court_names_the_factors(kit: Kit) -> None:
    report = report_of(kit, room_of(kit.facts(rooms=1), "2", 4))
    reasons = " ".join(report.court.tables[0][0].reasons)
    assert "reductions short" in reasons
    assert "facility otherwise appropriate" in reasons


def test_a_room_where_nobody_counted_says_so(kit: Kit) -> None:
    facts = kit.facts(rooms=1)
    answers = tuple(a for a in facts.answers if a.input != "persons_slept_last_night")
    report = report_of(kit, replace(facts, answers=answers))
    row = report.court.tables[0][0]
    assert row.persons == "not counted"
    assert "cannot be computed: nobody counted who slept there" in row.reasons


@pytest.mark.parametrize("rooms", [1, 41, 95])
def test_the_annex_lists_every_room_in_short_tables(kit: Kit, rooms: int) -> None:
    facts = kit.facts(rooms=rooms)
    tables = report_of(kit, facts).rooms.tables
    assert max(len(table.rows) for table in tables) <= 40
    assert {row.room for table in tables for row in table.rows} == {r.number for r in facts.rooms}


def test_beyond_the_cap_the_annex_points_to_the_data(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspect_app.reports.model.rooms.MOST_ROOMS", 5)
    annex = report_of(kit, kit.facts(rooms=12)).rooms
    assert sum(len(table.rows) for table in annex.tables) == 5
    assert annex.more == "7 more rooms are in the embedded data."


def test_what_was_refused_is_listed_once_with_its_places(kit: Kit) -> None:
    facts = kit.facts(rooms=3)
    model = replace(facts.answers[0], value=None, state=AnswerState.ACCESS_DENIED, words="No key")
    refused = tuple(replace(model, input="room_rectangles", place=room.id) for room in facts.rooms)
    kept = tuple(
        a
        for a in facts.answers
        if a.input != "room_rectangles" and a.state is not AnswerState.ACCESS_DENIED
    )
    report = report_of(kit, replace(facts, answers=(*kept, *refused)))
    assert len(report.unseen.denied) == 1
    assert report.unseen.denied[0].place.count(",") == 2
    assert report.unseen.denied[0].words == "No key"


def test_a_photograph_is_printed_exactly_once(kit: Kit) -> None:
    report = report_of(kit, kit.facts(photographs=20))
    beside = [p for d in report.domains for f in d.below for p in f.photos]
    anchors = [photo.anchor for photo in (*beside, *report.evidence.photos)]
    assert sorted(anchors) == sorted(f"photo-{n}" for n in range(1, 21))
    assert beside


def test_the_public_edition_lists_only_evidence_that_was_cleared(kit: Kit) -> None:
    report = report_of(kit, kit.facts(photographs=4), edition=Edition.PUBLIC)
    captions = [row.caption[:8] for table in report.evidence.tables for row in table]
    assert captions == ["2-камера", "4-камера"]
    withheld = {row.what: row.how_many for row in report.unseen.withheld}
    assert withheld["Photographs that were not cleared"] == "2"


def test_a_report_that_nobody_approved_says_that_it_is_a_draft(kit: Kit) -> None:
    sources = kit.sources(kit.facts())
    assert built(sources).draft == "DRAFT: not approved"
    stamp = Stamp(approved_on=date(2026, 3, 1), approved_sha256=SHA)
    approved = built(replace(sources, stamp=stamp))
    assert approved.draft is None
    assert (
        f"data hash {SHA[:16]}"
        in {line.label: line.value for line in approved.cover.lines}["Approved"]
    )


def test_the_region_is_named_as_the_register_does_in_that_language(kit: Kit) -> None:
    sources = replace(kit.sources(kit.facts()), stamp=Stamp(region="Ulytau Region"))
    where = {line.label: line.value for line in built(sources).cover.lines}["Where"]
    assert where == "Ulytau Region, Kazakhstan"


def test_the_code_beside_the_hash_leads_to_the_page_that_checks_it(kit: Kit) -> None:
    address = "https://reports.example.org/public/en/check?h={digits}"
    sources = replace(kit.sources(kit.facts()), stamp=Stamp(check_address=address))
    verification = built(sources).verification
    assert verification.check is not None
    assert verification.check.endswith(f"check?h={SHA[:16]}")
    assert verification.qr_path != built(kit.sources(kit.facts())).verification.qr_path


def test_chapters_are_numbered_without_a_hole(kit: Kit) -> None:
    facts = kit.facts()
    for given in (facts, replace(facts, recommendations=())):
        chapters = report_of(kit, given).chapters
        numbers = [int(c.number) for c in chapters.values() if c.number]
        assert numbers == list(range(1, len(numbers) + 1))
        assert ("recommendations" in chapters) is bool(given.recommendations)


def test_a_recommendation_for_no_known_criterion_still_prints(kit: Kit) -> None:
    facts = replace(kit.facts(), recommendations=(Recommendation("r", "XX99", "Do it", "Head"),))
    item = report_of(kit, facts).recommendations[0]
    assert (item.criterion_anchor, item.due) == (None, "no date set")


def test_the_licence_of_the_data_is_on_the_cover(kit: Kit) -> None:
    source = Source("Register", "CC BY 4.0", "Fonte: Liberiamoli tutti!", "https://example.org")
    report = report_of(kit, replace(kit.facts(), source=source))
    assert report.cover.source == (
        "Register · licence CC BY 4.0 · Fonte: Liberiamoli tutti! · https://example.org"
    )


def test_for_kazakhstan_european_law_is_a_comparison(kit: Kit) -> None:
    facts = kit.facts()
    assert "do not bind Kazakhstan" in report_of(kit, facts).method.standing
    abroad = replace(facts, facility=replace(facts.facility, country="IT"))
    report = report_of(kit, abroad)
    assert "Kazakhstan" not in report.method.standing
    assert "Kazakhstan" not in (report.court.standing or "")


def test_the_method_names_the_numbers_that_the_engine_uses(kit: Kit) -> None:
    says = " ".join(part.value for part in report_of(kit, kit.facts()).method.parts)
    for text in ("100, 75, 25 and 0 points", "critical 5, major 3, minor 1", "70%", "90%"):
        assert text in says


def test_the_bar_of_personal_space_is_full(kit: Kit) -> None:
    counts = kit.sources(kit.facts(rooms=40)).assessment.space_counts
    zones = space_zones(counts, kit.sources(kit.facts()).wording)
    last = zones[-1]
    assert abs(Fraction(last.x) + Fraction(last.width) - 1000) < 1


def test_the_histogram_counts_everybody(kit: Kit) -> None:
    sources = kit.sources(kit.facts(rooms=40))
    drawn = histogram(sources.assessment.space_counts, sources.wording)
    assert drawn is not None
    counts = sources.assessment.space_counts
    everybody = counts.below_3 + counts.from_3_to_4 + counts.above_4
    assert sum(int(bar.label) for bar in drawn.bars) == everybody
    assert f"of {everybody} persons" in drawn.alt


def test_the_qr_code_is_drawn_square_by_square() -> None:
    path, size = qr_code("KZ-1\nsha256:" + SHA)
    squares = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
        squares |= {(int(x) + n, int(y)) for n in range(int(length))}
    matrix = segno.make("KZ-1\nsha256:" + SHA, error="m").matrix
    wanted = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert squares == wanted
    assert int(size) == len(matrix) + 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_headings_without_gaps_and_heads_for_every_column(
    kit: Kit, language: Language
) -> None:
    sources = kit.sources(kit.facts(photographs=5), language, pictures=True)
    page = page_of(built(sources), sources.wording, kit.templates)
    level = 0
    for heading in re.findall(r"<h([1-6])", page):
        assert int(heading) <= level + 1
        level = int(heading)
    assert set(re.findall(r"<th(?! scope=)[^>]*>", page)) == {"<thead>"}
    assert len(re.findall(r"<img [^>]*alt=\"[^\"]+\"", page)) == page.count("<img ")
    assert page.count("<svg ") == len(re.findall(r"<svg [^>]*><title>[^<]+</title>", page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_never_speaks_of_a_violation(kit: Kit, language: Language) -> None:
    sources = kit.sources(kit.facts(rooms=20), language)
    page = page_of(built(sources), sources.wording, kit.templates)
    assert re.findall(r"violat\w+|нарушени\w+|бұзушылық\w*|inmate\w*", page, re.I) == []


def test_every_link_on_the_page_leads_somewhere(kit: Kit) -> None:
    sources = kit.sources(kit.facts(photographs=5), pictures=True)
    page = page_of(built(sources), sources.wording, kit.templates)
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_the_public_edition_names_no_inspector_and_keeps_their_own_words_back(kit: Kit) -> None:
    """Free words were never cleared for the public and may name somebody."""
    facts = kit.facts()
    told = replace(
        facts,
        answers=tuple(replace(a, recorded_by="aliya", words="Told by Ivan") for a in facts.answers),
    )
    full, packs = repr(report_of(kit, told)), (kit.pack, *kit.norm_packs)
    made = public_edition(told, kit.sources(told).assessment, packs, Publishing("KZ-TEST-0000"))
    sources = replace(kit.sources(told, edition=Edition.PUBLIC), facts=made.facts)
    public = repr(built(replace(sources, assessment=made.assessment)))
    assert "aliya" in full
    assert "Told by Ivan" in full
    assert "aliya" not in public
    assert "Told by Ivan" not in public


def test_only_the_edition_that_carries_the_facts_promises_to_be_printable_again(kit: Kit) -> None:
    said = {e: report_of(kit, kit.facts(), edition=e).verification.says for e in Edition}
    assert said[Edition.FULL].startswith(said[Edition.PUBLIC])
    assert len(said[Edition.FULL]) > len(said[Edition.PUBLIC])
