"""Whom a gemeente reached: how many of each group took part, session by session or in longer spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wijkplatform.domain.people import GROUPS, Group

MOST_SPANS = 6
"""So many columns can be read side by side."""


def told(many: int, smallest_group: int) -> int | None:
    """How many of a group took part, as anybody may read it; None: somebody, but too few to say how many.

    That nobody came is always told: it says nothing about anybody who did, and it is what a gemeente must know.

    >>> [told(many, 3) for many in (0, 1, 2, 3)]
    [0, None, None, 3]
    """
    return many if not 0 < many < smallest_group else None


@dataclass(frozen=True, slots=True)
class Attended:
    """A session and how many of each group answered, as `told`; a group that is not known is left out."""

    held_on: date
    people: Mapping[Group, int | None]

    @property
    def whole(self) -> bool:
        """Whether somebody of every group took part, as far as is known."""
        return all(self.people.get(group, 0) != 0 for group in GROUPS)

    @property
    def missing(self) -> tuple[Group, ...]:
        """The groups of which nobody took part, in their fixed order."""
        return tuple(group for group in GROUPS if self.people.get(group) == 0)


@dataclass(frozen=True, slots=True)
class Span:
    """Sessions from a day on: how many, and how many people of each group took part in them together.

    `months`: how many months it takes; 0 is one session. Who came twice counts twice: nobody is known by name.
    `people`: without the sessions of which that is not told; None: it is told of none of them.
    """

    since: date
    months: int
    sessions: int
    people: Mapping[Group, int | None]


def by_session(attended: Iterable[Attended]) -> tuple[Span, ...]:
    """One span for each session, oldest first.

    >>> [one.people for one in by_session([Attended(date(2026, 5, 1), {Group.BEWONER: 4, Group.AMBTENAAR: 0})])]
    [{<Group.BEWONER: 'bewoner'>: 4, <Group.WIJKPARTNER: 'wijkpartner'>: None, <Group.AMBTENAAR: 'ambtenaar'>: 0}]
    """
    return tuple(_span(one.held_on, 0, [one]) for one in sorted(attended, key=lambda one: one.held_on))


def by_time(attended: Sequence[Attended]) -> tuple[Span, ...]:
    """Quarters, or years when there would be more than `MOST_SPANS` of them; oldest first, empty ones left out.

    >>> days = [date(2026, 2, 3), date(2026, 3, 9), date(2026, 4, 1)]
    >>> [(str(one.since), one.months, one.sessions) for one in by_time([Attended(day, {}) for day in days])]
    [('2026-01-01', 3, 2), ('2026-04-01', 3, 1)]
    """
    quarters = _grouped(attended, 3, _quarter)
    return quarters if len(quarters) <= MOST_SPANS else _grouped(attended, 12, _year)


def _quarter(one: Attended) -> date:
    return one.held_on.replace(month=(one.held_on.month - 1) // 3 * 3 + 1, day=1)


def _year(one: Attended) -> date:
    return one.held_on.replace(month=1, day=1)


def _grouped(attended: Iterable[Attended], months: int, begin: Callable[[Attended], date]) -> tuple[Span, ...]:
    return tuple(_span(since, months, list(some)) for since, some in groupby(sorted(attended, key=begin), begin))


def _span(since: date, months: int, some: Sequence[Attended]) -> Span:
    return Span(since, months, len(some), {group: _together(group, some) for group in GROUPS})


def _together(group: Group, some: Iterable[Attended]) -> int | None:
    each = [one.people.get(group) for one in some]
    many = sum(one or 0 for one in each)
    return many if many or None not in each else None
