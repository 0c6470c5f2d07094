"""The spelleider and the participants: who is in, and what may be set right about them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.events import ParticipantEnded, PeopleChanged
from wijkplatform.domain.people import Action
from wijkplatform.domain.sessions import State
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import participants, sessions
from wijkplatform.storage import people as accounts
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import ParticipantChange
from wijkplatform.wire.views import ParticipantList, ParticipantRow


@use_case(Action.MANAGE_PARTICIPANTS)
def see_participants(work: Work, session_id: UUID) -> ParticipantList:
    """Everybody in a session, in order of joining: group, way in, connected or not; never an answer."""
    if sessions.session(work.db, session_id) is None:
        raise NotFound
    connected = work.connected(session_id)
    names = {one.id: one.name for one in accounts.organisations(work.db)}
    rows = participants.of_session(work.db, session_id)
    return {
        "participants": [
            _row(one, one.id in connected, names[one.organisation_id] if one.organisation_id else None) for one in rows
        ]
    }


@use_case(Action.MANAGE_PARTICIPANTS)
def change_participant(work: Work, session_id: UUID, participant_id: UUID, change: ParticipantChange) -> ParticipantRow:
    """Confirm a participant, move one to another group, remove one or bring one back.

    What is published stays as it is: the change counts from the next reveal on. Who moves is confirmed with it;
    from then on the phone cannot change the group any more.
    """
    session = sessions.lock_for_step(work.db, session_id)
    who = participants.participant(work.db, participant_id)
    if session is None or who is None or who.session_id != session_id:
        raise NotFound
    if session.state == State.CLOSED:
        raise NotNow("De bijeenkomst is gesloten. Hier verandert niets meer.")
    if change.group is not None:
        who.voice, who.confirmed, who.group_fixed = change.group.value, True, True
    if change.confirmed is not None:
        who.confirmed, who.group_fixed = change.confirmed, True
    if change.removed is True and who.removed_at is None:
        who.removed_at = datetime.now(UTC)
        work.tell(ParticipantEnded(work.gemeente.id, session_id, who.id, "removed"))
    elif change.removed is False and who.removed_at is not None:
        _demand_not_disabled(work, who)
        who.removed_at = None
    work.db.flush()
    work.tell(PeopleChanged(work.gemeente.id, session_id, None if who.removed_at else who.id))
    place = accounts.organisation(work.db, who.organisation_id) if who.organisation_id else None
    return _row(who, who.id in work.connected(session_id), place.name if place else None)


def _demand_not_disabled(work: Work, who: Participant) -> None:
    """Only the beheerder lets somebody in again whom the beheerder removed."""
    if who.account_id and accounts.hold(work.db, who.account_id) is None:
        raise NotNow("De beheerder liet deze persoon niet meer toe. Vraag de beheerder.")


def label_of(who: Participant) -> str:
    """What a participant is called where nobody has a name: 'Bewoner 07'."""
    return f"{who.voice.capitalize()} {who.number:02d}"


def _row(who: Participant, connected: bool, organisation: str | None) -> ParticipantRow:
    return {
        "id": str(who.id),
        "label": f"{label_of(who)} · {organisation}" if organisation else label_of(who),
        "group": who.voice,  # type: ignore[typeddict-item]
        "confirmed": who.confirmed,
        "connected": connected,
        "removed": who.removed_at is not None,
        "rehearsal": who.rehearsal,
        "via": who.via,  # type: ignore[typeddict-item]
    }
