"""Scores: every operation that arrived, the answer that counts now, and what was published of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.sessions import SessionItem, SessionOpgave

T = TypeVar("T")


class ScoreEvent(OfGemeente, Base):
    """One operation that was accepted; its id is the operation's own, so that sending it twice stores it once."""

    __tablename__ = "score_event"
    __table_args__ = (
        unique("participant_id", "item_id", "round", "seq"),
        refers("session_id", "scoring_session"),
        refers("participant_id", "participant"),
        refers("item_id", "session_item"),
        Index("ix_score_event_session", "gemeente_id", "session_id"),
        Index("ix_score_event_item", "gemeente_id", "item_id"),
        CheckConstraint("value between 0 and 5", name="value_range"),
    )

    session_id: Mapped[UUID]
    participant_id: Mapped[UUID]
    item_id: Mapped[UUID]
    round: Mapped[int]
    seq: Mapped[int]
    value: Mapped[int]
    arrived_at: Mapped[datetime] = moment()


class Score(OfGemeente, Base):
    """The answer of a participant to a punt in a round that counts now: 1 to 5, or 0 for 'weet ik niet'.

    `shown_value` and `shown_voice` are how it stands in what the room sees, if it does: in bars that move while the
    room scores, else from the reveal on.
    """

    __tablename__ = "score"
    __table_args__ = (
        unique("participant_id", "item_id", "round"),
        refers("participant_id", "participant"),
        refers("item_id", "session_item"),
        Index("ix_score_item_round", "gemeente_id", "item_id", "round"),
        CheckConstraint("value between 0 and 5", name="value_range"),
    )

    participant_id: Mapped[UUID]
    item_id: Mapped[UUID]
    round: Mapped[int]
    value: Mapped[int]
    seq: Mapped[int]
    shown_value: Mapped[int | None]
    shown_voice: Mapped[str | None]


class Publication(OfGemeente, Base):
    """The published result of a punt in a round: the only thing that screens, phones and exports read.

    `result` is what travels; `evidence` is for the export (p values and such) and never travels live. `withdrawn`: its
    round began again, so that it is shown nowhere; it stays as a log.
    """

    __tablename__ = "publication"
    __table_args__ = (
        unique("item_id", "round"),
        refers("session_id", "scoring_session"),
        refers("item_id", "session_item"),
        Index("ix_publication_session", "gemeente_id", "session_id"),
    )

    session_id: Mapped[UUID]
    item_id: Mapped[UUID]
    round: Mapped[int]
    version: Mapped[int]
    result: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    withdrawn: Mapped[bool] = mapped_column(server_default="false")
    published_at: Mapped[datetime] = moment()


