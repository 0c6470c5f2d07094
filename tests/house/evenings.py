"""A meeting after its first reveal, in which the groups really differ: the beginning of every talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.makers import Meeting, Person, SignedIn
from wijkplatform.domain.people import Group


@dataclass(frozen=True)
class Evening(Meeting):
    """A meeting after its first reveal: bewoners recognise nothing, ambtenaren everything."""

    people: tuple[Person, ...]

    @classmethod
    def of(cls, meeting: Meeting, *, bewoners: int, wijkpartners: int = 0, ambtenaren: int) -> Evening:
        people = meeting.fill(bewoners, wijkpartners, ambtenaren)
        meeting.step("start", "open")
        said = {person: 5 if person.group is Group.AMBTENAAR else 1 for person in people}
        meeting.answer({(person, item): value for item in meeting.items() for person, value in said.items()})
        meeting.step("reveal")
        return cls(meeting.town, meeting.id, meeting.leader, tuple(people))

    def first(self, group: str) -> Person:
        return next(one for one in self.people if one.group == group)


def seen(meeting: Meeting, reader: Person | SignedIn | None = None) -> Mapping[str, Any]:
    return meeting.snapshot((reader or meeting.leader).badge)


def point(meeting: Meeting, item: str, reader: Person | SignedIn | None = None) -> Mapping[str, Any]:
    return next(one for one in seen(meeting, reader)["discussion"] if one["item"] == item)
