"""Colleagues who want to be found: the one thing that crosses between workspaces, as its gemeente typed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.peers import Compared, Peer
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, unique


class PeerOffer(OfGemeente, Base):
    """A gemeente that improved on an opgave wants to be found on it: how it is called, whom to ask for, and where.

    `stands`: what was found since then still says that it improved; else nobody finds the offer.
    """

    __tablename__ = "peer_offer"
    __table_args__ = (
        unique("opgave"),
        CheckConstraint("opgave between 1 and 10", name="opgave_range"),
        may_lose("account_id", "account"),
    )

    opgave: Mapped[int]
    called: Mapped[str]
    peer_role: Mapped[str]
    contact: Mapped[str]
    stands: Mapped[bool] = mapped_column(server_default="true")
    account_id: Mapped[UUID | None]
    offered_at: Mapped[datetime] = moment()


def lock(db: Session) -> None:
    """Let the offers of this gemeente change one after another, also those that are not there yet."""
    turn = func.hashtextextended(func.concat("peer_offer ", func.current_gemeente()), 0)
    db.execute(select(func.pg_advisory_xact_lock(turn)))


def offers(db: Session) -> Sequence[PeerOffer]:
    """The offers of this gemeente, by opgave."""
    return db.scalars(select(PeerOffer).order_by(PeerOffer.opgave).execution_options(populate_existing=True)).all()


def offer(db: Session, opgave: int) -> PeerOffer | None:
    """The offer of this gemeente for an opgave, or None."""
    query = select(PeerOffer).where(PeerOffer.opgave == opgave)
    return db.scalar(query.execution_options(populate_existing=True))


def found(db: Session, opgave: int) -> list[Peer]:
    """The colleagues of other gemeenten who want to be found on an opgave: nothing but what they typed."""
    rows = db.execute(text("select called, peer_role, contact from find_peers(:opgave)"), {"opgave": opgave})
    return [Peer(row.called, row.peer_role, row.contact) for row in rows]


_NEWEST = text("""
    SELECT wijk_id, opgave, word
    FROM (
        SELECT s.wijk_id, (risen ->> 'opgave')::integer AS opgave, risen ->> 'word' AS word,
            dense_rank() OVER (
                PARTITION BY s.wijk_id, risen ->> 'opgave'
                ORDER BY s.held_on DESC, s.made_at DESC, s.id, since ->> 'held_on' DESC, since ->> 'session'
            ) AS age
        FROM session_summary s,
            jsonb_array_elements(s.changes) AS since,
            jsonb_array_elements(since -> 'opgaven') AS risen
    ) AS compared
    WHERE age = 1
""")


def newest_compared(db: Session) -> list[Compared]:
    """Of each wijk and opgave the newest comparison: the last session that has one, with the last one before it."""
    return [Compared(row.wijk_id, row.opgave, row.word) for row in db.execute(_NEWEST)]
