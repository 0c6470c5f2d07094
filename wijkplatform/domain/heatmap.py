"""Sub-results of wijken and opgaven side by side, and the one thing that may be said of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wijkplatform.domain.people import Group

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Cell:
    """A sub-result of 0 to 100 over `judged` of the `asked` punten; `value` None: too few answers to tell."""

    value: int | None
    judged: int
    asked: int

    @property
    def band(self) -> int:
        """1 to 5, in fifths of the scale."""
        return min(5, (self.value or 0) // 20 + 1)


@dataclass(frozen=True, slots=True)
class Lowest:
    """In `many` of the `all` wijken that tell it and another one, this opgave has the lowest value of all."""

    opgave: int
    many: int
    all: int


@dataclass(frozen=True, slots=True)
class LowestGroup:
    """In `many` of the `all` wijken that show two groups, this group has the lowest value."""

    group: Group
    many: int
    all: int


def lowest(rows: Sequence[Mapping[int, Cell]]) -> Lowest | None:
    """The opgave that is most often the lowest of its wijk; None when no wijk has two, or none stands out.

    The ten waarden are no opgave, and what rests on one punt says too little.
    A wijk with two lowest opgaven is told for neither.

    >>> cells = [{1: Cell(10, 3, 3), 2: Cell(60, 3, 3)}, {1: Cell(50, 3, 3), 2: Cell(50, 3, 3)}, {1: Cell(20, 3, 3)}]
    >>> lowest(cells)
    Lowest(opgave=1, many=1, all=2)
    >>> lowest(cells[1:]) is None
    True
    """
    told = _told([{opgave: cell.value for opgave, cell in row.items() if opgave and cell.judged > 1} for row in rows])
    found = _often(told)
    return Lowest(*found, sum(found[0] in row for row in told)) if found else None


def lowest_group(rows: Sequence[Mapping[Group, int | None]]) -> LowestGroup | None:
    """The group that is the lowest one in more than half of the wijken that show two groups; None when none is.

    A count of what stands, and no claim about chance. Rows of two wijken at least.

    >>> B, A = Group.BEWONER, Group.AMBTENAAR
    >>> lowest_group([{B: 40, A: 60}, {B: 10, A: 30}, {B: 50, A: 20}, {B: 5, A: None}])
    LowestGroup(group=<Group.BEWONER: 'bewoner'>, many=2, all=3)
    >>> half = [{B: 10, A: 30}, {B: 40, A: 60}, {B: 50, A: 20}, {B: 9, A: 6}]
    >>> lowest_group(half), lowest_group([{B: 40, A: 60}])
    (None, None)
    """
    told = _told(rows)
    found = _often(told)
    if found is None or len(told) < 2 or 2 * found[1] <= len(told):
        return None
    return LowestGroup(*found, len(told))


def _told(rows: Sequence[Mapping[K, int | None]]) -> list[dict[K, int]]:
    """The values that there are, of the rows with two or more."""
    told = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return [row for row in told if len(row) > 1]


def _often(told: Sequence[Mapping[K, int]]) -> tuple[K, int] | None:
    """What is the lowest of its row most often, and in how many; None when none is."""
    firsts = [[name for name, value in row.items() if value == min(row.values())] for row in told]
    often = Counter(one[0] for one in firsts if len(one) == 1).most_common(2)
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return None
    return often[0]
