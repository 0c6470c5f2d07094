"""Judging a whole session: one exact count per pair of groups, against the permutation test of scipy on the same data.

scipy shuffles who is who 9,999 times per pair, vectorised; it does so for a few punten, and the rest is reckoned from
those. Ours is timed on rooms that it has not seen before, as at the first reveal of a session: nothing is remembered.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import combinations
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy.stats import permutation_test

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import ScoredItem, judge
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import release
from wijkplatform.domain.scoring import Counts, ratings

_SIZES = (25, 10, 5)
_ALL, _OPGAVE, _PEER = 97, 13, 4
_SHUFFLES = 9_999
_TIMES = 5


def judging() -> str:
    """How much faster the 97 punten of three groups are judged than scipy does, and how long it takes."""
    draws = random.Random(7)  # nosec B311: no secret
    _judged_in([_room(draws)])
    opgave = median(_judged_in([_room(draws) for _ in range(_OPGAVE)]) for _ in range(_TIMES))
    sessions = [[_room(draws) for _ in range(_ALL)] for _ in range(_TIMES)]
    whole = median(_judged_in(rooms) for rooms in sessions)
    begin = time.perf_counter()
    for room in sessions[0][:_PEER]:
        for one, other in combinations(room.values(), 2):
            _by_scipy(one, other)
    peer = (time.perf_counter() - begin) * _ALL / _PEER
    return (
        f"{peer / whole:.0f} x faster than {_SHUFFLES} shuffles of scipy (97 punten, 25/10/5: {whole * 1000:.0f} ms"
        f" against {peer * 1000:.0f} ms); 13 punten take {opgave * 1000:.0f} ms; rooms not seen before, on one core"
    )


def _judged_in(rooms: Sequence[dict[Group, Counts]]) -> float:
    """The time to judge these punten."""
    items = [
        ScoredItem(str(number), number, Kind.KANS, 1, release(room, 3)) for number, room in enumerate(rooms, start=1)
    ]
    begin = time.perf_counter()
    judge(items, pending_pairs=0, session="bench", smallest_group=3)
    return time.perf_counter() - begin


def _room(draws: random.Random) -> dict[Group, Counts]:
    room: dict[Group, Counts] = {}
    for group, size in zip(GROUPS, _SIZES, strict=True):
        answers = [draws.randint(1, 5) for _ in range(size)]
        one, two, three, four, five = (answers.count(level) for level in range(1, 6))
        room[group] = (0, one, two, three, four, five)
    return room


def _by_scipy(one: Counts, other: Counts) -> float:
    """The same p value from the answers one by one; where there are fewer shufflings, scipy takes each once."""
    x, y = (np.repeat(np.arange(1, 6), ratings(counts)) for counts in (one, other))
    found = permutation_test((x, y), _width, vectorized=True, n_resamples=_SHUFFLES, alternative="greater", rng=7)
    return float(found.pvalue)


def _width(x: NDArray[np.int64], y: NDArray[np.int64], axis: int) -> NDArray[np.float64]:
    """|Cliff's delta| of many shufflings at once: per level of the scale, how many of the others are below or above."""
    x, y = np.moveaxis(x, axis, -1), np.moveaxis(y, axis, -1)
    levels = np.arange(1, 6)[:, None]
    here, there = ((group[..., None, :] == levels).sum(axis=-1) for group in (x, y))
    below = np.cumsum(there, axis=-1) - there
    lead = (here * (below - (y.shape[-1] - below - there))).sum(axis=-1)
    width: NDArray[np.float64] = abs(lead) / (x.shape[-1] * y.shape[-1])
    return width