class Stored(StrEnum):
    """What became of an operation that was offered."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    STALE = "stale"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True)
class Answer:
    """One operation of one participant on one punt in one round."""

    op: UUID
    session: UUID
    participant: UUID
    item: UUID
    round: int
    seq: int
    value: int


def put(db: Session, answer: Answer) -> tuple[Stored, int]:
    """Store an operation and let it count when its seq is the highest; return its fate and the seq that stands.

    Two statements, both safe against themselves: the event is stored once per operation, and the score changes
    only upwards in seq. An operation that lost gets the seq that stands, so that the phone can renumber; it is not
    kept, so that it gets the same answer when it comes again.
    """
    if not _remember(db, answer):
        return earlier(db, answer) or (Stored.STALE, _standing_seq(db, answer))
    offer = insert(Score).values(
        participant_id=answer.participant, item_id=answer.item, round=answer.round, value=answer.value, seq=answer.seq
    )
    offer = offer.on_conflict_do_update(
        constraint="uq_score_gemeente_id_participant_id_item_id_round",
        set_={"value": offer.excluded.value, "seq": offer.excluded.seq},
        where=offer.excluded.seq > Score.seq,
    )
    if db.execute(offer.returning(Score.seq)).first() is None:
        db.execute(delete(ScoreEvent).where(ScoreEvent.id == answer.op))
        return Stored.STALE, _standing_seq(db, answer)
    return Stored.ACCEPTED, answer.seq


def earlier(db: Session, answer: Answer) -> tuple[Stored, int] | None:
    """What became of this operation when it came before, or None when it is new."""
    before = db.scalar(select(ScoreEvent).where(ScoreEvent.id == answer.op))
    if before is None:
        return None
    same = (before.participant_id, before.item_id, before.round, before.seq, before.value) == (
        answer.participant,
        answer.item,
        answer.round,
        answer.seq,
        answer.value,
    )
    return (Stored.DUPLICATE if same else Stored.OTHER_CONTENT), before.seq


def _remember(db: Session, answer: Answer) -> bool:
    event = insert(ScoreEvent).values(
        id=answer.op,
        session_id=answer.session,
        participant_id=answer.participant,
        item_id=answer.item,
        round=answer.round,
        seq=answer.seq,
        value=answer.value,
    )
    return db.execute(event.on_conflict_do_nothing().returning(ScoreEvent.id)).first() is not None


def _standing_seq(db: Session, answer: Answer) -> int:
    query = select(Score.seq).where(
        Score.participant_id == answer.participant, Score.item_id == answer.item, Score.round == answer.round
    )
    return db.scalar(query) or answer.seq


def own_answers(db: Session, participant_id: UUID) -> Sequence[Score]:
    """Everything this participant answered."""
    return db.scalars(select(Score).where(Score.participant_id == participant_id)).all()


def simulated_answers(db: Session, opgaven: Collection[UUID]) -> set[tuple[UUID, UUID, int]]:
    """What simulated participants answered in these opgaven: who, which punt, in which round."""
    query = (
        select(Score.participant_id, Score.item_id, Score.round)
        .join(SessionItem, SessionItem.id == Score.item_id)
        .join(Participant, Participant.id == Score.participant_id)
        .where(SessionItem.opgave_id.in_(opgaven), Participant.rehearsal)
    )
    return {(row[0], row[1], row[2]) for row in db.execute(query)} if opgaven else set()


def highest_seq(db: Session, participant_id: UUID) -> int:
    """The highest seq this participant ever used; 0 when nothing was answered."""
    query = select(func.coalesce(func.max(ScoreEvent.seq), 0)).where(ScoreEvent.participant_id == participant_id)
    return db.scalars(query).one()


def published(db: Session, session_id: UUID, item_id: UUID) -> bool:
    """Whether a result of this punt of this session is out."""
    return item_id in published_items(db, session_id)


def published_items(db: Session, session_id: UUID) -> frozenset[UUID]:
    """The punten of which a result is out."""
    return frozenset(db.scalars(_standing(select(Publication.item_id), session_id)))


def with_results(db: Session, session_ids: Collection[UUID]) -> frozenset[UUID]:
    """The sessions of these of which a result of a punt is out."""
    query = (
        select(Publication.session_id)
        .join(SessionItem, SessionItem.id == Publication.item_id)
        .where(Publication.session_id.in_(session_ids), ~Publication.withdrawn, SessionItem.agreement_id.is_(None))
    )
    return frozenset(db.scalars(query.distinct())) if session_ids else frozenset()


def withdraw(db: Session, opgave: SessionOpgave) -> bool:
    """Take back what was published of an opgave in its round; tell whether there was any. The rows stay, as a log."""
    items = select(SessionItem.id).where(SessionItem.opgave_id == opgave.id)
    taken = (
        update(Publication)
        .where(Publication.item_id.in_(items), Publication.round == opgave.round, ~Publication.withdrawn)
        .values(withdrawn=True)
    )
    return bool(db.scalars(taken.returning(Publication.id)).all())


def publications(db: Session, session_id: UUID) -> Sequence[Publication]:
    """Everything published of the punten of a session, by punt and round; 'gemerkt?' is read by `agreements`."""
    order = SessionItem.number, Publication.round, Publication.id
    return db.scalars(_standing(select(Publication), session_id).order_by(*order)).all()


def _standing(query: Select[T], session_id: UUID) -> Select[T]:
    """What stands of the results of the punten of a session: not what was taken back, and not 'gemerkt?'."""
    stands = Publication.session_id == session_id, ~Publication.withdrawn, SessionItem.agreement_id.is_(None)
    return query.join(SessionItem, SessionItem.id == Publication.item_id).where(*stands)


def told_movements(db: Session, opgave: SessionOpgave) -> list[tuple[UUID, int, dict[str, Any]]]:
    """Every movement that was ever told about the punten of an opgave, taken back or not, with the round it is of."""
    moved = Publication.result["movement"]
    query = (
        select(Publication.item_id, Publication.round, moved)
        .join(SessionItem, SessionItem.id == Publication.item_id)
        .where(SessionItem.opgave_id == opgave.id, func.jsonb_typeof(moved) == "object")
    )
    return [(item, round_, told) for item, round_, told in db.execute(query)]


def publish(db: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store results; the words of a result that stands already are renewed, its version too."""
    for row in rows:
        offer = insert(Publication).values(**row)
        db.execute(
            offer.on_conflict_do_update(
                constraint="uq_publication_gemeente_id_item_id_round",
                set_={name: offer.excluded[name] for name in ("version", "result", "evidence")},
            )
        )
    db.expire_all()


def wipe(db: Session, session_id: UUID) -> None:
    """Forget every score and result of a session; rounds that were scored are numbered on (see `rehearsals`)."""
    forget(db, session_id)
    db.execute(delete(Publication).where(Publication.session_id == session_id))


def forget(db: Session, session_id: UUID) -> None:
    """Forget every score of a session; what was published stays."""
    items = select(SessionItem.id).where(SessionItem.session_id == session_id)
    db.execute(delete(ScoreEvent).where(ScoreEvent.session_id == session_id))
    db.execute(delete(Score).where(Score.item_id.in_(items)))
