"""Sub-results of wijken and opgaven side by side, and the one thing that may be said of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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
    """In `many` of the `all` wijken that can be told, this opgave has the lowest value of all opgaven of the wijk."""

    opgave: int
    many: int
    all: int


def lowest(rows: Sequence[Mapping[int, Cell]]) -> Lowest | None:
    """The opgave that is most often the lowest of its wijk; None when no wijk has two, or none stands out.

    The ten waarden are no opgave. A wijk with two lowest opgaven is told for neither.

    >>> cells = [{1: Cell(10, 3, 3), 2: Cell(60, 3, 3)}, {1: Cell(50, 3, 3), 2: Cell(50, 3, 3)}, {1: Cell(20, 3, 3)}]
    >>> lowest(cells)
    Lowest(opgave=1, many=1, all=2)
    >>> lowest(cells[1:]) is None
    True
    """
    told = [{opgave: cell.value for opgave, cell in row.items() if cell.value is not None and opgave} for row in rows]
    told = [row for row in told if len(row) > 1]
    firsts = [[opgave for opgave, value in row.items() if value == min(row.values())] for row in told]
    often = Counter(one[0] for one in firsts if len(one) == 1).most_common(2)
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return None
    return Lowest(often[0][0], often[0][1], len(told))
