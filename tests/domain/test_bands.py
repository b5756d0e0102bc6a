"""Bands hold every value once, read from the best level down, and refuse what cannot be meant."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.bands import (
    BandFault,
    NumberSet,
    numeric_bands,
    option_bands,
    parse_condition,
)

hundredths = st.integers(-100_000, 100_000).map(lambda n: Fraction(n, 100))
signs = st.sampled_from([">=", ">", "<=", "<"])


def decimal(value: Fraction) -> str:
    return f"{float(value):.2f}"


simple = st.builds(lambda sign, at: f"{sign}{decimal(at)}", signs, hundredths)
ranges = st.tuples(hundredths, hundredths).map(
    lambda ends: f"{decimal(min(ends))}..{decimal(max(ends))}"
)
conditions = st.lists(st.one_of(simple, ranges, hundredths.map(decimal)), min_size=1, max_size=4)


@st.composite
def falling_edges(draw: st.DrawFn) -> tuple[Fraction, Fraction, Fraction]:
    edges = draw(st.lists(hundredths, min_size=3, max_size=3, unique=True))
    return tuple(sorted(edges, reverse=True))  # type: ignore[return-value]


def test_an_edge_belongs_to_the_band_that_includes_it() -> None:
    bands = numeric_bands({3: ">=4.0", 2: ">=3.4", 1: ">=3.0", 0: "<3.0"})
    values = ["4.0", "3.99", "3.4", "3.0", "2.996"]
    assert [bands.level_of(Fraction(v)) for v in values] == [3, 2, 2, 1, 0]


@given(falling_edges(), hundredths)
def test_bands_from_edges_give_every_value_the_level_of_the_first_edge_it_reaches(
    edges: tuple[Fraction, Fraction, Fraction], value: Fraction
) -> None:
    best, middle, least = (decimal(edge) for edge in edges)
    bands = numeric_bands({3: f">={best}", 2: f">={middle}", 1: f">={least}", 0: f"<{least}"})
    wanted = next((level for level, e in zip((3, 2, 1), edges, strict=True) if value >= e), 0)
    assert bands.level_of(value) == wanted


@given(falling_edges(), hundredths, hundredths)
def test_a_greater_value_never_earns_a_lower_level_where_more_is_better(
    edges: tuple[Fraction, Fraction, Fraction], one: Fraction, other: Fraction
) -> None:
    best, middle, least = (decimal(edge) for edge in edges)
    bands = numeric_bands({3: f">={best}", 2: f">={middle}", 1: f">={least}", 0: f"<{least}"})
    assert bands.level_of(max(one, other)) >= bands.level_of(min(one, other))


@given(conditions, hundredths)
def test_or_holds_when_any_clause_holds_and_the_outside_holds_the_rest(
    clauses: list[str], value: Fraction
) -> None:
    whole = parse_condition(" or ".join(clauses))
    assert whole.numbers is not None
    assert whole.holds(value) == any(parse_condition(clause).holds(value) for clause in clauses)
    assert whole.numbers.outside().holds(value) != whole.holds(value)


@given(conditions, conditions, hundredths)
def test_sets_of_numbers_obey_the_laws_of_sets(
    some: list[str], others: list[str], value: Fraction
) -> None:
    a, b = (parse_condition(" or ".join(c)).numbers for c in (some, others))
    assert isinstance(a, NumberSet)
    assert isinstance(b, NumberSet)
    assert a.both(b).holds(value) == (a.holds(value) and b.holds(value))
    assert a.minus(b).holds(value) == (a.holds(value) and not b.holds(value))
    assert a.outside().outside() == a.both(NumberSet(((None, None),)))


@given(conditions, conditions)
def test_a_difference_is_empty_or_names_a_value_that_proves_it(
    some: list[str], others: list[str]
) -> None:
    a, b = (parse_condition(" or ".join(c)).numbers for c in (some, others))
    assert isinstance(a, NumberSet)
    assert isinstance(b, NumberSet)
    left = a.minus(b)
    if not left.is_empty:
        proof = left.some_value()
        assert a.holds(proof)
        assert not b.holds(proof)


@given(hundredths, st.integers(1, 1000))
def test_a_gap_of_any_width_is_refused(edge: Fraction, width: int) -> None:
    lower = decimal(edge - Fraction(width, 100))
    with pytest.raises(BandFault, match="gap"):
        numeric_bands({3: f">={decimal(edge)}", 0: f"<{lower}"})


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        ({3: ">=4", 2: ">=4", 0: "<4"}, "never reached"),
        ({3: ">9 and <8", 0: "<4"}, "no number satisfies"),
        ({3: "18..26", 2: "20..30", 0: "<18 or >30"}, "overlap"),
        ({3: ">4", 0: "<4"}, "no band holds 4"),
        ({3: "=>4", 0: "<4"}, "is not a condition"),
        ({3: ">=4,5,6", 0: "<4"}, "is not a|decimal"),
        ({3: "much", 0: "<4"}, "is not a condition"),
    ],
)
def test_bands_that_cannot_be_meant_are_refused_with_the_reason(
    conditions: dict[int, str], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        numeric_bands(conditions)


def test_values_below_the_least_need_no_band() -> None:
    bands = numeric_bands({3: "0", 0: ">0"}, least=Fraction(0))
    assert (bands.level_of(Fraction(0)), bands.level_of(Fraction(1, 100))) == (3, 0)


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        ({3: ["full"], 0: ["none"]}, "no band holds option 'half'"),
        ({3: ["full", "half"], 0: ["none", "half"]}, "stands in two bands"),
        ({3: ["full", "half"], 0: ["none", "open"]}, "'open', which is no option"),
    ],
)
def test_each_option_stands_in_exactly_one_band(conditions: dict[int, list[str]], why: str) -> None:
    with pytest.raises(BandFault, match=why):
        option_bands(conditions, ["full", "half", "none"])
