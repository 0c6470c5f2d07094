"""Bars that move while the room scores: in steps, so that no step gives one answer away.

Whoever watches a bar can take one picture from the next. So a bar moves only when at least the smallest group of its
answers came, changed or left since it moved last; what is fewer waits, after the reveal too, and is told as a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkplatform.domain.scoring import NO_ANSWERS, Counts, answered

UNANIMOUS_FROM = 10
"""While the room scores, a bar in which everybody says the same waits until so many say it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What of the answers of a group to an item is in its bar, and what is not yet.

    `shown` is the bar as it stands, `standing` what it would be with everything in it, and `changed` the number of
    answers that are new, changed or gone since it moved last.
    """

    shown: Counts = NO_ANSWERS
    standing: Counts = NO_ANSWERS
    changed: int = 0


def changes(was: Counts, comes: Counts) -> int:
    """How many answers at least came, changed or left between two histograms of the same people or cards.

    >>> changes((0, 0, 1, 0, 0, 0), (0, 0, 0, 1, 0, 0)), changes((0, 0, 3, 0, 0, 0), (0, 0, 3, 0, 0, 0))
    (1, 0)
    """
    come = sum(max(0, after - before) for before, after in zip(was, comes, strict=True))
    return max(come, come + answered(was) - answered(comes))


def moves(bar: Bar, smallest_group: int, *, final: bool = False) -> bool:
    """Whether a bar moves now; `final` at the reveal, where a bar may be unanimous as everywhere else.

    A small bar moves at every so many answers only, whatever they say: would it move as soon as somebody says something
    else than all before, everybody would know who that was.

    >>> moves(Bar(NO_ANSWERS, (0, 0, 1, 1, 0, 0), 2), 3), moves(Bar(NO_ANSWERS, (0, 0, 1, 2, 0, 0), 3), 3)
    (False, True)
    >>> alike = Bar(NO_ANSWERS, (0, 0, 0, 4, 0, 0), 4)
    >>> moves(alike, 3), moves(alike, 3, final=True)
    (False, True)
    >>> one_differs = Bar(NO_ANSWERS, (0, 0, 1, 4, 0, 0), 5)
    >>> moves(one_differs, 3), moves(one_differs, 5)
    (False, True)
    """
    if bar.changed < max(smallest_group, 1):
        return False
    number = answered(bar.standing)
    if final or number < smallest_group:
        return True
    in_turn = bar.changed % max(smallest_group, 1) == 0
    return number >= UNANIMOUS_FROM or (in_turn and max(bar.standing) < number)


def is_shown(bar: Bar, smallest_group: int) -> bool:
    """Whether anything of a bar may be seen: it holds at least the smallest group of answers."""
    return answered(bar.shown) >= smallest_group
