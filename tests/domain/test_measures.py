"""Agreement and Cliff's delta against published values, worked examples and their properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wijkplatform.domain.disagreement import agreement, cliffs_delta, polarisation

FIVE = st.lists(st.integers(0, 30), min_size=5, max_size=5)
FILLED = FIVE.filter(any)


def _over_levels(*groups: list[int]) -> list[list[int]]:
    """The histograms of some lists of numbers over the numbers that occur in any of them."""
    levels = sorted({value for group in groups for value in group})
    return [[group.count(level) for level in levels] for group in groups]


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([30, 40, 210, 130, 530, 50, 10], 0.6113333),
        ([0, 0, 1, 0, 1, 0, 0], 0.467),
        ([2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6], 0.61),
        ([1.6, 2.6, 8.2, 21, 29.3, 27, 10.3], 0.48),
    ],
)
def test_agreement_is_what_the_r_package_agrmt_publishes(counts: list[float], published: float) -> None:
    decimals = len(str(published).split(".")[1])
    assert agreement(counts) == pytest.approx(published, abs=0.5 * 10**-decimals)


def test_polarisation_is_what_the_r_package_agrmt_publishes() -> None:
    assert polarisation([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.1943333, abs=5e-8)


def test_the_worked_examples_of_agreement() -> None:
    assert agreement([1, 2, 4, 3, 0]) == pytest.approx(0.5)
    assert polarisation([1, 2, 4, 3, 0]) == pytest.approx(0.25)
    assert agreement([3, 1, 0, 1, 3]) == pytest.approx(-41 / 72)
    assert agreement([3, 1, 0, 1, 3]) == pytest.approx(-0.5694, abs=5e-5)
    assert polarisation([3, 1, 0, 1, 3]) == pytest.approx(0.7847, abs=5e-5)


X = [10, 20, 20, 20, 30, 30, 30, 40, 50, 100]
Y = [10, 20, 30, 40, 40, 50]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [(X, Y, -0.0666667), ([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], Y, -0.25), (X, [value + 110 for value in Y], -1)],
)
def test_delta_is_what_effsize_and_cliffs_delta_publish(one: list[int], other: list[int], published: float) -> None:
    assert cliffs_delta(*_over_levels(one, other)) == pytest.approx(published, abs=5e-8)


def test_the_worked_examples_of_delta() -> None:
    b, w, a = [1, 2, 3, 6, 3], [1, 3, 2, 1, 0], [3, 2, 1, 0, 0]
    assert cliffs_delta(b, a) == pytest.approx(70 / 90)
    assert cliffs_delta(b, w) == pytest.approx(0.533, abs=5e-4)
    assert cliffs_delta(w, a) == pytest.approx(0.452, abs=5e-4)


@given(FILLED)
def test_agreement_is_the_same_upside_down_and_for_any_size(counts: list[int]) -> None:
    value = agreement(counts)
    assert value is not None
    assert -1 <= value <= 1
    assert agreement(counts[::-1]) == pytest.approx(value)
    assert agreement([7 * count for count in counts]) == pytest.approx(value)
    assert agreement([count / 3 for count in counts]) == pytest.approx(value)
    assert polarisation(counts) == pytest.approx((1 - value) / 2)


@given(st.integers(1, 50), st.integers(0, 4))
def test_agreement_is_1_all_alike_minus_1_half_at_each_end_and_0_when_flat(number: int, level: int) -> None:
    assert agreement([number if place == level else 0 for place in range(5)]) == 1
    assert agreement([number, 0, 0, 0, number]) == -1
    assert agreement([number] * 5) == 0


@given(FILLED, FILLED)
def test_delta_counts_pairs_of_people(one: list[int], other: list[int]) -> None:
    x, y = np.repeat(range(5), one), np.repeat(range(5), other)
    signs = np.sign(x[:, None] - y[None, :])
    assert cliffs_delta(one, other) == pytest.approx(float(signs.mean()))


@given(FILLED, FILLED)
def test_delta_turns_its_sign_with_the_groups_and_with_the_scale(one: list[int], other: list[int]) -> None:
    value = cliffs_delta(one, other)
    assert value is not None
    assert -1 <= value <= 1
    assert cliffs_delta(other, one) == pytest.approx(-value)
    assert cliffs_delta(one[::-1], other[::-1]) == pytest.approx(-value)
    assert cliffs_delta([3 * count for count in one], other) == pytest.approx(value)
    assert cliffs_delta(one, one) == 0


@given(FILLED, st.integers(0, 4))
def test_a_group_in_which_somebody_answers_higher_stands_higher(one: list[int], level: int) -> None:
    assume(level < 4 and one[level])
    moved = list(one)
    moved[level] -= 1
    moved[level + 1] += 1
    assert (cliffs_delta(moved, [1, 1, 1, 1, 1]) or 0) > (cliffs_delta(one, [1, 1, 1, 1, 1]) or 0)


def test_an_empty_group_has_no_agreement_and_no_difference() -> None:
    assert agreement([0] * 5) is None
    assert polarisation([0] * 5) is None
    assert cliffs_delta([0] * 5, [1, 0, 0, 0, 0]) is None


def test_what_is_no_histogram_is_refused() -> None:
    with pytest.raises(ValueError, match="no histogram"):
        agreement([3, 4])
    with pytest.raises(ValueError, match="no histogram"):
        agreement([3, -1, 4])
    with pytest.raises(ValueError, match="same levels"):
        cliffs_delta([1, 2, 3], [1, 2])
