"""What the room talks about: what participants ask for, what the spelleider chose, and the results per opgave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, delete, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.people import Group
from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account
from wijkplatform.storage.scores import Stored
from wijkplatform.storage.sessions import SessionOpgave
from wijkplatform.storage.tallies import counts_in_results


class Proposal(OfGemeente, Base):
    """The one punt of an opgave that a participant wants to talk about, in a round: 'bespreek dit'.

    No punt: the wish was taken back. The row stays, so that an older wish that arrives late does not come back.
    """

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
    item_id: Mapped[UUID | None]
    seq: Mapped[int]


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
    withdrawn: Mapped[bool] = mapped_column(server_default="false")
    published_at: Mapped[datetime] = moment()


@dataclass(frozen=True, slots=True)
class Wish:
    """A participant asks to talk about a punt in a round of its opgave, or (not `on`) no longer.

    Without a `seq` it is the newest wish, and taking back is about this punt only.
    """

    participant: UUID
    opgave: UUID
    round: int
    item: UUID
    on: bool
    seq: int | None


def propose(db: Session, wish: Wish) -> tuple[Stored, int]:
    """Let a wish count when it is newer than the one that stands; return its fate and the seq that stands."""
    item = wish.item if wish.on else None
    offer = insert(Proposal).values(
        participant_id=wish.participant, opgave_id=wish.opgave, round=wish.round, item_id=item, seq=wish.seq or 1
    )
    other = Proposal.item_id.is_distinct_from(wish.item) == wish.on
    offer = offer.on_conflict_do_update(
        constraint="uq_proposal_gemeente_id_participant_id_opgave_id_round",
        set_={"item_id": offer.excluded.item_id, "seq": Proposal.seq + 1 if wish.seq is None else wish.seq},
        where=other if wish.seq is None else Proposal.seq < wish.seq,
    )
    taken = db.scalar(offer.returning(Proposal.seq))
    if taken is not None:
        return Stored.ACCEPTED, taken
    stands = db.scalars(
        select(Proposal)
        .where(
            Proposal.participant_id == wish.participant,
            Proposal.opgave_id == wish.opgave,
            Proposal.round == wish.round,
        )
        .execution_options(populate_existing=True)
    ).one()
    same = wish.seq is None or (stands.seq, stands.item_id) == (wish.seq, item)
    return (Stored.DUPLICATE if same else Stored.STALE), stands.seq


def own_proposals(db: Session, participant_id: UUID) -> tuple[Sequence[UUID], int]:
    """The punten that this participant asks to talk about, in the rounds that stand; and the highest seq used."""
    query = (
        select(Proposal.item_id)
        .join(SessionOpgave, SessionOpgave.id == Proposal.opgave_id)
        .where(
            Proposal.participant_id == participant_id,
            Proposal.round == SessionOpgave.round,
            Proposal.item_id.is_not(None),
        )
    )
    highest = select(func.coalesce(func.max(Proposal.seq), 0)).where(Proposal.participant_id == participant_id)
    items = [one for one in db.scalars(query.order_by(SessionOpgave.position)) if one]
    return items, db.scalars(highest).one()


def proposed(db: Session, opgave: SessionOpgave) -> dict[UUID, dict[Group, int]]:
    """How many of each group ask to talk about each punt of an opgave in its round.

    Only for the release gate: nothing of this may leave the server before the reveal.
    """
    query = (
        select(Proposal.item_id, Participant.voice, func.count())
        .join(Participant, Participant.id == Proposal.participant_id)
        .where(
            Proposal.opgave_id == opgave.id,
            Proposal.round == opgave.round,
            counts_in_results,
        )
        .group_by(Proposal.item_id, Participant.voice)
    )
    found: dict[UUID, dict[Group, int]] = {}
    for item, voice, number in db.execute(query):
        if item:
            found.setdefault(item, {})[Group(voice)] = number
    return found


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
        .where(OpgavePublication.session_id == session_id, ~OpgavePublication.withdrawn)
    )
    return db.scalars(query.order_by(SessionOpgave.position, OpgavePublication.round)).all()


def withdraw(db: Session, opgave: SessionOpgave) -> None:
    """Take back the sub-results of the round of an opgave; the rows stay, as a log."""
    db.execute(
        update(OpgavePublication)
        .where(OpgavePublication.opgave_id == opgave.id, OpgavePublication.round == opgave.round)
        .values(withdrawn=True)
    )


def wipe(db: Session, session_id: UUID) -> None:
    """Forget what was asked, chosen and published of a session."""
    forget(db, session_id)
    for table in (PointChoice, OpgavePublication):
        db.execute(delete(table).where(table.session_id == session_id))


def forget(db: Session, session_id: UUID) -> None:
    """Forget who asked to talk about what; the published counts stay."""
    here = select(SessionOpgave.id).where(SessionOpgave.session_id == session_id)
    db.execute(delete(Proposal).where(Proposal.opgave_id.in_(here)))
