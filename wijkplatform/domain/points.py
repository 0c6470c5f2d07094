"""What kind of point an item is, in which list it stands, and in which order the room should talk about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from wijkplatform.domain.comparing import TOLERANCE, Compared, Facts, widest
from wijkplatform.domain.measures import agreement
from wijkplatform.domain.people import Group
from wijkplatform.domain.release import FEWEST_NAMED
from wijkplatform.domain.scoring import Counts, answered, high, index, low, rated, ratings, side

TWO_CAMPS = -0.10
"""From this agreement down a group has two camps: 0 is an even spread."""


class Point(StrEnum):
    """The kinds of point, in the order in which they are tried: an item is the first that fits."""

    NOBODY_KNOWS = "nobody_knows"
    DIFFER = "differ"
    KNOWLEDGE = "knowledge"
    DIVIDED = "divided"
    SHARED_WORRY = "shared_worry"
    SHARED_STRENGTH = "shared_strength"


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of items, each ranked. An item stands in one at most; a gap in knowing at the end of `differ`."""

    differ: tuple[str, ...]
    divided: tuple[str, ...]
    worry: tuple[str, ...]
    strength: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the kind of point that it is."""

    point: Point
    facts: Facts


def point_of(facts: Facts) -> Point | None:
    """The kind of point that an item is; None when there is nothing particular about it."""
    return next((point for point in Point if _FITS[point](facts)), None)


def real_difference(facts: Facts) -> Compared | None:
    """The widest difference between two groups that is more than chance."""
    return widest(pair for pair in facts.differences if pair.real)


def real_gap(facts: Facts) -> Compared | None:
    """The widest difference in knowing that is more than chance."""
    return widest(pair for pair in facts.gaps if pair.real)


def divided_group(facts: Facts) -> Group | None:
    """The group that falls apart into two camps, if one does; of several the one that agrees least."""
    divided = [group for group, counts in facts.judging.items() if is_divided(counts, facts)]
    return min(divided, key=lambda group: _agreement(facts.judging[group]), default=None)


def is_divided(counts: Counts, facts: Facts) -> bool:
    """Whether a group has two camps: each a third or more of it and no tiny one, with little between them."""
    smaller = min(low(counts, facts.scored.kind), high(counts, facts.scored.kind))
    if smaller < max(facts.smallest_group, FEWEST_NAMED) or 3 * smaller < rated(counts):
        return False
    return _agreement(counts) <= TWO_CAMPS + TOLERANCE


def rank(placed: Iterable[Placed]) -> list[Placed]:
    """Points in the order to talk about them; what is shared and good comes last, for it is no point to discuss."""
    return sorted(placed, key=_rank)


def lists_of(ranked: Iterable[Placed]) -> Lists:
    """The ranked points, list by list."""
    of: dict[Point, tuple[str, ...]] = dict.fromkeys(Point, ())
    for one in ranked:
        of[one.point] += (one.facts.scored.item,)
    return Lists(
        differ=of[Point.DIFFER] + of[Point.KNOWLEDGE],
        divided=of[Point.DIVIDED],
        worry=of[Point.SHARED_WORRY],
        strength=of[Point.SHARED_STRENGTH],
        unknown=of[Point.NOBODY_KNOWS],
    )


def _agreement(counts: Counts) -> float:
    value = agreement(ratings(counts))
    return 0.0 if value is None else round(value, 9)


def _nobody_knows(facts: Facts) -> bool:
    return len(facts.shown) >= 2 and all(2 * counts[0] >= answered(counts) for counts in facts.shown.values())


def _shared(facts: Facts, camp: Callable[..., int]) -> bool:
    """Whether two thirds or more of each group that is shown are in this camp, and most of each can judge."""
    kind = facts.scored.kind
    return len(facts.shown) >= 2 and all(
        group in facts.judging and 2 * counts[0] < answered(counts) and 3 * camp(counts, kind) >= 2 * rated(counts)
        for group, counts in facts.shown.items()
    )


_FITS: dict[Point, Callable[[Facts], bool]] = {
    Point.NOBODY_KNOWS: _nobody_knows,
    Point.DIFFER: lambda facts: real_difference(facts) is not None,
    Point.KNOWLEDGE: lambda facts: real_gap(facts) is not None,
    Point.DIVIDED: lambda facts: divided_group(facts) is not None,
    Point.SHARED_WORRY: lambda facts: _shared(facts, low),
    Point.SHARED_STRENGTH: lambda facts: _shared(facts, high),
}


def _opposed(facts: Facts) -> bool:
    """Whether the groups that differ most are on opposite sides."""
    pair = real_difference(facts)
    sides = [side(facts.judging[group], facts.scored.kind) for group in pair.groups] if pair else []
    return set(sides) == {1, -1}


def _index(facts: Facts) -> float:
    return fmean(index(counts, facts.scored.kind) or 0.0 for counts in facts.judging.values())


_BLOCKS = (Point.DIFFER, Point.DIVIDED, Point.SHARED_WORRY, Point.KNOWLEDGE, Point.NOBODY_KNOWS, Point.SHARED_STRENGTH)

_WEIGHT: dict[Point, Callable[[Facts], float]] = {
    Point.DIFFER: lambda facts: -max(pair.beyond_chance for pair in facts.differences if pair.real),
    Point.DIVIDED: lambda facts: min(
        _agreement(counts) for counts in facts.judging.values() if is_divided(counts, facts)
    ),
    Point.SHARED_WORRY: _index,
    Point.KNOWLEDGE: lambda facts: -max(abs(pair.delta) for pair in facts.gaps if pair.real),
    Point.NOBODY_KNOWS: lambda facts: -fmean(counts[0] / answered(counts) for counts in facts.shown.values()),
    Point.SHARED_STRENGTH: lambda facts: -_index(facts),
}


def _rank(one: Placed) -> tuple[int, bool, float, int, int, str]:
    """Opposed differences first, then block by block; inside by weight, then more ratings, then the lower number."""
    facts, scored = one.facts, one.facts.scored
    opposed = one.point is Point.DIFFER and _opposed(facts)
    number = sum(rated(counts) for counts in facts.shown.values())
    weight = round(_WEIGHT[one.point](facts), 9)
    return _BLOCKS.index(one.point), not opposed, weight, -number, scored.number, scored.item
