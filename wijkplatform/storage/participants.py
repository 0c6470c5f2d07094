"""Participants: a random id, a group and a language; no name and no address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased

from wijkplatform.domain.sessions import State
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.sessions import ScoringSession


class Participant(OfGemeente, Base):
    """Somebody who takes part in a session. `number` counts per session and group: 'Bewoner 07'.

    `confirmed`: counts in results. `group_fixed`: a link or an account said which group; the phone cannot change it.
    `account_id`: who came in as an account, once per session, so that another phone finds the place again.
    """

    __tablename__ = "participant"
    __table_args__ = (
        unique("token_digest"),
        unique("session_id", "return_digest"),
        unique("session_id", "account_id"),
        refers("session_id", "scoring_session"),
        may_lose("account_id", "account"),
        refers("organisation_id", "organisation", ondelete=None),
        CheckConstraint("voice in ('bewoner', 'wijkpartner', 'ambtenaar')", name="voice_known"),
    )

    session_id: Mapped[UUID]
    number: Mapped[int]
    voice: Mapped[str]
    confirmed: Mapped[bool]
    group_fixed: Mapped[bool]
    via: Mapped[str]
    language: Mapped[str]
    token_digest: Mapped[bytes]
    return_digest: Mapped[bytes]
    rehearsal: Mapped[bool]
    account_id: Mapped[UUID | None]
    organisation_id: Mapped[UUID | None]
    joined_at: Mapped[datetime] = moment()
    removed_at: Mapped[datetime | None]


def participant(db: Session, participant_id: UUID) -> Participant | None:
    """The participant with this id, removed or not, or None."""
    return db.scalar(select(Participant).where(Participant.id == participant_id))


def present(db: Session, participant_id: UUID) -> Participant | None:
    """The participant with this id when not removed, or None."""
    query = select(Participant).where(Participant.id == participant_id, Participant.removed_at.is_(None))
    return db.scalar(query)


def marks(db: Session, session_id: UUID) -> dict[UUID | None, bytes]:
    """The digest of the present token of each participant of a session; who was removed is left out."""
    query = select(Participant.id, Participant.token_digest)
    rows = db.execute(query.where(Participant.session_id == session_id, Participant.removed_at.is_(None)))
    return {row.id: row.token_digest for row in rows}


def by_token(db: Session, digest: bytes) -> Participant | None:
    """The participant whose phone holds this token, or None."""
    query = select(Participant).where(Participant.token_digest == digest, Participant.removed_at.is_(None))
    return db.scalar(query)


def by_return_code(db: Session, session_id: UUID, digest: bytes) -> Participant | None:
    """The participant of this session with this terugkomcode, or None."""
    query = select(Participant).where(Participant.session_id == session_id, Participant.return_digest == digest)
    return db.scalar(query.where(Participant.removed_at.is_(None)).with_for_update())


def of_account(db: Session, session_id: UUID, account_id: UUID) -> Participant | None:
    """The participant that an account is in this session, removed or not, or None."""
    query = select(Participant).where(Participant.session_id == session_id, Participant.account_id == account_id)
    return db.scalar(query.execution_options(populate_existing=True))


def next_number(db: Session, session_id: UUID) -> int:
    """The number of who joins next; call it with the session locked."""
    query = select(func.coalesce(func.max(Participant.number), 0) + 1).where(Participant.session_id == session_id)
    return db.scalars(query).one()


def of_session(db: Session, session_id: UUID) -> Sequence[Participant]:
    """All participants of a session in order of joining, the removed ones too."""
    query = select(Participant).where(Participant.session_id == session_id).order_by(Participant.number)
    return db.scalars(query).all()


def present_of_account(db: Session, account_id: UUID) -> Sequence[Participant]:
    """Where an account takes part now, in sessions that are not closed; the sessions in a fixed order."""
    query = (
        select(Participant)
        .join(ScoringSession, ScoringSession.id == Participant.session_id)
        .where(Participant.account_id == account_id, Participant.removed_at.is_(None))
        .where(ScoringSession.state != State.CLOSED)
    )
    return db.scalars(query.order_by(Participant.session_id)).all()


def any_rehearsal(db: Session, session_id: UUID) -> bool:
    """Whether simulated participants take part."""
    query = select(Participant.id).where(Participant.session_id == session_id, Participant.rehearsal)
    return db.scalars(query.limit(1)).first() is not None


def rehearsed(session_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """In a query: whether a simulated participant takes part in a session who was not sent away, or did."""
    here = Participant.session_id == session_id, Participant.rehearsal, Participant.removed_at.is_(None)
    session = aliased(ScoringSession)
    known = select(session.id).where(session.id == session_id, session.rehearsed)
    return or_(select(Participant.id).where(*here).exists(), known.exists())


def is_rehearsed(db: Session, session_id: UUID) -> bool:
    """The same of one session."""
    return bool(db.scalar(select(rehearsed(session_id))))


def delete_rehearsal(db: Session, session_id: UUID) -> Sequence[UUID]:
    """Delete the simulated participants with everything they answered; return their ids."""
    query = delete(Participant).where(Participant.session_id == session_id, Participant.rehearsal)
    return db.scalars(query.returning(Participant.id)).all()
