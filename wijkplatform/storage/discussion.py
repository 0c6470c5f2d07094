"""What was said about a punt (notes), what was decided about each note, and how a discussion point ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, delete, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.discussion import NoteState
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave, Wijk


class Note(OfGemeente, Base):
    """Something that was said about a punt; its id is the operation's.

    Written by a participant, or typed by who leads. `voice` is the group it is told to come from: None when that group
    may not be named. `signed` is the name that the writer put under it. Deleting a participant leaves the note.
    """

    __tablename__ = "note"
    __table_args__ = (
        refers("session_id", "scoring_session"),
        refers("item_id", "session_item"),
        may_lose("participant_id", "participant"),
        may_lose("account_id", "account"),
        CheckConstraint("box in ('goes_well', 'could_be_better')", name="box_known"),
        CheckConstraint("voice in ('bewoner', 'wijkpartner', 'ambtenaar')", name="voice_known"),
        CheckConstraint("state in ('waiting', 'shown', 'hidden')", name="state_known"),
        CheckConstraint("(state = 'hidden') = (reason is not null)", name="hidden_says_why"),
        CheckConstraint("participant_id is null or account_id is null", name="one_hand"),
        Index("ix_note_session", "gemeente_id", "session_id", "item_id"),
        Index("ix_note_participant", "gemeente_id", "participant_id", "item_id"),
        Index("ix_note_words", text("to_tsvector('dutch', text)"), postgresql_using="gin"),
    )

    session_id: Mapped[UUID]
    item_id: Mapped[UUID]
    participant_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    box: Mapped[str]
    text: Mapped[str]
    voice: Mapped[str | None]
    signed: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default="waiting")
    reason: Mapped[str | None]
    written_at: Mapped[datetime] = moment()


class NoteDecision(OfGemeente, Base):
    """A decision of a spelleider about a note; its id is the operation's. Never changed: the note says what stands."""

    __tablename__ = "note_decision"
    __table_args__ = (
        refers("note_id", "note"),
        may_lose("account_id", "account"),
        CheckConstraint("shown = (reason is null)", name="hidden_says_why"),
        Index("ix_note_decision_note", "gemeente_id", "note_id"),
    )

    note_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    shown: Mapped[bool]
    reason: Mapped[str | None]
    version: Mapped[int]
    decided_at: Mapped[datetime] = moment()


class PointOutcome(OfGemeente, Base):
    """How a discussion point ended; its id is the operation's. Never changed: the newest one of a punt stands."""

    __tablename__ = "point_outcome"
    __table_args__ = (
        refers("session_id", "scoring_session"),
        refers("item_id", "session_item"),
        refers("account_id", "account", ondelete=None),
        CheckConstraint("kind in ('agreement', 'later', 'no_action')", name="kind_known"),
        Index("ix_point_outcome_session", "gemeente_id", "session_id", "version"),
    )

    session_id: Mapped[UUID]
    item_id: Mapped[UUID]
    account_id: Mapped[UUID]
    kind: Mapped[str]
    reason: Mapped[str]
    version: Mapped[int]
    decided_at: Mapped[datetime] = moment()


def note(db: Session, note_id: UUID) -> Note | None:
    """The note with this id, or None."""
    return db.scalar(select(Note).where(Note.id == note_id))


def notes(db: Session, session_id: UUID, *states: NoteState) -> Sequence[Note]:
    """The notes of a session in these states, oldest first."""
    query = select(Note).where(Note.session_id == session_id, Note.state.in_(states))
    return db.scalars(query.order_by(Note.written_at, Note.id)).all()


def notes_of(db: Session, participant_id: UUID) -> Sequence[Note]:
    """What a participant wrote, oldest first."""
    return db.scalars(
        select(Note).where(Note.participant_id == participant_id).order_by(Note.written_at, Note.id)
    ).all()


def many_notes(db: Session, participant_id: UUID, item_id: UUID) -> int:
    """How many notes a participant wrote about a punt."""
    query = select(func.count()).where(Note.participant_id == participant_id, Note.item_id == item_id)
    return db.scalars(query).one()


def decision(db: Session, op: UUID) -> NoteDecision | None:
    """The decision about a note with this operation id, or None."""
    return db.scalar(select(NoteDecision).where(NoteDecision.id == op))


def hidden(db: Session, session_id: UUID) -> Sequence[tuple[NoteDecision, Note, str | None]]:
    """Every time that a note of a session was hidden, with who did it, oldest first; also when it was shown later."""
    query = (
        select(NoteDecision, Note, Account.name)
        .join(Note, Note.id == NoteDecision.note_id)
        .outerjoin(Account, Account.id == NoteDecision.account_id)
        .where(Note.session_id == session_id, ~NoteDecision.shown)
        .order_by(NoteDecision.version)
    )
    return [(row[0], row[1], row[2]) for row in db.execute(query)]


def outcome(db: Session, op: UUID) -> PointOutcome | None:
    """The outcome with this operation id, or None."""
    return db.scalar(select(PointOutcome).where(PointOutcome.id == op))


def outcomes(db: Session, session_id: UUID) -> Sequence[PointOutcome]:
    """The outcome that stands for each punt of a session, oldest first."""
    newest = select(PointOutcome.id).where(PointOutcome.session_id == session_id)
    newest = newest.ext(distinct_on(PointOutcome.item_id))
    newest = newest.order_by(PointOutcome.item_id, PointOutcome.version.desc())
    return db.scalars(select(PointOutcome).where(PointOutcome.id.in_(newest)).order_by(PointOutcome.version)).all()


MOST_FOUND = 100
"""How many notes a search brings at most."""


def search(db: Session, words: str) -> Sequence[tuple[Note, SessionItem, SessionOpgave, ScoringSession, str]]:
    """Notes that were shown in any session but trials and hold these words, newest first, with where they belong.

    Without words: the newest. Words as people type them in a search box; Dutch endings do not matter.
    """
    query = (
        select(Note, SessionItem, SessionOpgave, ScoringSession, Wijk.name)
        .join(SessionItem, SessionItem.id == Note.item_id)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        .join(ScoringSession, ScoringSession.id == Note.session_id)
        .join(Wijk, Wijk.id == ScoringSession.wijk_id)
        .where(Note.state == NoteState.SHOWN, ~ScoringSession.trial)
    )
    if words.strip():
        found = func.websearch_to_tsquery("dutch", words)
        query = query.where(func.to_tsvector("dutch", Note.text).op("@@")(found))
    rows = db.execute(query.order_by(Note.written_at.desc(), Note.id).limit(MOST_FOUND))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def wipe(db: Session, session_id: UUID) -> None:
    """Forget what was said in a session and how its points ended."""
    for table in (Note, PointOutcome):
        db.execute(delete(table).where(table.session_id == session_id))
