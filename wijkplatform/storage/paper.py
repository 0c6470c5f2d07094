"""Answers on paper: what was typed in, by whom, and what was corrected. Nothing that was typed is ever changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import SessionItem, SessionOpgave


class TableLink(OfGemeente, Base):
    """A link by which a volunteer at a table types in paper answers of one session, without an account.

    `number` counts per session: 'Tafel 2'.
    """

    __tablename__ = "table_link"
    __table_args__ = (unique("digest"), unique("session_id", "number"), refers("session_id", "scoring_session"))

    session_id: Mapped[UUID]
    number: Mapped[int]
    digest: Mapped[bytes]
    created_at: Mapped[datetime] = moment()
    revoked_at: Mapped[datetime | None]


class PaperEntry(OfGemeente, Base):
    """One card, or the counts of one punt, as it was typed in for one opgave in one round; its id is the operation's.

    An entry that another one corrects does not count any more, and stays.
    """

    __tablename__ = "paper_entry"
    __table_args__ = (
        unique("corrects_id"),
        refers("session_id", "scoring_session"),
        refers("opgave_id", "session_opgave"),
        may_lose("account_id", "account"),
        may_lose("table_link_id", "table_link"),
        refers("corrects_id", "paper_entry"),
        CheckConstraint("voice in ('bewoner', 'wijkpartner', 'ambtenaar')", name="voice_known"),
        CheckConstraint("account_id is null or table_link_id is null", name="one_hand"),
        Index("ix_paper_entry_opgave", "gemeente_id", "opgave_id", "round"),
    )

    session_id: Mapped[UUID]
    opgave_id: Mapped[UUID]
    round: Mapped[int]
    voice: Mapped[str]
    card: Mapped[int | None]
    account_id: Mapped[UUID | None]
    table_link_id: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    entered_at: Mapped[datetime] = moment()


class PaperAnswer(OfGemeente, Base):
    """How many cards of an entry say one value about one punt: 1 for a card, more for counts."""

    __tablename__ = "paper_answer"
    __table_args__ = (
        unique("entry_id", "item_id", "value"),
        refers("entry_id", "paper_entry"),
        refers("item_id", "session_item"),
        CheckConstraint("value between 0 and 5", name="value_range"),
        CheckConstraint("number between 1 and 500", name="number_range"),
    )

    entry_id: Mapped[UUID]
    item_id: Mapped[UUID]
    value: Mapped[int]
    number: Mapped[int]
    shown: Mapped[bool] = mapped_column(server_default="false")


_correction = aliased(PaperEntry)
stands = ~select(_correction.id).where(_correction.corrects_id == PaperEntry.id).exists()
"""Which entries count: those that nobody corrected."""

Answers = Mapping[tuple[UUID, int], int]
"""Of each punt and value, how many cards say so."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry, the number of the first punt it is about, about how many it is, and who typed it: a name or a table."""

    entry: PaperEntry
    opgave: int
    punt: int | None
    punten: int
    by: str | None
    table: int | None
    corrected: bool


def entry(db: Session, op: UUID) -> PaperEntry | None:
    """The entry with this operation id, or None."""
    return db.scalar(select(PaperEntry).where(PaperEntry.id == op))


def answers(db: Session, op: UUID) -> dict[tuple[UUID, int], int]:
    """What an entry holds."""
    query = select(PaperAnswer).where(PaperAnswer.entry_id == op)
    return {(one.item_id, one.value): one.number for one in db.scalars(query)}


def add(db: Session, fresh: PaperEntry, content: Answers) -> None:
    """Store an entry with what it holds."""
    db.add(fresh)
    db.flush()
    for (item, value), number in content.items():
        db.add(PaperAnswer(entry_id=fresh.id, item_id=item, value=value, number=number))
    db.flush()


def corrected(db: Session, op: UUID) -> bool:
    """Whether another entry took the place of this one."""
    return db.scalar(select(PaperEntry.id).where(PaperEntry.corrects_id == op)) is not None


def standing_card(db: Session, opgave: SessionOpgave, voice: str, card: int) -> PaperEntry | None:
    """The entry that counts of a card with this number, in the round of the opgave, or None."""
    holds = select(PaperAnswer.id).where(PaperAnswer.entry_id == PaperEntry.id).exists()
    query = select(PaperEntry).where(
        PaperEntry.opgave_id == opgave.id,
        PaperEntry.round == opgave.round,
        PaperEntry.voice == voice,
        PaperEntry.card == card,
        stands,
        holds,
    )
    return db.scalar(query)


def typed(db: Session, session_id: UUID) -> Sequence[Typed]:
    """Everything that was typed in a session, oldest first, without what it says."""
    about = PaperAnswer.entry_id == PaperEntry.id
    first = select(func.min(SessionItem.number)).join(PaperAnswer, PaperAnswer.item_id == SessionItem.id).where(about)
    many = select(func.count(PaperAnswer.item_id.distinct())).where(about)
    punten = first.scalar_subquery(), many.scalar_subquery()
    query = (
        select(PaperEntry, SessionOpgave.number, *punten, Account.name, TableLink.number, ~stands)
        .join(SessionOpgave, SessionOpgave.id == PaperEntry.opgave_id)
        .outerjoin(Account, Account.id == PaperEntry.account_id)
        .outerjoin(TableLink, TableLink.id == PaperEntry.table_link_id)
        .where(PaperEntry.session_id == session_id)
    )
    return [Typed(*row) for row in db.execute(query.order_by(PaperEntry.entered_at, PaperEntry.id))]


def forget(db: Session, session_id: UUID) -> None:
    """Forget every paper answer of a session; what was published stays."""
    db.execute(delete(PaperEntry).where(PaperEntry.session_id == session_id))


def table_link(db: Session, link: UUID) -> TableLink | None:
    """A tafel link that was not revoked, or None."""
    return db.scalar(select(TableLink).where(TableLink.id == link, TableLink.revoked_at.is_(None)))


def table_link_by_digest(db: Session, digest: bytes) -> TableLink | None:
    """The tafel link behind a token, when it was not revoked."""
    return db.scalar(select(TableLink).where(TableLink.digest == digest, TableLink.revoked_at.is_(None)))


def table_links(db: Session, session_id: UUID) -> Sequence[TableLink]:
    """The tafel links of a session, revoked or not, in the order of their numbers."""
    query = select(TableLink).where(TableLink.session_id == session_id)
    return db.scalars(query.order_by(TableLink.number)).all()


def revoke(db: Session, link: TableLink) -> None:
    """End a tafel link, if it was not ended before."""
    if link.revoked_at is None:
        link.revoked_at = db.scalars(select(func.now())).one()
        db.flush()


def live_table_links(db: Session, some: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these tafel links were not revoked."""
    query = select(TableLink.id).where(TableLink.id.in_(some), TableLink.revoked_at.is_(None))
    return frozenset(db.scalars(query)) if some else frozenset()
