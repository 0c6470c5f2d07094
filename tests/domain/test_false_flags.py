"""A room in which the labels do not matter seldom shows a large difference, and a real one is found.

The seeds are fixed, so that the figures are the same on every desk.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from tests.domain.answers import item, judged, room_without_differences
from wijkplatform.domain.people import GROUPS


@pytest.mark.parametrize(
    ("sizes", "sessions"),
    [((25, 10, 5), 400), ((12, 12, 12), 100), ((20, 4, 3), 100)],
    ids=["25/10/5", "12/12/12", "20/4/3"],
)
def test_at_most_a_tenth_of_sessions_without_a_difference_show_one(sizes: tuple[int, ...], sessions: int) -> None:
    rng = np.random.default_rng(20090101)
    flagged = 0
    for _ in range(sessions):
        judgement = judged(*room_without_differences(rng, sizes, items=20))
        flagged += any(one.word == "large_difference" for one in judgement.results)
    assert flagged <= sessions * (0.10 + 3 * sqrt(0.1 * 0.9 / sessions))


def test_differences_that_are_real_are_found_beside_others_that_are_not() -> None:
    rng = np.random.default_rng(20090102)
    found = planted = 0
    for _ in range(20):
        items = room_without_differences(rng, (25, 10, 5), items=20)
        for place in range(10):
            split = {GROUPS[0]: (0, 9, 9, 5, 2, 0), GROUPS[1]: (0, 0, 1, 2, 4, 3), GROUPS[2]: (0, 0, 0, 1, 2, 2)}
            items[place] = item(split, number=place + 1)
        words = [one.word for one in judged(*items).results]
        planted += 10
        found += words[:10].count("large_difference")
    assert found == planted
