"""Rooms in which people really differ, by as much as was planted and no more."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tests.domain.answers import item
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.people import GROUPS

_CDF = np.vectorize(NormalDist().cdf, otypes=[float])


def room_with_differences(
    rng: np.random.Generator,
    sizes: Sequence[int],
    items: int,
    planted: int,
    delta: float,
    *,
    apart: int | None = None,
    correlation: float = 0.3,
) -> list[ScoredItem]:
    """People of whom one group thinks otherwise about the first `planted` items; about one in ten does not know.

    Of each planted item one of the three groups stands apart from both others, upwards or downwards by lot: the group
    that `apart` names by its place, or else one drawn by lot. How far follows from the levels of that item: if
    everybody could be asked, Cliff's delta of that group against the others would be `delta` exactly, on the five
    levels that people answer in. The others are alike.
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)
    person = rng.normal(size=(len(owner), 1)) * np.sqrt(correlation)
    opinions = person + rng.normal(size=(len(owner), items)) * np.sqrt(1 - correlation)
    bounds = np.sort(rng.normal(size=(items, 4)), axis=1)
    for place in range(planted):
        half = _half_apart(bounds[place], delta) * rng.choice([-1, 1])
        opinions[:, place] += np.where(owner == (rng.integers(len(sizes)) if apart is None else apart), half, -half)
    values = 1 + (opinions[:, :, None] > bounds[None]).sum(axis=2)
    values[rng.random(values.shape) < 0.1] = 0
    return [
        item(
            {
                group: np.bincount(values[owner == place, column], minlength=6).tolist()
                for place, group in enumerate(GROUPS)
            },
            number=column + 1,
        )
        for column in range(items)
    ]


def delta_of_all(bounds: NDArray[np.float64], half: float) -> float:
    """Cliff's delta of everybody with opinions around `half` against everybody around minus `half`."""
    upper, lower = (np.diff(_CDF(bounds - middle), prepend=0.0, append=1.0) for middle in (half, -half))
    below = np.cumsum(lower) - lower
    return float(upper @ (below - (1 - lower - below)))


def _half_apart(bounds: NDArray[np.float64], delta: float) -> float:
    """Half the distance that gives this delta of all: it grows with the distance, so it is closed in upon."""
    least, most = 0.0, 20.0
    for _ in range(40):
        middle = (least + most) / 2
        least, most = (middle, most) if delta_of_all(bounds, middle) < delta else (least, middle)
    return most
