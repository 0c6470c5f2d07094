"""Which differences of a whole session are more than chance: one rule over the p values of all its pairs.

Small groups can only have a few p values: two groups of three never have one below .10. The rule of Benjamini and
Hochberg counts such a pair as if it could, and so asks too much of all the others. A second rule counts for every pair
how likely it really was to come this low; a difference passes by either (decision 8).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkplatform.domain.chance import benjamini_hochberg

FALSE_FLAGS = 0.10
"""The promise: at most this part of sessions without a difference show one, and on average so many flags are false."""

LEVEL = 0.08
"""The second rule passes up to this value, below the promise: answers of one person hang together, and the two add."""

_ONE_AND_DUST = 1 + 1e-9
"""Two p values that differ by no more than rounding are the same."""


def raise_family(
    p_values: ArrayLike, attainable: Sequence[NDArray[np.float64] | None], pending: int = 0
) -> NDArray[np.float64]:
    """The p values of a family, raised: those that end at or below `FALSE_FLAGS` are more than chance together.

    The smaller of `benjamini_hochberg` and `discrete_step_up`, the latter stretched from its level to the promise. The
    order stays, no value falls below its p, and a pair that stops pending raises none. The arguments are those of
    `discrete_step_up`.

    >>> few = np.array([0.0, 0.1, 0.5, 1.0])
    >>> raise_family([0.04, 0.5, 0.5], [None, few, few]).round(4).tolist()
    [0.0543, 0.5, 0.5]
    """
    joint = discrete_step_up(p_values, attainable, pending) * (FALSE_FLAGS / LEVEL)
    return np.minimum(benjamini_hochberg(p_values, pending), joint)


def discrete_step_up(
    p_values: ArrayLike, attainable: Sequence[NDArray[np.float64] | None], pending: int = 0
) -> NDArray[np.float64]:
    """The p values of a family, raised: those that end at or below `LEVEL` pass.

    `attainable` holds for each pair every p value that it could have had, rising from 0, or None where any was;
    `pending` pairs are still to come, can have any, and count as not passing. With F(t) the chance that a pair without
    difference comes to t or below, and R pairs at or below t, the value of t is the sum of the m - R + 1 largest of
    F(t) / (1 - F(LEVEL)), divided by R; each pair gets the smallest value from its own p upwards, never less than p,
    and 1 when p is above `LEVEL`. A pair that stops pending lowers every value or leaves it.
    Source: S. Döhler, G. Durand and E. Roquain (2018), New FDR bounds for discrete and heterogeneous tests, Electronic
    Journal of Statistics 12, 1867-1900: procedure AHSU, with its largest critical value bounded by the level.

    >>> discrete_step_up([0.01, 0.5], [None, None]).round(4).tolist()
    [0.0217, 1.0]
    >>> discrete_step_up([0.01, 0.5], [None, np.array([0.0, 0.1, 0.5, 1.0])]).round(4).tolist()
    [0.0109, 1.0]
    """
    p = np.asarray(p_values, dtype=np.float64)
    tried = np.unique(p[p <= LEVEL * _ONE_AND_DUST])
    adjusted = np.ones_like(p)
    if not len(tried):
        return adjusted
    up_to = np.searchsorted(np.sort(p), tried * _ONE_AND_DUST, side="right")
    terms = np.sort([_chances(values, tried) for values in attainable], axis=0)[::-1].cumsum(axis=0)
    expected = terms[len(p) - up_to, np.arange(len(tried))] + pending * tried / (1 - LEVEL)
    values = np.minimum.accumulate((expected / up_to)[::-1])[::-1]
    low = p <= LEVEL * _ONE_AND_DUST
    adjusted[low] = np.minimum(np.maximum(values[np.searchsorted(tried, p[low])], p[low]), 1.0)
    return adjusted


def _chances(attainable: NDArray[np.float64] | None, tried: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely a pair without difference comes to each of these p values or below, given that it is not sure to."""
    if attainable is None:
        return tried / (1 - LEVEL)
    reached = attainable[np.searchsorted(attainable, np.append(tried, LEVEL) * _ONE_AND_DUST, side="right") - 1]
    chances: NDArray[np.float64] = reached[:-1] / (1 - reached[-1])
    return chances
