"""What a room says about a punt (notes), and how a discussion point ends (its outcome)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from wijkplatform.domain.agenda import Choice
from wijkplatform.domain.errors import TooLong
from wijkplatform.domain.people import GROUPS, Group

LONGEST_NOTE = 1_000
"""How many characters (code points) a note may hold."""

LONGEST_REASON = 300
"""How many characters the reason of an outcome, or of hiding a note, may hold."""

MOST_NOTES = 20
"""How many notes one participant may send about one punt."""


class Box(StrEnum):
    """Where a note lies."""

    GOES_WELL = "goes_well"
    COULD_BE_BETTER = "could_be_better"


class NoteState(StrEnum):
    """What became of a note: the spelleider sees it first, then shows it or hides it with a reason."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class Outcome(StrEnum):
    """How a discussion point ends: with an afspraak, later, or without any action. Each has a reason."""

    AGREEMENT = "agreement"
    LATER = "later"
    NO_ACTION = "no_action"


def named_groups(present: Mapping[Group, int], smallest_group: int, loose: int = 0) -> frozenset[Group]:
    """The groups that a note may be told to come from; a note of any other group is one of 'een deelnemer'.

    A group with fewer people than the smallest group is never named. As long as all who are not named are together
    fewer than that, the smallest of the named groups is not named either: else 'een deelnemer' would be one of very
    few. An empty group says nothing by itself. Of groups of one size, the last in the fixed order goes first. `loose`
    are people of no group that may be named: who was not confirmed yet.

    >>> sorted(named_groups({Group.BEWONER: 25, Group.WIJKPARTNER: 10, Group.AMBTENAAR: 2}, 3))
    [<Group.BEWONER: 'bewoner'>]
    >>> sorted(named_groups({Group.BEWONER: 25, Group.WIJKPARTNER: 10}, 3))
    [<Group.BEWONER: 'bewoner'>, <Group.WIJKPARTNER: 'wijkpartner'>]
    >>> sorted(named_groups({Group.BEWONER: 25, Group.WIJKPARTNER: 10}, 3, loose=1))
    [<Group.BEWONER: 'bewoner'>]
    """
    people = {group: present.get(group, 0) for group in GROUPS}
    named = sorted((one for one in GROUPS if people[one] >= smallest_group), key=lambda one: -people[one])
    hidden = loose + sum(people.values()) - sum(people[one] for one in named)
    while named and 0 < hidden < smallest_group:
        hidden += people[named.pop()]
    return frozenset(named)


def clean(text: str, longest: int) -> str:
    r"""What somebody wrote, without what cannot be seen or stored; line breaks stay. May be empty.

    Raises `TooLong` when more than `longest` characters are left: nothing is cut here.

    >>> clean("  Goed\r\n\r\n\r\n\r\nzo \0 ", 20)
    'Goed\n\nzo'
    """
    lines = "".join(sign if _is_kept(sign) else " " for sign in text.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = [line.strip() for line in lines.split("\n")]
    kept = [line for place, line in enumerate(stripped) if line or (place and stripped[place - 1])]
    found = "\n".join(kept).strip()
    if len(found) > longest:
        raise TooLong(f"Deze tekst is te lang. Er passen {_dutch(longest)} tekens in. Maak de tekst korter.")
    return found


def _is_kept(sign: str) -> bool:
    """Letters, signs, line breaks, and what joins emoji and letters of other scripts together."""
    return sign.isprintable() or sign in "\n\u200c\u200d"


def _dutch(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def without_outcome(order: Sequence[str], choices: Mapping[str, Choice], ended: Collection[str]) -> list[str]:
    """The points of an order that still ask for an outcome: those that are not skipped and did not end.

    >>> without_outcome(["a", "b", "c"], {"b": Choice.SKIP}, {"c"})
    ['a']
    """
    return [item for item in order if choices.get(item) is not Choice.SKIP and item not in ended]
