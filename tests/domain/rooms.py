"""Rooms in which people really differ, and sessions in which they changed, by as much as was planted and no more."""

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
    owner = _owner(sizes)
    opinions = _opinions(rng, len(owner), items, correlation)
    bounds = _bounds(rng, items)
    for place in range(planted):
        half = _half_apart(bounds[place], delta) * rng.choice([-1, 1])
        opinions[:, place] += np.where(owner == (rng.integers(len(sizes)) if apart is None else apart), half, -half)
    return _answered(rng, opinions, bounds, owner)


def sessions_with_changes(
    rng: np.random.Generator,
    sizes: Sequence[int],
    items: int,
    planted: int,
    delta: float,
    *,
    changed: int,
    correlation: float = 0.3,
) -> tuple[list[ScoredItem], list[ScoredItem]]:
    """Two sessions of other people, then and now, who think alike but for one group on the first `planted` items.

    There the group that `changed` names by its place stands higher or lower now than then, by lot. If everybody could
    be asked, Cliff's delta of that group now against itself then would be `delta`, on the five levels.
    """
    owner, bounds = _owner(sizes), _bounds(rng, items)
    halves = np.zeros(items)
    halves[:planted] = [_half_apart(one, delta) * rng.choice([-1, 1]) for one in bounds[:planted]]
    moved = np.outer(owner == changed, halves)
    then, now = (
        _answered(rng, _opinions(rng, len(owner), items, correlation) + shift, bounds, owner)
        for shift in (-moved, moved)
    )
    return then, now


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


def _owner(sizes: Sequence[int]) -> NDArray[np.int64]:
    """Of each person, the place of the group."""
    return np.repeat(np.arange(len(sizes)), sizes)


def _opinions(rng: np.random.Generator, people: int, items: int, correlation: float) -> NDArray[np.float64]:
    person = rng.normal(size=(people, 1)) * np.sqrt(correlation)
    opinions: NDArray[np.float64] = person + rng.normal(size=(people, items)) * np.sqrt(1 - correlation)
    return opinions


def _bounds(rng: np.random.Generator, items: int) -> NDArray[np.float64]:
    """Where on each item one level ends and the next begins."""
    return np.sort(rng.normal(size=(items, 4)), axis=1)


def _answered(
    rng: np.random.Generator, opinions: NDArray[np.float64], bounds: NDArray[np.float64], owner: NDArray[np.int64]
) -> list[ScoredItem]:
    """What these people answer; one in ten does not know."""
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
        for column in range(opinions.shape[1])
    ]
