"""Two measures on histograms: how far one group agrees with itself, and how far two groups are apart.

Both take counts per level, lowest level first, without 'weet ik niet'; neither knows what the levels mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Histogram = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]

_DUST = 1e-12
"""What a subtraction of fractional counts may leave behind, as a part of all."""


def agreement(counts: Histogram) -> float | None:
    """How far a group agrees: 1 all on one level, 0 evenly spread, -1 half at each end. None for an empty group.

    The histogram is peeled into layers of equal height; each layer is judged by its pattern of filled levels and
    weighs as much as it holds. Any number of levels from 3 up (`ValueError` below).
    Source: C. van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35, 325-341.

    >>> agreement([1, 2, 4, 3, 0]), agreement([5, 0, 0, 0, 5])
    (0.5, -1.0)
    """
    rest = [float(count) for count in counts]
    if len(rest) < 3 or min(rest) < 0:
        raise ValueError(f"no histogram of three or more levels: {counts}")
    total = sum(rest)
    if total == 0:
        return None
    value = 0.0
    while filled := [count for count in rest if count > _DUST * total]:
        height = min(filled)
        pattern = tuple(count > _DUST * total for count in rest)
        value += height * len(filled) / total * _layer_agreement(pattern)
        rest = [count - height if there else 0.0 for count, there in zip(rest, pattern, strict=True)]
    return value


def polarisation(counts: Histogram) -> float | None:
    """How far a group falls into two camps: 0 all on one level, 0.5 evenly spread, 1 half at each end.

    This is (1 - agreement) / 2. None for an empty group.

    >>> polarisation([1, 2, 4, 3, 0])
    0.25
    """
    value = agreement(counts)
    return None if value is None else (1 - value) / 2


def cliffs_delta(one: Histogram, other: Histogram) -> float | None:
    """How far one group stands above another, from -1 to 1; positive: `one` is higher. None when either is empty.

    The share of pairs (somebody of `one`, somebody of `other`) in which the first is higher, minus the share in which
    the second is. Equal answers count for neither. `ValueError` when the numbers of levels differ.
    Source: N. Cliff (1993), Dominance statistics, Psychological Bulletin 114, 494-509.

    >>> round(cliffs_delta([1, 2, 3, 6, 3], [3, 2, 1, 0, 0]), 3)
    0.778
    """
    x, y = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError("both groups need the same levels")
    pairs = float(x.sum() * y.sum())
    if pairs == 0:
        return None
    below = np.cumsum(y) - y
    above = y.sum() - np.cumsum(y)
    return float(x @ (below - above)) / pairs


@lru_cache(maxsize=1024)
def _layer_agreement(pattern: tuple[bool, ...]) -> float:
    """Agreement of one layer: the share of its triples of levels that have one peak, thinned by the levels it fills."""
    levels, filled = len(pattern), sum(pattern)
    if filled == 1:
        return 1.0
    triples = list(combinations(pattern, 3))
    one_peak = sum(triple in ((True, True, False), (False, True, True)) for triple in triples)
    two_peaks = triples.count((True, False, True))
    if one_peak + two_peaks == 0:
        return 0.0
    unimodality = ((levels - 2) * one_peak - (levels - 1) * two_peaks) / ((levels - 2) * (one_peak + two_peaks))
    return unimodality * (1 - (filled - 1) / (levels - 1))
