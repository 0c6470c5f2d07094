"""How simulated people answer: believable, and the same for the same seed.

Every group has its own opinion of a punt, every person leans a little to one side, and some do not know. After a
conversation groups stand closer.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wijkplatform.domain.agreements import NOTICED, NOTICED_KIND
from wijkplatform.domain.checklist import INSIDE_ORGANISATIONS
from wijkplatform.domain.people import GROUPS, Group

T = TypeVar("T")

_ROOM: Mapping[Group, int] = {Group.BEWONER: 12, Group.WIJKPARTNER: 6, Group.AMBTENAAR: 8}
ARRIVALS: tuple[Group, ...] = tuple(
    group
    for _, group in sorted(((place + 0.5) / many, group) for group, many in _ROOM.items() for place in range(many))
)
"""The groups of the people of a full room, in the order in which they come in: of all groups from the start."""

_DIFFERENCES = 0.45
_UNKNOWN, _UNKNOWN_INSIDE = 0.06, 0.35
_NOTICES = (2, 3, 4, 3)
_WISHES = 0.7
_CLOSER = 0.5
_SLOWEST = 25.0


class Opinions:
    """What each group thinks of each punt: the same for the same seed."""

    def __init__(self, seed: object) -> None:
        self._seed = seed

    def answer(self, group: Group, number: int, kind: str, person: random.Random, lean: float, round_: int = 1) -> int:
        """What one person of a group answers about a punt or waarde: 1 to 5, or 0 for 'weet ik niet'.

        About an afspraak: what 'gemerkt?' takes for an answer.
        """
        if kind == NOTICED_KIND:
            return person.choices(tuple(NOTICED), weights=_NOTICES)[0]
        room = _chance(f"{self._seed}/{kind}/{number}")
        middle = room.uniform(2.0, 4.2)
        shifts = dict.fromkeys(GROUPS, 0.0)
        if room.random() < _DIFFERENCES:
            shifts[room.choice(GROUPS)] = room.choice((-1.7, 1.7))
        inside = kind != "waarde" and number in INSIDE_ORGANISATIONS
        unknown = _UNKNOWN_INSIDE if inside and group is Group.BEWONER else _UNKNOWN
        if person.random() < unknown:
            return 0
        shift = shifts[group] * _CLOSER ** (round_ - 1)
        return min(5, max(1, round(middle + shift + lean + person.gauss(0, 0.75))))


def lean_of(chance: random.Random) -> float:
    """How much higher or lower than the own group somebody answers."""
    return chance.gauss(0, 0.4)


def wish(items: Sequence[T], chance: random.Random) -> T | None:
    """The punt of an opgave that somebody wants to talk about, or None: people often want to talk about the same."""
    if chance.random() >= _WISHES:
        return None
    return items[min(int(chance.expovariate(0.5)), len(items) - 1)]


@dataclass(frozen=True, slots=True)
class Character:
    """A simulated person of whom nothing is kept: all that it does follows from its id."""

    id: str
    group: Group

    def answer(self, opinions: Opinions, number: int, kind: str, round_: int) -> int:
        """What this person answers in a round."""
        chance = _chance(f"{self.id}/{kind}/{number}/{round_}")
        return opinions.answer(self.group, number, kind, chance, lean_of(_chance(self.id)), round_)

    def wish(self, items: Sequence[T], about: str) -> T | None:
        """The punt of these that this person wants to talk about; `about` names the opgave and round."""
        return wish(items, _chance(f"{self.id}/{about}"))

    def moment(self, place: int, many: int, about: str) -> float:
        """How many seconds after an opgave opened this person answers the punt at this place (from 0) of `many`.

        Everybody is done within half a minute, and nobody answers two punten at once.
        """
        chance = _chance(f"{self.id}/{about}")
        begins, ends = chance.uniform(1.0, 4.0), chance.uniform(9.0, _SLOWEST)
        return begins + (ends - begins) * (place + _chance(f"{self.id}/{about}/{place}").uniform(0.2, 1.0)) / many


def _chance(seed: str) -> random.Random:
    return random.Random(seed)  # nosec B311 # pretends, keeps no secret
