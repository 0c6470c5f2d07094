"""The scale, and what can be read from the answers of one group to one item.

'Herkent u dit?' 1 helemaal niet, 2 meestal niet, 3 soms wel, soms niet, 4 meestal wel, 5 helemaal wel; 0 is 'weet ik
niet', an answer that is never a 3 and never missing. Only raw answers are stored; turning a valkuil round happens here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.people import Group

DONT_KNOW = 0
LEVELS = (1, 2, 3, 4, 5)

WORDS = ("not_at_all", "mostly_not", "sometimes", "mostly", "fully")
"""The word of each level."""

DIVIDED = "divided"
"""The word of a group that no level stands for."""

Counts = tuple[int, int, int, int, int, int]
"""How many of a group answered what: index 0 is 'weet ik niet', 1 to 5 the scale."""

Ratings = tuple[int, int, int, int, int]
"""The answers on the scale alone, levels 1 to 5."""

Key = TypeVar("Key", bound=Hashable)

Tally = dict[Key, dict[Group, Counts]]
"""All answers of one round: item × group × counts, by the id of the item. Who answered nothing stands nowhere."""

NO_ANSWERS: Counts = (0, 0, 0, 0, 0, 0)


def count_up(rows: Iterable[tuple[Key, Group, int, int]]) -> Tally[Key]:
    """Add up rows of (item, group, value, how many) to a tally; phone and paper may come as separate rows.

    `ValueError` for a value that is not on the scale or a number below zero.

    >>> count_up([("a", Group.BEWONER, 4, 2), ("a", Group.BEWONER, 0, 1), ("a", Group.BEWONER, 4, 1)])
    {'a': {<Group.BEWONER: 'bewoner'>: (1, 0, 0, 0, 3, 0)}}
    """
    tally: Tally[Key] = {}
    for item, group, value, number in rows:
        if value not in (DONT_KNOW, *LEVELS) or number < 0:
            raise ValueError(f"{number} answers of value {value}")
        groups = tally.setdefault(item, {})
        before = groups.get(group, NO_ANSWERS)
        groups[group] = (*before[:value], before[value] + number, *before[value + 1 :])  # type: ignore[assignment]
    return tally


def answered(counts: Counts) -> int:
    """How many answered, 'weet ik niet' included."""
    return sum(counts)


def ratings(counts: Counts) -> Ratings:
    """The answers on the scale, without 'weet ik niet'."""
    return counts[1:]


def rated(counts: Counts) -> int:
    """How many answered on the scale."""
    return sum(counts[1:])


def favourable(counts: Counts, kind: Kind) -> Counts:
    """The same answers with high meaning good: a valkuil turned round, anything else as it is.

    >>> favourable((1, 1, 0, 2, 4, 3), Kind.VALKUIL)
    (1, 3, 4, 2, 0, 1)
    """
    if kind is not Kind.VALKUIL:
        return counts
    return (counts[0], counts[5], counts[4], counts[3], counts[2], counts[1])


def mean(counts: Counts) -> float | None:
    """The mean answer in one decimal, rounded half up; for drawing only. None when nobody answered on the scale.

    >>> mean((0, 1, 3, 0, 0, 0)), mean((9, 0, 0, 0, 0, 0))
    (1.8, None)
    """
    number = rated(counts)
    if not number:
        return None
    total = sum(level * counts[level] for level in LEVELS)
    return (20 * total + number) // (2 * number) / 10


def index(counts: Counts, kind: Kind) -> float | None:
    """How good it is, 0 to 100: 100 · (mean favourable answer - 1) / 4. None when nobody answered on the scale.

    >>> index((0, 0, 0, 1, 1, 2), Kind.KANS)
    81.25
    """
    number = rated(counts)
    if not number:
        return None
    good = favourable(counts, kind)
    return 25 * sum((level - 1) * good[level] for level in LEVELS) / number


def low(counts: Counts, kind: Kind) -> int:
    """How many find it bad: favourable answer 1 or 2."""
    return sum(favourable(counts, kind)[1:3])


def high(counts: Counts, kind: Kind) -> int:
    """How many find it good: favourable answer 4 or 5."""
    return sum(favourable(counts, kind)[4:6])


def side(counts: Counts, kind: Kind) -> int:
    """Which side a group is on: 1 good, -1 bad, 0 neither.

    >>> side((1, 1, 0, 2, 4, 3), Kind.VALKUIL)
    -1
    """
    difference = high(counts, kind) - low(counts, kind)
    return (difference > 0) - (difference < 0)


def median_levels(counts: Counts) -> tuple[int, int] | None:
    """The two middle answers, often the same level; None when nobody answered on the scale.

    >>> median_levels((0, 1, 0, 1, 1, 1)), median_levels((5, 1, 0, 0, 0, 1))
    ((3, 4), (1, 5))
    """
    number = rated(counts)
    if not number:
        return None
    return _level_at(counts, (number + 1) // 2), _level_at(counts, number // 2 + 1)


def median_word(counts: Counts) -> str | None:
    """The word that stands for a group: that of its middle answer, as a key that the catalogue of findings knows.

    Two middle answers on neighbouring levels give both words, joined by `|`; further apart, no level stands for the
    group and it is `divided`. None when nobody answered on the scale.

    >>> median_word((0, 0, 3, 1, 0, 0)), median_word((0, 0, 0, 2, 2, 0)), median_word((0, 2, 0, 0, 0, 2))
    ('mostly_not', 'sometimes|mostly', 'divided')
    """
    middle = median_levels(counts)
    if middle is None:
        return None
    lower, upper = middle
    if upper - lower > 1:
        return DIVIDED
    return WORDS[lower - 1] if lower == upper else f"{WORDS[lower - 1]}|{WORDS[upper - 1]}"


def _level_at(counts: Counts, place: int) -> int:
    seen = 0
    for level in LEVELS:
        seen += counts[level]
        if seen >= place:
            return level
    raise AssertionError("more places than answers")
