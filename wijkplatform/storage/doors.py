"""How people come in: codes and links (doors), links of a scherm, and tickets for one socket."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique


class JoinDoor(OfGemeente, Base):
    """A way into a session. `digest` is the only key that is unique over all gemeenten: see `resolve_door`.

    `voice` is the group that comes in here, or None when people choose; `current` is false for a code that was
    replaced: it lets nobody in any more, but still finds the session for who comes back.
    """

    __tablename__ = "join_door"
    __table_args__ = (refers("session_id", "scoring_session"),)

    session_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(unique=True)
    voice: Mapped[str | None]
    typed: Mapped[bool] = mapped_column(server_default="false")
    rehearsal: Mapped[bool] = mapped_column(server_default="false")
    current: Mapped[bool] = mapped_column(server_default="true")
    open_until: Mapped[datetime]


class ScreenLink(OfGemeente, Base):
    """A link that opens the scherm of a session without an account."""

    __tablename__ = "screen_link"
    __table_args__ = (unique("digest"), refers("session_id", "scoring_session"))

    session_id: Mapped[UUID]
    digest: Mapped[bytes]
    created_at: Mapped[datetime] = moment()
    revoked_at: Mapped[datetime | None]


class SocketTicket(OfGemeente, Base):
    """Good for one socket, once. `proof` and `row` become the badge of the socket."""

    __tablename__ = "socket_ticket"
    __table_args__ = (unique("digest"), refers("session_id", "scoring_session"))

    session_id: Mapped[UUID]
    digest: Mapped[bytes]
    seat: Mapped[str]
    proof: Mapped[str]
    row: Mapped[UUID]
    mark: Mapped[bytes | None]
    expires_at: Mapped[datetime]


def door(db: Session, digest: bytes) -> JoinDoor | None:
    """The door behind a code or link of this gemeente that has not expired, or None."""
    return db.scalar(select(JoinDoor).where(JoinDoor.digest == digest, JoinDoor.open_until > func.now()))


def add_door(db: Session, door: JoinDoor) -> bool:
    """Store a door; False when another session anywhere has this digest already: draw again."""
    try:
        with db.begin_nested():
            db.add(door)
            db.flush()
    except IntegrityError:
        return False
    return True


def screen_link(db: Session, link: UUID) -> ScreenLink | None:
    """A scherm link that was not revoked, or None."""
    return db.scalar(select(ScreenLink).where(ScreenLink.id == link, ScreenLink.revoked_at.is_(None)))


def screen_link_by_digest(db: Session, digest: bytes) -> ScreenLink | None:
    """The scherm link behind a token, when it was not revoked."""
    return db.scalar(select(ScreenLink).where(ScreenLink.digest == digest, ScreenLink.revoked_at.is_(None)))


def live_screen_links(db: Session, some: Collection[UUID]) -> frozenset[UUID]:
    """Which of these scherm links were not revoked."""
    query = select(ScreenLink.id).where(ScreenLink.id.in_(some), ScreenLink.revoked_at.is_(None))
    return frozenset(db.scalars(query)) if some else frozenset()


def any_screen_link(db: Session, session_id: UUID) -> ScreenLink | None:
    """The oldest scherm link of a session that was not revoked, or None."""
    query = select(ScreenLink).where(ScreenLink.session_id == session_id, ScreenLink.revoked_at.is_(None))
    return db.scalar(query.order_by(ScreenLink.created_at).limit(1))


def close_rehearsal_doors(db: Session, session_id: UUID) -> None:
    """Take away the doors of simulated participants."""
    db.execute(delete(JoinDoor).where(JoinDoor.session_id == session_id, JoinDoor.rehearsal))


def add_ticket(db: Session, ticket: SocketTicket, seconds: int) -> None:
    """Store a ticket that is good for so many seconds on the clock of the database; sweep the ones that expired."""
    db.execute(delete(SocketTicket).where(SocketTicket.expires_at < func.now() - timedelta(minutes=10)))
    ticket.expires_at = func.now() + timedelta(seconds=seconds)
    db.add(ticket)
    db.flush()


def use_ticket(db: Session, digest: bytes) -> SocketTicket | None:
    """Take the ticket away and return it, or None: unknown, used or expired."""
    query = delete(SocketTicket).where(SocketTicket.digest == digest, SocketTicket.expires_at > func.now())
    return db.scalar(query.returning(SocketTicket))
