"""The scale, and what is read from the answers of one group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.answers import A, B, counts_up_to
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.people import GROUPS
from wijkplatform.domain.scoring import (
    DIVIDED,
    LEVELS,
    NO_ANSWERS,
    WORDS,
    answered,
    count_up,
    favourable,
    high,
    index,
    low,
    mean,
    median_levels,
    median_word,
    rated,
    ratings,
    side,
)

ROWS = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(GROUPS), st.integers(0, 5), st.integers(0, 9))
KINDS = st.sampled_from(list(Kind))


def test_the_worked_example_of_a_valkuil() -> None:
    counts = (1, 1, 0, 2, 4, 3)
    assert (rated(counts), counts[0], answered(counts)) == (10, 1, 11)
    assert ratings(favourable(counts, Kind.VALKUIL)) == (3, 4, 2, 0, 1)
    assert (low(counts, Kind.VALKUIL), high(counts, Kind.VALKUIL)) == (7, 1)
    assert side(counts, Kind.VALKUIL) == -1
    assert side(counts, Kind.KANS) == side(counts, Kind.WAARDE) == 1


def test_the_worked_examples_of_the_index() -> None:
    assert index((0, 0, 1, 2, 1, 0), Kind.KANS) == 50
    assert index((0, 0, 0, 1, 1, 2), Kind.KANS) == 81.25
    assert index((0, 2, 1, 1, 0, 0), Kind.VALKUIL) == 81.25


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((0, 4, 1, 1, 0, 0), "not_at_all"),
        ((9, 0, 1, 0, 0, 0), "mostly_not"),
        ((0, 1, 0, 1, 1, 0), "sometimes"),
        ((0, 1, 1, 0, 3, 0), "mostly"),
        ((0, 0, 0, 0, 2, 3), "fully"),
        ((0, 1, 1, 0, 0, 0), "not_at_all|mostly_not"),
        ((0, 1, 1, 1, 1, 0), "mostly_not|sometimes"),
        ((0, 0, 0, 2, 1, 1), "sometimes|mostly"),
        ((0, 1, 0, 0, 1, 2), "mostly|fully"),
        ((0, 0, 2, 0, 2, 0), DIVIDED),
        ((0, 3, 0, 0, 0, 3), DIVIDED),
    ],
)
def test_the_word_of_a_group_is_that_of_its_middle_answer(counts: tuple[int, ...], word: str) -> None:
    assert median_word(counts) == word  # type: ignore[arg-type]


def test_who_does_not_know_is_in_no_mean_and_is_no_missing_answer() -> None:
    counts = (7, 0, 1, 1, 0, 0)
    assert mean(counts) == mean((0, *counts[1:])) == 2.5
    assert answered(counts) == 9
    only = (3, 0, 0, 0, 0, 0)
    assert (mean(only), index(only, Kind.KANS), median_levels(only), median_word(only)) == (None, None, None, None)
    assert side(only, Kind.KANS) == 0


def test_the_mean_is_rounded_half_up() -> None:
    assert mean((0, 3, 1, 0, 0, 0)) == 1.3
    assert mean((0, 0, 19, 1, 0, 0)) == 2.1


@given(counts_up_to(30), KINDS)
def test_turning_the_scale_round_turns_sides_and_index_round(counts: tuple[int, ...], kind: Kind) -> None:
    turned = (counts[0], *counts[:0:-1])
    assert side(turned, kind) == -side(counts, kind)  # type: ignore[arg-type]
    one, other = index(counts, kind), index(turned, kind)  # type: ignore[arg-type]
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert 0 <= one <= 100
        assert one + other == pytest.approx(100)


@given(counts_up_to(30))
def test_the_middle_answers_are_where_half_of_a_group_stands(counts: tuple[int, ...]) -> None:
    everybody = [level for level in LEVELS for _ in range(counts[level])]
    middle = median_levels(counts)  # type: ignore[arg-type]
    if not everybody:
        assert middle is None
        return
    assert middle == (everybody[(len(everybody) - 1) // 2], everybody[len(everybody) // 2])
    assert set(str(median_word(counts)).split("|")) <= {*WORDS, DIVIDED}  # type: ignore[arg-type]


@given(st.lists(ROWS).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_arrival_changes_no_tally(both: tuple[list[tuple[str, object, int, int]], ...]) -> None:
    rows, shuffled = both
    assert count_up(rows) == count_up(shuffled)  # type: ignore[arg-type]


def test_phone_and_paper_add_up() -> None:
    phone, paper = [("a", B, 4, 2), ("a", B, 0, 1)], [("a", B, 4, 3), ("a", A, 1, 1)]
    assert count_up([*phone, *paper]) == {"a": {B: (1, 0, 0, 0, 5, 0), A: (0, 1, 0, 0, 0, 0)}}
    assert count_up([]) == {}
    assert answered(NO_ANSWERS) == 0


@pytest.mark.parametrize(("value", "number"), [(6, 1), (-1, 1), (3, -1)])
def test_a_value_that_is_not_on_the_scale_is_refused(value: int, number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} answers of value {value}"):
        count_up([("a", B, value, number)])
