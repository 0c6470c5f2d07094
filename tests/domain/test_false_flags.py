"""A room in which the labels do not matter seldom shows a large difference, and a real one is found.

The seeds are fixed, so that the figures are the same on every desk; `make bench ARGS=flags` prints them.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from tests.domain.answers import judged, room_without_differences
from tests.domain.rooms import delta_of_all, room_with_differences
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.families import FALSE_FLAGS, LEVEL


def _large(items: list[ScoredItem]) -> list[bool]:
    return [one.word == "large_difference" for one in judged(*items).results]


def _flagged(sizes: tuple[int, ...], sessions: int) -> int:
    """How many sessions without a difference show one."""
    rng = np.random.default_rng(20090101)
    return sum(any(_large(room_without_differences(rng, sizes, items=20))) for _ in range(sessions))


def test_at_most_a_tenth_of_500_sessions_without_a_difference_show_one() -> None:
    assert _flagged((25, 10, 5), 500) <= 500 * FALSE_FLAGS


@pytest.mark.parametrize("sizes", [(12, 12, 12), (20, 4, 3), (20, 8, 6), (30, 5, 5)], ids=str)
def test_rooms_of_other_sizes_show_no_more(sizes: tuple[int, ...]) -> None:
    assert _flagged(sizes, 100) <= 100 * (FALSE_FLAGS + 3 * sqrt(FALSE_FLAGS * (1 - FALSE_FLAGS) / 100))


def test_the_level_lies_below_the_promise_because_answers_of_one_person_hang_together() -> None:
    assert LEVEL < FALSE_FLAGS


@pytest.mark.parametrize(
    ("sizes", "delta", "least"),
    [
        ((20, 8, 6), 0.70, 0.60),
        ((20, 8, 6), 0.86, 0.95),
        ((30, 5, 5), 0.70, 0.65),
        ((30, 5, 5), 0.86, 0.90),
        ((25, 10, 5), 0.70, 0.65),
        ((25, 10, 5), 0.86, 0.90),
    ],
    ids=str,
)
@pytest.mark.parametrize("apart", [None, 2], ids=["any group apart", "the smallest group apart"])
def test_most_differences_that_are_real_are_found_beside_punten_without_any(
    sizes: tuple[int, ...], delta: float, least: float, apart: int | None
) -> None:
    rng = np.random.default_rng(20090102)
    sessions = 50
    rooms = [room_with_differences(rng, sizes, items=20, planted=10, delta=delta, apart=apart) for _ in range(sessions)]
    assert sum(sum(_large(room)[:10]) for room in rooms) >= least * 10 * sessions


def test_what_is_planted_is_the_difference_of_everybody_not_of_who_happens_to_be_there() -> None:
    rng = np.random.default_rng(20090103)
    bounds = np.array([-1.0, -0.3, 0.4, 1.1])
    for half in (0.3, 0.8):
        upper, lower = (1 + (rng.normal(middle, 1, (4000, 1)) > bounds).sum(axis=1) for middle in (half, -half))
        measured = np.sign(upper[:, None] - lower[None]).mean()
        assert delta_of_all(bounds, half) == pytest.approx(measured, abs=0.03)
