"""The chance guard against published values, plain enumeration and its properties."""

from __future__ import annotations

from itertools import product
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkplatform.domain.chance import DRAWS, Verdict, guard, seed_of
from wijkplatform.domain.disagreement import benjamini_hochberg, pair_p

FIVE = st.lists(st.integers(0, 4), min_size=5, max_size=5)
FILLED = FIVE.filter(any)
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def _lead(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Pairs in which `one` is higher minus pairs in which it is lower."""
    return sum(
        here * there * ((level > place) - (level < place))
        for level, here in enumerate(one)
        for place, there in enumerate(other)
    )


def _by_hand(one: list[int], other: list[int]) -> tuple[float, float]:
    """The p value and Q95 by going through every table, in whole numbers."""
    pool = [x + y for x, y in zip(one, other, strict=True)]
    weights: dict[int, int] = {}
    for table in product(*[range(count + 1) for count in pool]):
        if sum(table) == sum(one):
            rest = tuple(count - drawn for count, drawn in zip(pool, table, strict=True))
            ways = np.prod([comb(count, drawn) for count, drawn in zip(pool, table, strict=True)], dtype=object)
            lead = abs(_lead(table, rest))
            weights[lead] = weights.get(lead, 0) + int(ways)
    return _read(weights, one, other)


def _large(one: list[int], other: list[int]) -> tuple[float, float]:
    """The p value and Q95 of groups that are too large to list: the number of ways per difference, level by level."""
    pool = np.add(one, other)
    lead = np.cumsum(pool) - pool - (pool.sum() - np.cumsum(pool))
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for count, step in zip(pool.tolist(), lead.tolist(), strict=True):
        grown: dict[tuple[int, int], int] = {}
        for (drawn, difference), number in ways.items():
            for more in range(min(count, sum(one) - drawn) + 1):
                key = drawn + more, difference + more * step
                grown[key] = grown.get(key, 0) + number * comb(count, more)
        ways = grown
    weights: dict[int, int] = {}
    for (drawn, difference), number in ways.items():
        if drawn == sum(one):
            weights[abs(difference)] = weights.get(abs(difference), 0) + number
    return _read(weights, one, other)


def _read(weights: dict[int, int], one: list[int], other: list[int]) -> tuple[float, float]:
    total = comb(sum(one) + sum(other), sum(one))
    observed = abs(_lead(tuple(one), tuple(other)))
    p = sum(ways for lead, ways in weights.items() if lead >= observed) / total
    below = 0
    for lead in sorted(weights):
        below += weights[lead]
        if 100 * below >= 95 * total:
            break
    return p, lead / (sum(one) * sum(other))


def test_the_guard_gives_the_exact_p_of_the_mann_whitney_example_of_scipy() -> None:
    males, females = [19, 22, 16, 29, 24], [20, 11, 17, 12]
    ages = sorted([*males, *females])
    one, other = ([int(age in group) for age in ages] for group in (males, females))
    assert pair_p(one, other, seed=1) == pytest.approx(0.1111, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        ([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], 0.0050),
        ([1, 2, 3, 6, 3], [1, 3, 2, 1, 0], 0.0463),
        ([1, 3, 2, 1, 0], [3, 2, 1, 0, 0], 0.2319),
    ],
)
def test_the_worked_examples_of_the_guard(one: list[int], other: list[int], p: float) -> None:
    verdict = guard(one, other, seed=1)
    assert verdict.method == "exact"
    assert verdict.p == pytest.approx(p, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        ([1, 1, 2, 0, 1], [0, 0, 0, 1, 2], 0.14285714285714285),
        ([3, 1, 0, 0, 0], [0, 0, 1, 1, 3], 0.015873015873015872),
        ([1, 3, 2, 1, 0], [3, 2, 1, 0, 0], 0.23193473193473194),
    ],
)
def test_the_guard_gives_the_exact_p_of_the_permutation_test_of_scipy(
    one: list[int], other: list[int], p: float
) -> None:
    assert pair_p(one, other, seed=1) == pytest.approx(p, abs=1e-12)


@settings(deadline=None)
@given(FILLED, FILLED)
def test_the_exact_way_is_what_going_through_every_table_gives(one: list[int], other: list[int]) -> None:
    verdict = guard(one, other, seed=1)
    p, q95 = _by_hand(one, other)
    assert verdict.p == pytest.approx(p, abs=1e-9)
    assert verdict.q95 == pytest.approx(q95, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([6, 5, 5, 5, 4], [5, 6, 7, 5, 4]),
        ([8, 7, 5, 3, 3], [3, 5, 6, 7, 6]),
        ([6, 9, 8, 7, 6], [11, 7, 8, 9, 10]),
        ([2, 9, 4, 6, 9], [40, 33, 15, 26, 3]),
    ],
)
def test_large_groups_get_the_p_that_whole_numbers_give(one: list[int], other: list[int]) -> None:
    verdict = guard(one, other, seed=1)
    p, q95 = _large(one, other)
    assert verdict.method == "exact"
    assert verdict.p == pytest.approx(p, rel=1e-9)
    assert verdict.q95 == pytest.approx(q95, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([12, 7, 5, 9, 6], [6, 11, 13, 9, 12]),
        ([4, 7, 9, 9, 10], [14, 11, 9, 9, 8]),
        ([9, 9, 3, 9, 9], [9, 9, 15, 9, 9]),
    ],
)
def test_the_sampled_way_is_close_to_the_exact_p(one: list[int], other: list[int]) -> None:
    verdict = guard(one, other, seed=seed_of("a-session", 1, "item", "pair", "difference"))
    p, q95 = _large(one, other)
    assert (verdict.method, verdict.attainable) == ("sampled", None)
    assert abs(verdict.p - p) <= 5 * sqrt(p * (1 - p) / DRAWS) + 1 / (DRAWS + 1)
    assert verdict.q95 == pytest.approx(q95, abs=0.02)


def test_up_to_36_people_in_the_smaller_group_or_some_85_in_both_everything_is_exact() -> None:
    assert guard([8, 7, 7, 7, 7], [40, 40, 40, 40, 40], seed=1).method == "exact"
    assert guard([8, 8, 7, 7, 7], [40, 40, 40, 40, 40], seed=1).method == "sampled"
    assert guard([8, 8, 8, 8, 8], [8, 8, 8, 8, 8], seed=1).method == "exact"
    assert guard([8, 8, 8, 8, 8], [9, 9, 9, 9, 9], seed=1).method == "sampled"
    assert guard([0, 60, 60, 60, 0], [0, 70, 60, 60, 0], seed=1).method == "exact"


@settings(deadline=None)
@given(FILLED, FILLED)
def test_a_p_value_is_the_chance_to_come_that_low_and_all_that_can_occur_are_told(
    one: list[int], other: list[int]
) -> None:
    verdict = guard(one, other, seed=1)
    assert verdict.attainable is not None
    rising = verdict.attainable.tolist()
    assert rising == sorted(rising)
    assert (rising[0], rising[-1]) == (0, pytest.approx(1))
    assert verdict.p in rising[1:]


def test_two_groups_of_three_can_have_few_p_values() -> None:
    verdict = guard([3, 0, 0, 0, 0], [0, 1, 1, 0, 1], seed=1)
    assert verdict.attainable is not None
    assert verdict.attainable.tolist() == pytest.approx([0, 0.1, 0.4, 0.7, 1.0])


def test_the_same_question_in_the_same_session_always_gets_the_same_draws() -> None:
    one, other = [12, 7, 5, 9, 6], [6, 11, 13, 9, 12]
    seeds = [seed_of(session, 1, "item", "bewoner-ambtenaar", "difference") for session in ("s", "s", "t")]
    assert seeds[0] == seeds[1] != seeds[2]
    first, again, elsewhere = (guard(one, other, seed) for seed in seeds)
    assert first == again
    assert first.p != elsewhere.p
    assert pair_p(one, other, seeds[0]) == first.p


def test_a_seed_is_the_first_eight_bytes_of_a_digest() -> None:
    assert seed_of("a", 1, "b", "c", "d") == 0x11CB5519B8C9B78B


@settings(deadline=None)
@given(FILLED, FILLED, st.sampled_from([1, 9]))
def test_p_depends_on_neither_the_order_of_groups_nor_the_direction_of_the_scale(
    one: list[int], other: list[int], times: int
) -> None:
    one, other = [times * count for count in one], [times * count for count in other]
    verdict = guard(one, other, seed=5)
    assert guard(other, one, seed=5) == verdict
    assert guard(one[::-1], other[::-1], seed=5) == verdict
    assert guard([0, *one[:3], 0, *one[3:]], [0, *other[:3], 0, *other[3:]], seed=5) == verdict
    assert 0 < verdict.p <= 1
    assert 0 <= verdict.q95 <= 1


@given(FIVE)
def test_without_people_or_without_choice_everything_is_chance(counts: list[int]) -> None:
    assert guard(counts, [0] * 5, seed=1) == Verdict(1.0, 0.0, "exact")
    assert guard([0, 3, 0, 0, 0], [0, 9, 0, 0, 0], seed=1) == Verdict(1.0, 0.0, "exact")


def test_two_groups_of_three_have_p_of_a_tenth_at_the_least() -> None:
    assert pair_p([3, 0, 0, 0, 0], [0, 0, 0, 0, 3], seed=1) == pytest.approx(0.1)


def test_benjamini_and_hochberg_reject_exactly_the_first_four_of_their_paper() -> None:
    paper = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    paper += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (benjamini_hochberg(paper) <= 0.05).tolist() == [True] * 4 + [False] * 11


def test_the_worked_example_of_the_family_of_three_and_of_sixty() -> None:
    p = [0.0050, 0.0463, 0.232]
    assert benjamini_hochberg(p).tolist() == pytest.approx([0.015, 0.06945, 0.232])
    assert benjamini_hochberg(p, pending=57)[0] == pytest.approx(0.30)


@given(P_VALUES, st.integers(0, 50))
def test_a_family_raises_p_values_and_keeps_their_order(p_values: list[float], pending: int) -> None:
    raised = benjamini_hochberg(p_values, pending)
    assert (raised >= np.asarray(p_values) - 1e-12).all()
    assert (raised <= 1).all()
    assert (np.diff(raised[np.argsort(p_values, kind="stable")]) >= 0).all()
    whole = benjamini_hochberg([*p_values, *[1.0] * pending])
    assert raised.tolist() == pytest.approx(whole[: len(p_values)].tolist())


@given(P_VALUES)
def test_a_family_is_judged_by_the_rule_of_the_paper(p_values: list[float]) -> None:
    in_order = sorted(p_values)
    passed = [rank for rank, p in enumerate(in_order, 1) if p * len(p_values) / rank <= 0.1]
    flagged = benjamini_hochberg(p_values) <= 0.1
    assert flagged.sum() == max(passed, default=0)


def test_an_empty_family_has_nothing_to_raise() -> None:
    assert benjamini_hochberg([]).tolist() == []
