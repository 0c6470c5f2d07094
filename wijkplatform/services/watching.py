"""What a process of the platform sees and says for all its sockets together: numbers, never an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.people import Action
from wijkplatform.domain.sessions import State
from wijkplatform.services.seeing import presences_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import presence, pulses
from wijkplatform.storage.work import Work
from wijkplatform.wire import views


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a session stands: what is told of it is old when it differs."""

    version: int
    closed: bool
    count: int
    door: tuple[str, str]
    presence: views.Presence


@dataclass(frozen=True, slots=True)
class Pulses:
    """How sessions stand, and the group of participants and whether it is confirmed."""

    sessions: dict[UUID, Pulse]
    people: dict[UUID, tuple[str, bool]]


@use_case(Action.SEE_SESSION)
def see_pulses(work: Work, sessions: Collection[UUID], people: Collection[UUID]) -> Pulses:
    """How these sessions of the gemeente stand, and these participants; what is gone is left out."""
    moving = pulses.moving(work.db, sessions)
    rooms = presences_of(work, moving)
    found = {
        session: Pulse(
            one.version,
            one.state == State.CLOSED,
            one.accepted,
            (work.keys.join_code(session, one.code_draw), "locked" if one.joining_locked else "open"),
            rooms[session],
        )
        for session, one in moving.items()
    }
    return Pulses(found, pulses.standings(work.db, people))


@use_case(Action.HOLD_PLACES)
def hold_places(work: Work, session_id: UUID) -> bool:
    """Tell every other process who of a session is connected to this one; return whether that changed."""
    if work.room.process is None:
        return False
    return presence.hold(work.db, session_id, work.room.process, work.room.here(session_id))
