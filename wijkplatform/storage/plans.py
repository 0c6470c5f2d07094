"""Which sessions there are, which of them count, and what was planned for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wijkplatform.domain.plans import Part
from wijkplatform.domain.sessions import State
from wijkplatform.storage.doors import JoinDoor
from wijkplatform.storage.paper import PaperEntry
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave, Wijk


def all_sessions(db: Session) -> Sequence[tuple[ScoringSession, str]]:
    """Every session with the name of its wijk, newest first, trials too: for the list of the workspace alone."""
    query = select(ScoringSession, Wijk.name).join(Wijk, Wijk.id == ScoringSession.wijk_id)
    return [(row[0], row[1]) for row in db.execute(query.order_by(ScoringSession.created_at.desc()))]


def real_sessions(db: Session) -> Sequence[tuple[ScoringSession, str]]:
    """Every session that is no trial: for all that is counted, compared or chosen from."""
    return [one for one in all_sessions(db) if not one[0].trial]


def newest_open(db: Session) -> ScoringSession | None:
    """The newest session that is no trial and was not closed, or None."""
    return next((one for one, _ in real_sessions(db) if one.state != State.CLOSED), None)


def waiting_trials(db: Session) -> Sequence[ScoringSession]:
    """The trials that did not begin yet, newest first."""
    return [one for one, _ in all_sessions(db) if one.trial and one.state == State.LOBBY]


def real_people(db: Session, some: Collection[UUID] | None = None) -> frozenset[UUID]:
    """The sessions (of `some`, or all) in which somebody real took part: joined, filled in a card, or is in a result.

    Also after what they answered was cleaned up: what was published stays.
    """
    joined = select(Participant.session_id).where(~Participant.rehearsal)
    found = union(joined, select(PaperEntry.session_id), select(Publication.session_id)).subquery()
    query = select(found.c.session_id)
    return frozenset(db.scalars(query if some is None else query.where(found.c.session_id.in_(some))))


def wijken(db: Session) -> Sequence[str]:
    """The names of the wijken of the gemeente, by the alphabet."""
    return db.scalars(select(Wijk.name).order_by(func.lower(Wijk.name))).all()


def wijk_by_name(db: Session, name: str) -> UUID:
    """The id of the wijk with this name; made when there is none yet."""
    db.execute(insert(Wijk).values(name=name).on_conflict_do_nothing())
    return db.scalars(select(Wijk.id).where(Wijk.name == name)).one()


def set_agenda(
    db: Session,
    session_id: UUID,
    agenda: Sequence[Part],
    kinds: dict[tuple[int, int], str],
    bewoners_skip: Collection[tuple[int, int]],
) -> None:
    """Let a session in which nothing was answered ask exactly this; `kinds` by opgave and number.

    Everything gets a new id, so that nothing a phone still remembers can be taken for an answer.
    """
    db.execute(delete(SessionOpgave).where(SessionOpgave.session_id == session_id))
    for position, part in enumerate(agenda):
        opgave = SessionOpgave(id=uuid4(), session_id=session_id, number=part.number, position=position)
        db.add(opgave)
        db.flush()
        for item in part.items:
            place = part.number, item
            fresh = {"number": item, "kind": kinds[place], "bewoners_skip": place in bewoners_skip}
            db.add(SessionItem(session_id=session_id, opgave_id=opgave.id, **fresh))
    db.flush()
    db.expire_all()


def keep_doors_open(db: Session, session_id: UUID, until: datetime) -> None:
    """Let the code and the links of a session work until then."""
    doors = update(JoinDoor).where(JoinDoor.session_id == session_id, ~JoinDoor.rehearsal)
    db.execute(doors.values(open_until=until))


def delete_session(db: Session, session_id: UUID) -> None:
    """Delete a session with everything in it."""
    db.execute(delete(ScoringSession).where(ScoringSession.id == session_id))
    db.expire_all()
