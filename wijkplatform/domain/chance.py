"""The chance guard: how often a difference comes about when the labels of two groups do not matter.

Shuffling the labels of two groups of fixed size is drawing the histogram of one of them, without replacement, from
what both answered together. Cliff's delta is linear in that draw, so that everything here is whole numbers until the
last division. `families.py` judges the pairs of a whole session together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import comb, prod
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXACT_TABLES = 100_000
"""Up to so many tables of the smaller group are all looked at; above, draws are taken. About 4 ms."""

DRAWS = 5_000

_TOLERANCE = 1e-9

Method = Literal["exact", "sampled"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What chance would do to the difference of one pair.

    `p`: the share of shufflings with a difference at least this large; `q95`: the smallest |delta| with at least 95% of
    the shufflings at or below it. `attainable`: every p value that this pair could have had, rising from 0; None where
    draws were taken, and any value counts as possible.
    """

    p: float
    q95: float
    method: Method
    attainable: NDArray[np.float64] | None = field(default=None, compare=False, repr=False)


def guard(one: Sequence[int], other: Sequence[int], seed: int) -> Verdict:
    """How likely a difference as large as that between two histograms is when the labels do not matter.

    Exact when there are at most 100,000 ways to fill the smaller group from what both answered: always up to 36 people
    in it, and in general up to some 85 in both together. Else from 5,000 draws that `seed` fixes. The result depends
    neither on the order of the groups nor on the direction of the scale. An empty group: p = 1.

    >>> guard([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], seed=1).method, round(pair_p([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], 1), 6)
    ('exact', 0.004994)
    """
    x, y = np.asarray(one, dtype=np.int64), np.asarray(other, dtype=np.int64)
    smaller, larger = (x, y) if x.sum() <= y.sum() else (y, x)
    size, pairs = int(smaller.sum()), int(smaller.sum() * larger.sum())
    used = (pool := x + y) > 0
    if pairs == 0 or used.sum() == 1:
        return Verdict(1.0, 0.0, "exact", np.array([0.0, 1.0]))
    observed = abs(int(smaller[used] @ _lead(pool[used])))
    canonical = tuple(int(count) for count in pool[used])
    canonical = min(canonical, canonical[::-1])
    if _most_tables(canonical, size) > EXACT_TABLES:
        p, q95 = _sampled(canonical, size, observed, seed)
        return Verdict(p, q95 / pairs, "sampled", None)
    null = _exact(canonical, size)
    as_large = len(null.leads) - int(np.searchsorted(null.leads, observed))
    return Verdict(float(null.p_values[as_large]), null.q95 / pairs, "exact", null.p_values)


def pair_p(one: Sequence[int], other: Sequence[int], seed: int) -> float:
    """The p value of the difference between two groups: see `guard`.

    >>> round(pair_p([1, 1, 2, 0, 1], [0, 0, 0, 1, 2], seed=1), 4)
    0.1429
    """
    return guard(one, other, seed).p


def seed_of(session: str, round_number: int, item: str, pair: str, test: str) -> int:
    """The seed of the draws for one pair: always the same for the same question in the same session."""
    name = f"{session}/{round_number}/{item}/{pair}/{test}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])


def benjamini_hochberg(p_values: ArrayLike, pending: int = 0) -> NDArray[np.float64]:
    """The p values of a family, raised so that a flag at 10% means: at most 10% of the flags are chance.

    `pending` tests are still to come and count as p = 1. The order stays. Source: Y. Benjamini and Y. Hochberg (1995),
    Controlling the false discovery rate, Journal of the Royal Statistical Society B 57, 289-300.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(6).tolist(), benjamini_hochberg([0.01], pending=9).tolist()
    ([0.03, 0.04, 0.04], [0.1])
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    raised = p[order] * (len(p) + pending) / np.arange(1, len(p) + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def _lead(pool: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per level: how many of the pool stand below it, minus how many above. A draw times this is delta × all pairs."""
    total = np.cumsum(pool)
    lead: NDArray[np.int64] = total - pool - (total[-1] - total)
    return lead


@dataclass(frozen=True, slots=True)
class _Null:
    """All that shuffling can give: each |delta| × all pairs, rising, and the 95% point of those.

    `p_values` rises from 0: at n stands the chance of one of the n largest.
    """

    leads: NDArray[np.int64]
    p_values: NDArray[np.float64]
    q95: int


def _most_tables(pool: tuple[int, ...], size: int) -> int:
    """No more than so many ways there are to draw `size` from the pool: the largest level takes what is left."""
    free = sorted(min(count, size) + 1 for count in pool)[:-1]
    return min(prod(free), comb(size + len(pool) - 1, size))


@lru_cache(maxsize=2048)
def _exact(pool: tuple[int, ...], size: int) -> _Null:
    """Every way to draw `size` from the pool, built up level by level and weighed by how often shuffling gives it."""
    order = np.argsort(pool, kind="stable")
    counts, steps = np.array(pool)[order], _lead(np.array(pool))[order]
    factorials = _log_factorials(sum(pool))
    drawn, lead, chance = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1)
    left = sum(pool)
    for count, step in zip(counts[:-1], steps[:-1], strict=True):
        more = np.arange(min(count, size) + 1)
        left -= int(count)
        total = (drawn[:, None] + more).ravel()
        possible = (total <= size) & (total >= size - left)
        drawn = total[possible]
        lead = (lead[:, None] + more * step).ravel()[possible]
        chance = (chance[:, None] - factorials[more] - factorials[count - more] + factorials[count]).ravel()[possible]
    rest, last = size - drawn, counts[-1]
    chance += factorials[last] - factorials[rest] - factorials[last - rest]
    chance += factorials[size] + factorials[sum(pool) - size] - factorials[sum(pool)]
    weights = np.bincount(abs(lead + rest * steps[-1]), weights=np.exp(chance))
    leads = np.flatnonzero(weights)
    q95 = leads[np.searchsorted(weights[leads].cumsum(), 0.95 - _TOLERANCE)]
    p_values = np.minimum(np.append(0.0, weights[leads][::-1].cumsum()), 1.0)
    return _Null(leads, p_values, int(q95))


@lru_cache(maxsize=4096)
def _sampled(pool: tuple[int, ...], size: int, observed: int, seed: int) -> tuple[float, int]:
    """The same from draws. The observed draw itself counts as one, so that p is never 0."""
    draws = np.random.default_rng(seed).multivariate_hypergeometric(pool, size, size=DRAWS)
    leads = np.sort(abs(draws @ _lead(np.array(pool))))
    hits = DRAWS - int(np.searchsorted(leads, observed))
    return (1 + hits) / (DRAWS + 1), int(leads[-(-95 * DRAWS // 100) - 1])


@lru_cache(maxsize=16)
def _log_factorials_up_to(size: int) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size + 1)))])


def _log_factorials(needed: int) -> NDArray[np.float64]:
    """log(n!) for n up to at least `needed`; the sizes are rounded up, so that few tables are kept."""
    return _log_factorials_up_to(1 << needed.bit_length())
