"""A rehearsal: simulated participants come in by doors of their own, so that all they leave can be wiped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.events import ParticipantEnded, PeopleChanged, SessionRewound
from wijkplatform.domain.keys import digest, new_token
from wijkplatform.domain.people import GROUPS, Action, Group
from wijkplatform.domain.sessions import OpgaveState, State, View
from wijkplatform.services import summing
from wijkplatform.services.noticing import forget_part
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, discussion, doors, paper, participants, points, pulses, scores, sessions
from wijkplatform.storage.doors import JoinDoor
from wijkplatform.storage.work import Work

_DOOR_LIFE = timedelta(hours=4)


@use_case(Action.REHEARSE)
def knows(work: Work, session_id: UUID) -> bool:
    """Whether this session is one of this gemeente."""
    return sessions.session(work.db, session_id) is not None


@use_case(Action.REHEARSE)
def open_rehearsal(work: Work, session_id: UUID) -> dict[Group, str]:
    """Make a door for each group by which simulated participants come in; return the tokens. Raises `NotNow`."""
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if session.state in (State.CLOSED, State.CONCEPT):
        raise NotNow("Deze bijeenkomst is gesloten. Maak een nieuwe bijeenkomst voor een proef.")
    tokens = {group: new_token() for group in GROUPS}
    for group, token in tokens.items():
        doors.add_door(
            work.db,
            JoinDoor(
                session_id=session_id,
                digest=digest(token),
                voice=group.value,
                typed=False,
                rehearsal=True,
                open_until=datetime.now(UTC) + _DOOR_LIFE,
            ),
        )
    return tokens


@use_case(Action.REHEARSE)
def wipe_rehearsal(work: Work, session_id: UUID) -> int:
    """Wipe a rehearsal: its participants, every score and result, and the course of the session.

    The session stands in its lobby again; people who joined themselves stay in. What was scored comes back as a next
    round, so that nothing a phone still remembers can be taken for an answer. Returns how many simulated participants
    there were.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if not participants.any_rehearsal(work.db, session_id):
        raise NotNow("In deze bijeenkomst is geen proef om te wissen.")
    session.wiped_scores = pulses.accepted(work.db, session_id)
    scores.wipe(work.db, session_id)
    paper.forget(work.db, session_id)
    points.wipe(work.db, session_id)
    discussion.wipe(work.db, session_id)
    agreements.wipe(work.db, session_id)
    gone = participants.delete_rehearsal(work.db, session_id)
    doors.close_rehearsal_doors(work.db, session_id)
    forget_part(work, session)
    for opgave in sessions.agenda(work.db, session_id):
        if opgave.state != OpgaveState.WAITING:
            opgave.state, opgave.round = OpgaveState.WAITING.value, opgave.round + 1
            opgave.own, opgave.only_item = False, None
    session.state, session.current_opgave, session.closed_at = State.LOBBY.value, None, None
    session.current_view, session.current_item, session.timer_until = View.RESULTS.value, None, None
    session.lists = sessions.empty_lists()
    session.version += 1
    work.db.flush()
    summing.forget(work, session)
    for one in gone:
        work.tell(ParticipantEnded(work.gemeente.id, session_id, one, "removed"))
    work.tell(PeopleChanged(work.gemeente.id, session_id))
    work.tell(SessionRewound(work.gemeente.id, session_id))
    return len(gone)
