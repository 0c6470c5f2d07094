"""What the room talks about: what participants ask for, what the spelleider chose, and the results per opgave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account
from wijkplatform.storage.scores import counts_in_results
from wijkplatform.storage.sessions import SessionOpgave


class Proposal(OfGemeente, Base):
    """The one punt of an opgave that a participant wants to talk about, in a round: 'bespreek dit'."""

    __tablename__ = "proposal"
    __table_args__ = (
        unique("participant_id", "opgave_id", "round"),
        refers("participant_id", "participant"),
        refers("opgave_id", "session_opgave"),
        refers("item_id", "session_item"),
        Index("ix_proposal_opgave", "gemeente_id", "opgave_id", "round"),
    )

    participant_id: Mapped[UUID]
    opgave_id: Mapped[UUID]
    round: Mapped[int]
    item_id: Mapped[UUID]


class PointChoice(OfGemeente, Base):
    """A decision of a spelleider about a punt; its id is the operation's. Never changed: the newest one stands."""

    __tablename__ = "point_choice"
    __table_args__ = (
        refers("session_id", "scoring_session"),
        refers("item_id", "session_item"),
        refers("account_id", "account", ondelete=None),
        CheckConstraint("choice in ('pin', 'skip', 'add', 'clear')", name="choice_known"),
        Index("ix_point_choice_session", "gemeente_id", "session_id", "version"),
    )

    session_id: Mapped[UUID]
    item_id: Mapped[UUID]
    account_id: Mapped[UUID]
    choice: Mapped[str]
    version: Mapped[int]
    chosen_at: Mapped[datetime] = moment()


class OpgavePublication(OfGemeente, Base):
    """The published sub-results of an opgave in a round, made from the published results of its punten."""

    __tablename__ = "opgave_publication"
    __table_args__ = (
        unique("opgave_id", "round"),
        refers("session_id", "scoring_session"),
        refers("opgave_id", "session_opgave"),
        Index("ix_opgave_publication_session", "gemeente_id", "session_id"),
    )

    session_id: Mapped[UUID]
    opgave_id: Mapped[UUID]
    round: Mapped[int]
    version: Mapped[int]
    result: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = moment()


def propose(db: Session, participant_id: UUID, opgave: SessionOpgave, item_id: UUID) -> bool:
    """Ask to talk about this punt, instead of another of the opgave asked for before; tell whether that is news."""
    offer = insert(Proposal).values(
        participant_id=participant_id, opgave_id=opgave.id, round=opgave.round, item_id=item_id
    )
    offer = offer.on_conflict_do_update(
        constraint="uq_proposal_gemeente_id_participant_id_opgave_id_round",
        set_={"item_id": offer.excluded.item_id},
        where=offer.excluded.item_id != Proposal.item_id,
    )
    return db.execute(offer.returning(Proposal.id)).first() is not None


def withdraw(db: Session, participant_id: UUID, opgave: SessionOpgave, item_id: UUID) -> bool:
    """Ask no longer to talk about this punt; tell whether it was asked."""
    query = delete(Proposal).where(
        Proposal.participant_id == participant_id,
        Proposal.opgave_id == opgave.id,
        Proposal.round == opgave.round,
        Proposal.item_id == item_id,
    )
    return db.execute(query.returning(Proposal.id)).first() is not None


def own_proposals(db: Session, participant_id: UUID) -> Sequence[UUID]:
    """The punten that this participant asks to talk about, in the rounds that stand."""
    query = (
        select(Proposal.item_id)
        .join(SessionOpgave, SessionOpgave.id == Proposal.opgave_id)
        .where(Proposal.participant_id == participant_id, Proposal.round == SessionOpgave.round)
    )
    return db.scalars(query.order_by(SessionOpgave.position)).all()


def proposed(db: Session, opgave: SessionOpgave) -> dict[UUID, int]:
    """How many ask to talk about each punt of an opgave in its round.

    Only for the release gate: nothing of this may leave the server before the reveal.
    """
    query = (
        select(Proposal.item_id, func.count())
        .join(Participant, Participant.id == Proposal.participant_id)
        .where(Proposal.opgave_id == opgave.id, Proposal.round == opgave.round, counts_in_results)
        .group_by(Proposal.item_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def choice(db: Session, op: UUID) -> PointChoice | None:
    """The decision with this operation id, or None."""
    return db.scalar(select(PointChoice).where(PointChoice.id == op))


def choices(db: Session, session_id: UUID) -> Sequence[tuple[PointChoice, str]]:
    """Every decision of a session with the name of who took it, oldest first."""
    query = (
        select(PointChoice, Account.name)
        .join(Account, Account.id == PointChoice.account_id)
        .where(PointChoice.session_id == session_id)
        .order_by(PointChoice.version)
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def standing_choices(db: Session, session_id: UUID) -> Sequence[PointChoice]:
    """The decision that stands for each punt of a session, oldest first; none for what was taken back."""
    newest = select(PointChoice.id).where(PointChoice.session_id == session_id).ext(distinct_on(PointChoice.item_id))
    newest = newest.order_by(PointChoice.item_id, PointChoice.version.desc())
    query = select(PointChoice).where(PointChoice.id.in_(newest), PointChoice.choice != "clear")
    return db.scalars(query.order_by(PointChoice.version)).all()


def opgave_publications(db: Session, session_id: UUID) -> Sequence[OpgavePublication]:
    """The published sub-results of a session, in the order of its agenda and by round."""
    query = (
        select(OpgavePublication)
        .join(SessionOpgave, SessionOpgave.id == OpgavePublication.opgave_id)
        .where(OpgavePublication.session_id == session_id)
    )
    return db.scalars(query.order_by(SessionOpgave.position, OpgavePublication.round)).all()


def wipe(db: Session, session_id: UUID) -> None:
    """Forget what was asked, chosen and published of a session."""
    forget(db, session_id)
    for table in (PointChoice, OpgavePublication):
        db.execute(delete(table).where(table.session_id == session_id))


def forget(db: Session, session_id: UUID) -> None:
    """Forget who asked to talk about what; the published counts stay."""
    here = select(SessionOpgave.id).where(SessionOpgave.session_id == session_id)
    db.execute(delete(Proposal).where(Proposal.opgave_id.in_(here)))
