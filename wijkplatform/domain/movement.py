"""What a conversation moved: the same item before it and after it, of the people who answered both times.

Who came, who left and what was typed from paper moves nothing. This describes the room and claims nothing beyond it, so
that nothing is tested. What may be told of people within a group that is shown: decision 14.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import TOLERANCE, ScoredItem, judging_counts
from wijkplatform.domain.findings import Finding
from wijkplatform.domain.measures import cliffs_delta
from wijkplatform.domain.people import Group
from wijkplatform.domain.scoring import LEVELS, Counts, favourable, index, rated, ratings

MOVED_FROM = 0.147
"""From this |delta| on, a movement is not negligible. Source: J. Romano and others (2006), on Cliff's delta."""

FEWEST_STEPS = 2
"""A group is not said to move by the step of one person."""

Direction = Literal["up", "down", "level"]
Gap = Literal["closer", "further", "same", "none"]
Steps = Mapping[tuple[int, int], int]
"""Of everybody who answered in both rounds: (answer before, answer after), and how many people."""

_DIRECTIONS: tuple[Direction, ...] = ("level", "up", "down")
_GAPS: tuple[Gap, ...] = ("same", "further", "closer")
_OFTEN = ("as_often", "more", "less")


@dataclass(frozen=True, slots=True)
class GroupMovement:
    """How the `both` people of a group moved who were on the scale in both rounds.

    `delta` (-1 to 1) is positive when they find the item better than before, `first` and `second` are their index
    (0-100) before and after; all three are None when only the direction may be told. The finding says how often they
    recognise the item now.
    """

    group: Group
    both: int
    direction: Direction
    delta: float | None
    first: float | None
    second: float | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Movement:
    """How an item moved between two rounds.

    `apart` says how much the widest |delta| between two groups grew (-1 to 1); it is None when it may not be told.
    `gap` is none when fewer than two groups judged in both rounds, and same when nothing is certain about it.
    `changed`: 'Het gesprek heeft iets veranderd'.
    """

    item: str
    groups: tuple[GroupMovement, ...]
    apart: float | None
    gap: Gap
    changed: bool


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The people of a group who were on the scale in both rounds, with high meaning good.

    `whole` is all that was published of the group, before and after; `then` and `now` are these people alone; `net`
    how many more of them went up than down.
    """

    whole: tuple[Counts, Counts]
    then: Counts
    now: Counts
    net: int

    @property
    def both(self) -> int:
        return rated(self.then)

    @property
    def outside(self) -> tuple[int, int]:
        """How many who answered on the scale, before and after, are not among them."""
        before, after = self.whole
        return rated(before) - self.both, rated(after) - self.both

    @property
    def delta(self) -> float:
        return _delta(self.now, self.then)


def movement(
    before: ScoredItem,
    after: ScoredItem,
    steps: Mapping[Group, Steps],
    *,
    smallest_group: int,
    split: Collection[Group] = (),
) -> Movement | None:
    """How the groups moved that judged an item in both rounds; None when there is nothing to tell.

    `steps` holds who stands in the published counts of a group in both rounds. `split` names the groups of which
    numbers of a part were told about `before` in an earlier comparison. The groups are held against each other only
    when everything may be told of each. `ValueError` when these are two items.
    """
    if before.item != after.item:
        raise ValueError(f"rounds of two items: {before.item} and {after.item}")
    fewest = max(smallest_group, 1)
    then, now = (judging_counts(one, smallest_group) for one in (before, after))
    able = [group for group in then if group in now]
    pairs = {group: _pairs(after.kind, then[group], now[group], steps.get(group, {})) for group in able}
    moved: dict[Group, Direction] = {}
    told: set[Group] = set()
    for group, people in pairs.items():
        free = all(one == 0 or one >= fewest for one in people.outside)
        if people.both < fewest or (group in split and people.outside[0]):
            continue
        direction = _told(people) if free else _certain(people, fewest)
        if direction is not None:
            moved[group] = direction
            told.update({group} if free else ())
    if not moved:
        return None
    whole = len(able) > 1 and len(told) == len(able)
    changed = any(direction != "level" for direction in moved.values())
    apart = _widest(pairs[one].now for one in able) - _widest(pairs[one].then for one in able) if whole else None
    gap: Gap = "none" if len(able) < 2 else _GAPS[_step(apart)] if apart is not None and changed else "same"
    groups = tuple(_moved(group, after.kind, pairs[group], moved[group], gap, group in told) for group in moved)
    return Movement(after.item, groups, apart, gap, changed)


def _pairs(kind: Kind, before: Counts, after: Counts, steps: Steps) -> _Pairs:
    on_scale = [(old, new, many) for (old, new), many in steps.items() if old and new]
    then = [sum(many for old, _, many in on_scale if old == level) for level in range(6)]
    now = [sum(many for _, new, many in on_scale if new == level) for level in range(6)]
    net = sum(many * ((new > old) - (new < old)) for old, new, many in on_scale)
    whole, part = (
        tuple(favourable((one[0], one[1], one[2], one[3], one[4], one[5]), kind) for one in two)
        for two in ((before, after), (then, now))
    )
    return _Pairs((whole[0], whole[1]), part[0], part[1], -net if kind is Kind.VALKUIL else net)


def _told(people: _Pairs) -> Direction:
    """Where people went of whom everything may be told."""
    step = _step(people.delta)
    return _DIRECTIONS[step if step * people.net >= FEWEST_STEPS else 0]


def _certain(people: _Pairs, fewest: int) -> Direction | None:
    """The direction that holds whichever few people are outside, so that it tells nothing about them; None without.

    Delta is largest when the highest answers before and the lowest after are left out, and smallest the other way
    round. How many must have changed their answer at least is what the counts that may be told do not share.
    """
    before, after = (
        (whole, _without(whole, many, LEVELS[::-1]), _without(whole, many, LEVELS)) if many < fewest else (part,) * 3
        for whole, part, many in zip(people.whole, (people.then, people.now), people.outside, strict=True)
    )
    most, least = _step(_delta(after[2], before[1])), _step(_delta(after[1], before[2]))
    if most != least:
        return None
    stayed = sum(min(old, new) for old, new in zip(ratings(before[0]), ratings(after[0]), strict=True))
    return _DIRECTIONS[most] if not most or people.both - stayed >= FEWEST_STEPS else None


def _without(counts: Counts, many: int, levels: Iterable[int]) -> Counts:
    """What is left of counts without so many answers, taken from these levels in order."""
    left = list(counts)
    for level in levels:
        gone = min(many, left[level])
        left[level] -= gone
        many -= gone
    return (left[0], left[1], left[2], left[3], left[4], left[5])


def _delta(new: Counts, old: Counts) -> float:
    return cliffs_delta(ratings(new), ratings(old)) or 0.0


def _moved(group: Group, kind: Kind, people: _Pairs, direction: Direction, gap: Gap, told: bool) -> GroupMovement:
    step = {"up": 1, "down": -1, "level": 0}[direction]
    often = _OFTEN[-step if kind is Kind.VALKUIL else step]
    finding = Finding("moved", {"kind": kind.value, "group": group.value, "often": often, "gap": gap})
    if not told:
        return GroupMovement(group, people.both, direction, None, None, None, finding)
    first, second = (index(one, Kind.KANS) for one in (people.then, people.now))
    return GroupMovement(group, people.both, direction, people.delta, first, second, finding)


def _widest(groups: Iterable[Counts]) -> float:
    """The largest |delta| between any two groups."""
    return max(abs(_delta(one, other)) for one, other in combinations(groups, 2))


def _step(delta: float) -> int:
    """1 for a clear rise, -1 for a clear fall, else 0."""
    return (delta >= MOVED_FROM - TOLERANCE) - (delta <= TOLERANCE - MOVED_FROM)
