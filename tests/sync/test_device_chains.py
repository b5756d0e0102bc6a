"""Walking chains: whatever is delivered in whatever order, the head goes on without a gap."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.device_chains import Link, Place, Step, carry, extended, proven, walk

START = Place(0, "0")
CHAIN = [Link(seq, str(seq - 1), str(seq)) for seq in range(1, 13)]
PROVEN = [True] * 50
places = st.lists(st.integers(0, len(CHAIN) - 1), max_size=30)


@given(st.lists(places, max_size=6))
def test_any_deliveries_leave_one_gap_free_chain(batches: Sequence[Sequence[int]]) -> None:
    head, known = START, dict[int, set[str]]()
    for batch in batches:
        links = [CHAIN[i] for i in batch]
        walked = walk(head, known, links, PROVEN)
        taken = {link for link, step in zip(links, walked.steps, strict=True) if step is Step.TAKE}
        assert walked.head.seq == head.seq + len(taken)
        assert not walked.is_forked
        head = walked.head
        known |= {link.seq: {link.link} for link in taken}
    assert sorted(known) == list(range(1, head.seq + 1))


@given(places, places)
def test_what_others_brought_is_found_when_the_gap_closes(
    carried: Sequence[int], own: Sequence[int]
) -> None:
    brought = [CHAIN[i] for i in set(carried)]
    links = [*brought, *(CHAIN[i] for i in set(own))]
    seqs = {link.seq for link in links}
    longest = next(seq for seq in range(14) if seq + 1 not in seqs)
    assert extended(START, links) == Place(longest, str(longest))


@given(st.permutations(CHAIN))
def test_one_signature_proves_a_run_in_any_order(links: Sequence[Link]) -> None:
    asked: list[int] = []

    def is_signed(i: int) -> bool:
        asked.append(i)
        return True

    assert proven(links, is_signed) == [True] * len(links)
    assert [links[i].seq for i in asked] == [12]


def test_a_wrong_last_signature_leaves_what_is_before_it_proven() -> None:
    right = {CHAIN[4]}
    assert proven(CHAIN[:6], lambda i: CHAIN[i] in right) == [True] * 5 + [False]


def test_a_link_that_nobody_names_needs_its_own_signature() -> None:
    other = Link(3, "2", "other")
    links = [CHAIN[0], CHAIN[1], other, CHAIN[3]]
    assert proven(links, lambda i: links[i].seq == 4) == [False, False, False, True]


def test_nothing_after_a_bad_link_is_taken() -> None:
    walked = walk(START, {}, CHAIN[:4], [True, False, True, True])
    assert walked.steps == (Step.TAKE, Step.BAD, Step.WAIT, Step.WAIT)
    assert (walked.head, walked.need) == (Place(1, "1"), None)


def test_two_links_at_one_place_are_a_fork_of_which_the_first_goes_on() -> None:
    twin = Link(2, "1", "twin")
    walked = walk(START, {}, [CHAIN[0], CHAIN[1], twin, CHAIN[2]], PROVEN)
    assert walked.steps == (Step.TAKE, Step.TAKE, Step.FORK, Step.TAKE)
    assert (walked.head, walked.is_forked) == (Place(3, "3"), True)


def test_a_chain_beside_the_servers_waits() -> None:
    walked = walk(Place(4, "other"), {4: {"other"}}, [CHAIN[4]], PROVEN)
    assert (walked.steps, walked.need) == ((Step.WAIT,), 5)


def test_carried_links_are_judged_each_for_itself() -> None:
    links = [CHAIN[5], CHAIN[1], CHAIN[1], Link(6, "5", "twin"), CHAIN[2]]
    steps = carry({3: {"3"}}, links, [True, True, True, True, False])
    assert steps == (Step.TAKE, Step.TAKE, Step.DUP, Step.FORK, Step.DUP)
