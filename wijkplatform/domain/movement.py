"""What a conversation moved: the same item before it and after it, scored by the people present.

This describes the room and claims nothing beyond it, so that nothing is tested; who answered what is not linked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import TOLERANCE, ScoredItem, judging_counts
from wijkplatform.domain.findings import Finding
from wijkplatform.domain.measures import cliffs_delta
from wijkplatform.domain.people import Group
from wijkplatform.domain.scoring import Counts, favourable, index, ratings

MOVED_FROM = 0.147
"""From this |delta| on, a movement is not negligible. Source: J. Romano and others (2006), on Cliff's delta."""

Direction = Literal["up", "down", "level"]
Gap = Literal["closer", "further", "same", "none"]

_DIRECTIONS: tuple[Direction, ...] = ("level", "up", "down")
_GAPS: tuple[Gap, ...] = ("same", "further", "closer")
_OFTEN = ("as_often", "more", "less")


@dataclass(frozen=True, slots=True)
class GroupMovement:
    """How one group moved: `delta` (-1 to 1) is positive when it finds the item better than before.

    `first` and `second` are its index (0-100) before and after; the finding says how often it recognises the item now.
    """

    group: Group
    delta: float
    direction: Direction
    first: float
    second: float
    finding: Finding


@dataclass(frozen=True, slots=True)
class Movement:
    """How an item moved between two rounds.

    `apart` says how much the widest |delta| between two groups grew (-1 to 1); it is None, and `gap` is none, when
    fewer than two groups judged in both rounds. `changed`: 'Het gesprek heeft iets veranderd'.
    """

    item: str
    groups: tuple[GroupMovement, ...]
    apart: float | None
    gap: Gap
    changed: bool


def movement(before: ScoredItem, after: ScoredItem, *, smallest_group: int) -> Movement | None:
    """How the groups that could judge an item in both rounds moved; None when there are none.

    The groups are held against each other over the same groups in both rounds, so that a group that came or went
    moves nothing. `ValueError` when these are two items.
    """
    if before.item != after.item:
        raise ValueError(f"rounds of two items: {before.item} and {after.item}")
    then, now = (judging_counts(one, smallest_group) for one in (before, after))
    both = [group for group in then if group in now]
    if not both:
        return None
    apart = _widest(now[group] for group in both) - _widest(then[group] for group in both) if len(both) > 1 else None
    gap: Gap = "none" if apart is None else _GAPS[_step(apart)]
    groups = tuple(_moved(group, after.kind, then[group], now[group], gap) for group in both)
    changed = gap in ("closer", "further") or any(one.direction != "level" for one in groups)
    return Movement(after.item, groups, apart, gap, changed)


def _moved(group: Group, kind: Kind, then: Counts, now: Counts, gap: Gap) -> GroupMovement:
    old, new = favourable(then, kind), favourable(now, kind)
    delta = cliffs_delta(ratings(new), ratings(old)) or 0.0
    step = _step(delta)
    often = _OFTEN[-step if kind is Kind.VALKUIL else step]
    finding = Finding("moved", {"kind": kind.value, "group": group.value, "often": often, "gap": gap})
    first, second = index(then, kind) or 0.0, index(now, kind) or 0.0
    return GroupMovement(group, delta, _DIRECTIONS[step], first, second, finding)


def _widest(groups: Iterable[Counts]) -> float:
    """The largest |delta| between any two groups."""
    return max(abs(cliffs_delta(ratings(one), ratings(other)) or 0.0) for one, other in combinations(groups, 2))


def _step(delta: float) -> int:
    """1 for a clear rise, -1 for a clear fall, else 0."""
    return (delta >= MOVED_FROM - TOLERANCE) - (delta <= TOLERANCE - MOVED_FROM)
