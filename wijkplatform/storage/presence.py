"""Who is in the room, whichever process holds the connection: a place is held for seconds, and kept by renewing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, delete, exists, func, literal, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.base import Base, OfGemeente, refers, unique
from wijkplatform.storage.participants import Participant

LEASE_SECONDS = 15
_RENEWED_SECONDS = 12


class Presence(OfGemeente, Base):
    """A participant has a connection to a process. After `seen_until` that is not so any more: the process died."""

    __tablename__ = "presence"
    __table_args__ = (unique("participant_id", "process"), refers("participant_id", "participant"))

    participant_id: Mapped[UUID]
    process: Mapped[UUID]
    seen_until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of one group joined, are connected now, and wait to be confirmed; whether some are simulated."""

    joined: int
    connected: int
    unconfirmed: int
    rehearsal: bool


def hold(db: Session, session_id: UUID, process: UUID, here: Collection[UUID]) -> bool:
    """Let a process hold the places of these participants of a session, and of no others; tell whether that changed.

    A place that was held or renewed a moment ago is left alone, so this may be called as often as one likes.
    """
    of_session = select(Participant.id).where(Participant.session_id == session_id)
    gone = delete(Presence).where(Presence.process == process, Presence.participant_id.in_(of_session))
    left = db.execute(gone.where(~_among(Presence.participant_id, here)).returning(Presence.id)).all()
    until = func.now() + timedelta(seconds=LEASE_SECONDS)
    rows = select(Participant.id, literal(process), until)
    rows = rows.where(Participant.session_id == session_id, _among(Participant.id, here))
    offer = insert(Presence).from_select(["participant_id", "process", "seen_until"], rows, include_defaults=False)
    offer = offer.on_conflict_do_update(
        constraint="uq_presence_gemeente_id_participant_id_process",
        set_={"seen_until": offer.excluded.seen_until},
        where=Presence.seen_until < func.now() + timedelta(seconds=_RENEWED_SECONDS),
    )
    is_new: ColumnElement[bool] = literal_column("presence.xmax = 0")
    return bool(left) or any(db.scalars(offer.returning(is_new)))


def connected(db: Session, session_id: UUID, but: UUID | None) -> frozenset[UUID]:
    """The participants of a session who are connected to any process, or to any `but` this one."""
    query = select(Presence.participant_id).join(Participant, Participant.id == Presence.participant_id)
    return frozenset(db.scalars(query.where(Participant.session_id == session_id, _held(but))))


def counts(
    db: Session, sessions: Collection[UUID], here: Iterable[UUID], process: UUID | None
) -> dict[UUID, dict[str, Counts]]:
    """Per session and group who is in the room: connected `here`, in this process, or to another one."""
    elsewhere = exists().where(Presence.participant_id == Participant.id, _held(process))
    query = (
        select(
            Participant.session_id,
            Participant.voice,
            func.count(),
            func.count().filter(or_(_among(Participant.id, here), elsewhere)),
            func.count().filter(~Participant.confirmed),
            func.bool_or(Participant.rehearsal),
        )
        .where(_among(Participant.session_id, sessions), Participant.removed_at.is_(None))
        .group_by(Participant.session_id, Participant.voice)
    )
    found: dict[UUID, dict[str, Counts]] = {session: {} for session in sessions}
    for session, voice, *numbers in db.execute(query):
        found[session][voice] = Counts(*numbers)
    return found


def sweep(db: Session) -> None:
    """Forget the places of processes that died; nobody counted them any more."""
    db.execute(delete(Presence).where(Presence.seen_until < func.now() - timedelta(minutes=1)))


def _held(but: UUID | None) -> ColumnElement[bool]:
    held = Presence.seen_until > func.now()
    return held if but is None else held & (Presence.process != but)


def _among(column: ColumnElement[UUID] | Mapped[UUID], some: Iterable[UUID]) -> ColumnElement[bool]:
    """Whether a column is one of these ids: one parameter, however many there are."""
    return column == any_(literal(list(some), ARRAY(Uuid())))
