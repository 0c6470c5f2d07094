"""What happened, told after the commit to whoever listens. Events carry ids, never results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened in a session of a gemeente."""

    gemeente: UUID
    session: UUID


@dataclass(frozen=True, slots=True)
class ScoreGiven(Event):
    """An answer was stored or changed: counts of answers may have grown."""


@dataclass(frozen=True, slots=True)
class PeopleChanged(Event):
    """Somebody joined, moved, was confirmed, removed or brought back; `participant` when others changed it for them."""

    participant: UUID | None = None


@dataclass(frozen=True, slots=True)
class DoorChanged(Event):
    """New participants may come in from now on, or no longer."""


@dataclass(frozen=True, slots=True)
class LeaderChanged(Event):
    """Somebody else leads from now on."""


@dataclass(frozen=True, slots=True)
class PaperTyped(Event):
    """Answers on paper were typed in, corrected or taken back."""


@dataclass(frozen=True, slots=True)
class StepTaken(Event):
    """The session took a step to `version`; `opgave` is the number of the opgave it was about."""

    version: int
    opgave: int | None


@dataclass(frozen=True, slots=True)
class ResultsPublished(Event):
    """Results were published with `version`."""

    version: int


@dataclass(frozen=True, slots=True)
class PointChosen(Event):
    """The spelleider pinned, skipped or added a punt, or took that back, with `version`."""

    version: int
    item: UUID


@dataclass(frozen=True, slots=True)
class NoteWritten(Event):
    """A participant wrote a note that only who leads may read."""


@dataclass(frozen=True, slots=True)
class PointTalked(Event):
    """What everybody may read about a punt changed, with `version`; a note of this `participant`, if it is one's."""

    version: int
    item: UUID
    participant: UUID | None = None


@dataclass(frozen=True, slots=True)
class AgreementsChanged(Event):
    """An afspraak was made or changed, with `version`."""

    version: int


@dataclass(frozen=True, slots=True)
class ParticipantEnded(Event):
    """The connections of a participant are over."""

    participant: UUID
    reason: Literal["removed", "taken_over", "gone"]


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """The session was closed; connections may stay to read the results."""


@dataclass(frozen=True, slots=True)
class SessionRewound(Event):
    """A rehearsal was wiped: every reader must fetch the state anew."""


@dataclass(frozen=True, slots=True)
class StillThere(Event):
    """Nothing happened: the session goes on as it was."""
