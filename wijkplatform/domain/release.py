"""The one gate through which results leave: what may be shown of the answers to an item.

Screen, socket, API, export and report show what comes out of here and add nothing. A group with fewer answers than the
smallest group looks exactly like an empty one. Nothing that is published may be taken from something else that is
published so that a hidden group is left: in the room there is therefore no total but that of the groups shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from wijkplatform.domain.measures import agreement
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import NO_ANSWERS, Counts, answered, mean, rated, ratings

FEWEST_NAMED = 3
"""One or two people are never pointed at, whatever the smallest group is."""

SMALLEST_GROUP_RANGE = range(1, 11)
"""What a gemeente may choose as its smallest group; 3 unless it chose."""

Child = TypeVar("Child", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown of a group; everything is None when nothing may.

    `answered` counts 'weet ik niet' as well; `counts[0]` is 'weet ik niet', `counts[1]` to `counts[5]` the scale.
    `mean` is for drawing only. `agreement` is None as long as too few answered on the scale.
    """

    answered: int | None = None
    counts: Counts | None = None
    mean: float | None = None
    agreement: float | None = None


NOT_SHOWN = Released()
"""What an empty group, a group that is too small and a group that protects another look like."""


@dataclass(frozen=True, slots=True)
class Protected(Generic[Child]):
    """What may be shown of a whole and its parts."""

    parent: bool
    children: frozenset[Child]


def release(counts_by_group: Mapping[Group, Counts], smallest_group: int) -> dict[Group, Released]:
    """What may be shown of the answers to one item in one round, for all groups in their fixed order.

    `smallest_group` is the least number of answers (1-10) at which a group is shown, else `ValueError`.

    >>> shown = release({Group.BEWONER: (1, 1, 2, 4, 6, 5), Group.AMBTENAAR: (0, 2, 0, 0, 0, 0)}, smallest_group=3)
    >>> shown[Group.BEWONER].answered, shown[Group.BEWONER].mean
    (19, 3.7)
    >>> shown[Group.AMBTENAAR] == shown[Group.WIJKPARTNER] == NOT_SHOWN
    True
    """
    _check(smallest_group)
    return {group: _release_group(counts_by_group.get(group, NO_ANSWERS), smallest_group) for group in GROUPS}


def release_wishes(wishes: Mapping[Group, int], present: Mapping[Group, int], smallest_group: int) -> int | None:
    """How many of the room ask for something, as far as it may be shown; None for nobody and for too few.

    `present` says how many people there are in each group, which everybody may know. Who is in a group that is too
    small counts only when there are enough such people together: else the sum would tell what one of them wants to
    everybody who knows what the others asked. One or two people are never pointed at, whatever the smallest group is.

    >>> release_wishes({Group.BEWONER: 3, Group.AMBTENAAR: 1}, {Group.BEWONER: 9, Group.AMBTENAAR: 1}, 3)
    3
    >>> small = {Group.BEWONER: 9, Group.WIJKPARTNER: 2, Group.AMBTENAAR: 1}
    >>> release_wishes({Group.BEWONER: 3, Group.AMBTENAAR: 1}, small, 3), release_wishes({Group.BEWONER: 2}, small, 1)
    (4, None)
    """
    _check(smallest_group)
    few = {group for group in GROUPS if present.get(group, 0) < smallest_group}
    if sum(present.get(group, 0) for group in few) >= smallest_group:
        few = set()
    number = sum(asked for group, asked in wishes.items() if group not in few)
    return number if number >= max(smallest_group, FEWEST_NAMED) else None


def protect_children(children: Mapping[Child, int], parent_total: int, k: int) -> Protected[Child]:
    """Which parts of a whole may be shown when the whole is shown with a total of its own.

    For organisations in a group, or wijken in a gemeente: `children` are the numbers of answers per part, of which
    `parent_total` may hold more (answers that belong to no part are one more part, of which nothing is shown). A part
    with fewer than `k` answers is hidden. As long as the hidden parts hold fewer than `k` answers together (so always
    when it is only one), the smallest part that is shown is hidden too; else the total would give them away. The whole
    is shown from `k` answers up. Of parts of one size, the last in the order of `children` goes first.

    >>> sorted(protect_children({"corporatie": 9, "politie": 2, "school": 5}, 16, 3).children)
    ['corporatie']
    >>> sorted(protect_children({"corporatie": 9, "politie": 2, "school": 2}, 13, 3).children)
    ['corporatie']
    >>> protect_children({"politie": 2, "school": 4}, 6, 3)
    Protected(parent=True, children=frozenset())
    """
    _check(k)
    loose = parent_total - sum(children.values())
    if loose < 0 or min(children.values(), default=0) < 0:
        raise ValueError(f"parts of {sum(children.values())} answers in a whole of {parent_total}")
    if parent_total < k:
        return Protected(parent=False, children=frozenset())
    hidden = [number for number in (loose, *children.values()) if 0 < number < k]
    if hidden and loose >= k:
        hidden.append(loose)
    shown = sorted((child for child in children if children[child] >= k), key=lambda child: -children[child])
    while hidden and shown and sum(hidden) < k:
        hidden.append(children[shown.pop()])
    return Protected(parent=True, children=frozenset(shown))


def _release_group(counts: Counts, smallest_group: int) -> Released:
    number = answered(counts)
    if number < smallest_group:
        return NOT_SHOWN
    agrees = agreement(ratings(counts)) if rated(counts) >= smallest_group else None
    return Released(number, counts, mean(counts), agrees)


def _check(smallest_group: int) -> None:
    if smallest_group not in SMALLEST_GROUP_RANGE:
        raise ValueError(f"a smallest group of {smallest_group}")
