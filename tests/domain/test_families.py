"""The rule over all pairs of a session, against its definition in whole fractions and its properties."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijkplatform.domain.chance import benjamini_hochberg, guard
from wijkplatform.domain.families import FALSE_FLAGS, LEVEL, discrete_step_up, raise_family

Pair = tuple[float, NDArray[np.float64] | None]

COARSE = 200
"""The p values of these tests are multiples of 1/200, so that many fall together and some on the level itself."""


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """The p value of a pair and, unless any value was possible, those that it could have had."""
    values = sorted({*draw(st.lists(st.integers(1, COARSE), max_size=8)), *draw(st.lists(st.integers(1, 20))), COARSE})
    p = draw(st.sampled_from(values)) / COARSE
    return p, draw(st.none() | st.just(np.array([0, *values]) / COARSE))


FAMILIES = st.lists(pairs(), min_size=1, max_size=12)


def _raised(family: list[Pair], pending: int = 0) -> NDArray[np.float64]:
    return discrete_step_up([p for p, _ in family], [values for _, values in family], pending)


def _by_definition(family: list[Pair], pending: int) -> list[Fraction]:
    """Each p value raised in whole fractions: try every value from it up to the level, keep the smallest outcome."""
    level = Fraction(round(LEVEL * COARSE), COARSE)
    exact = [Fraction(round(p * COARSE), COARSE) for p, _ in family]

    def chance(values: NDArray[np.float64] | None, at: Fraction) -> Fraction:
        steps = [at] if values is None else [Fraction(round(one * COARSE), COARSE) for one in values]
        return max(one for one in steps if one <= at)

    def outcome(at: Fraction) -> Fraction:
        low = sum(p <= at for p in exact)
        terms = [chance(values, at) / (1 - chance(values, level)) for _, values in family]
        terms += [at / (1 - level)] * pending
        return sum(sorted(terms, reverse=True)[: len(terms) - low + 1], Fraction(0)) / low

    tried = sorted({p for p in exact if p <= level})
    outcomes = {p: min(outcome(at) for at in tried if at >= p) for p in tried}
    return [min(max(outcomes[p], p), Fraction(1)) if p <= level else Fraction(1) for p in exact]


@given(FAMILIES, st.integers(0, 20))
def test_the_rule_is_its_definition(family: list[Pair], pending: int) -> None:
    assert _raised(family, pending).tolist() == pytest.approx([float(one) for one in _by_definition(family, pending)])


@given(FAMILIES, st.integers(0, 20))
def test_a_value_is_raised_never_lowered_and_the_order_stays(family: list[Pair], pending: int) -> None:
    p_values = np.array([p for p, _ in family])
    raised = _raised(family, pending)
    assert (raised >= p_values).all()
    assert (raised <= 1).all()
    assert (np.diff(raised[np.argsort(p_values, kind="stable")]) >= 0).all()


@given(FAMILIES, FAMILIES)
def test_pairs_that_stop_pending_take_no_flag_away(done: list[Pair], to_come: list[Pair]) -> None:
    early = _raised(done, pending=len(to_come))
    late = _raised([*done, *to_come])[: len(done)]
    assert (late <= early + 1e-12).all()


@given(FAMILIES)
def test_knowing_which_values_can_occur_never_takes_a_flag_away(family: list[Pair]) -> None:
    assert (_raised(family) <= _raised([(p, None) for p, _ in family]) + 1e-12).all()


def test_pairs_too_small_to_differ_do_not_weaken_the_others() -> None:
    telling = guard([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], seed=1)
    tiny = guard([2, 1, 0, 0, 0], [0, 1, 2, 0, 0], seed=1)
    verdicts = [telling, *[tiny] * 30]
    p_values = [one.p for one in verdicts]
    raised = discrete_step_up(p_values, [one.attainable for one in verdicts])
    assert raised[0] == pytest.approx(telling.p / (1 - LEVEL), rel=0.02)
    assert benjamini_hochberg(p_values)[0] > 0.1


@given(FAMILIES, st.integers(0, 20))
def test_a_pair_passes_by_the_one_rule_or_by_the_other_and_by_nothing_else(family: list[Pair], pending: int) -> None:
    p_values, attainable = [p for p, _ in family], [values for _, values in family]
    passed = raise_family(p_values, attainable, pending) <= FALSE_FLAGS + 1e-9
    by_paper = benjamini_hochberg(p_values, pending) <= FALSE_FLAGS + 1e-9
    by_chances = discrete_step_up(p_values, attainable, pending) <= LEVEL + 1e-9
    assert passed.tolist() == (by_paper | by_chances).tolist()


def test_two_groups_of_three_pass_only_where_no_pair_of_the_session_is_less_apart() -> None:
    verdict = guard([3, 0, 0, 0, 0], [0, 0, 0, 0, 3], seed=1)
    raised = [raise_family([verdict.p] * pairs, [verdict.attainable] * pairs)[0] for pairs in (1, 2)]
    assert raised == pytest.approx([0.1, 0.1])
    assert raise_family([verdict.p, 0.7], [verdict.attainable] * 2)[0] > FALSE_FLAGS


def test_an_empty_family_and_one_above_the_level_have_nothing_to_raise() -> None:
    assert discrete_step_up([], []).tolist() == []
    assert discrete_step_up([0.081], [None]).tolist() == [1.0]
    assert discrete_step_up([], [], pending=3).tolist() == []
