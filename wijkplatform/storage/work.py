"""The door: tenant, identity, transaction and 'tell it afterwards' are one `with` statement.

`Store.workspace(badge)` is the only code that hands out data of a gemeente, the only commit, and the only place
that tells PostgreSQL whose rows may be seen. `Store.lobby()` sees the directory of gemeenten and may resolve a code.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Protocol
from uuid import UUID

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, SessionTransaction

from wijkplatform.domain.errors import NotFound, Retry
from wijkplatform.domain.events import Event
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.people import Actor, Badge, Proof, Role
from wijkplatform.storage import (
    agreements,
    audit,
    discussion,
    doors,
    exports,
    gemeenten,
    invitations,
    oidc,
    outbox,
    overviews,
    paper,
    participants,
    peers,
    people,
    presence,
    scores,
    sessions,
    summaries,
)
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.participants import Participant

_log = logging.getLogger(__name__)
_TABLES = (
    *(
        agreements,
        audit,
        discussion,
        doors,
        exports,
        gemeenten,
        invitations,
        oidc,
        outbox,
        overviews,
        paper,
        participants,
    ),
    *(peers, people, presence, scores, sessions, summaries),
)
"""Tables refer to each other: all of them are known before the first question is asked."""

Listener = Callable[[Sequence[Event]], None]


class NoGemeente(RuntimeError):
    """A piece of work began without a gemeente: a mistake in our own code."""


class Room(Protocol):
    """Who knows which participants are connected to this process, and what this process is called."""

    @property
    def process(self) -> UUID | None:
        """The name of this process among others, or None when nobody can connect to it."""
        ...

    def here(self, session: UUID) -> frozenset[UUID]:
        """The participants of a session with at least one open connection to this process."""
        ...


class EmptyRoom:
    """A room without connections: for command lines and workers."""

    process: UUID | None = None

    def here(self, session: UUID) -> frozenset[UUID]:
        """Nobody is connected here."""
        return frozenset()


class WorkspaceSession(Session):
    """A database session that cannot begin without a gemeente."""


class LobbySession(Session):
    """A database session that belongs to no gemeente: every table of a gemeente refuses it."""


@event.listens_for(WorkspaceSession, "after_begin")
def _enter(db: Session, transaction: SessionTransaction, connection: Connection) -> None:
    gemeente = db.info.get("gemeente_id")
    if gemeente is None:
        raise NoGemeente
    connection.execute(
        text("select set_config('wijkplatform.gemeente_id', :gemeente, true)"), {"gemeente": str(gemeente)}
    )


@dataclass(slots=True)
class Work:
    """One piece of work in one workspace: its database session, who does it, and what it has to tell."""

    db: Session
    gemeente: Gemeente
    actor: Actor
    room: Room
    keys: Keys
    badge: Badge
    events: list[Event] = field(default_factory=list)

    def participant(self) -> Participant:
        """The participant who is at work, as the door read it. Raises `NotFound` for everybody else."""
        found = self.db.get(Participant, (self.gemeente.id, self.actor.person)) if self.actor.person else None
        if found is None:
            raise NotFound
        return found

    def connected(self, session: UUID) -> frozenset[UUID]:
        """The participants of a session with at least one open connection, to this process or to another."""
        return self.room.here(session) | presence.connected(self.db, session, self.room.process)

    def tell(self, happened: Event) -> None:
        """Remember something that happened; listeners hear it after the commit, and only then."""
        self.events.append(happened)


class Lobby:
    """What may be known before a gemeente is chosen: the directory, and which session a code belongs to."""

    def __init__(self, db: Session) -> None:
        self._db = db

    def gemeente(self, slug: str) -> UUID:
        """The id of the gemeente with this address. Raises `NotFound`."""
        found = None if "\0" in slug else gemeenten.by_slug(self._db, slug)
        if found is None:
            raise NotFound
        return found.id

    def resolve(self, digest: bytes) -> tuple[UUID, UUID] | None:
        """The gemeente and the session behind the digest of a code or link, or None."""
        row = self._db.execute(text("select gemeente_id, session_id from resolve_door(:digest)"), {"digest": digest})
        found = row.first()
        return (found.gemeente_id, found.session_id) if found else None

    def all_gemeenten(self) -> list[UUID]:
        """The ids of all gemeenten, for work that goes from one to the next."""
        return list(self._db.execute(text("select id from gemeente order by id")).scalars())

    def with_work(self) -> list[UUID]:
        """The ids of the gemeenten that have work waiting for a worker now: mail, comparisons, files."""
        return list(self._db.execute(text("select id from gemeenten_with_work() as id order by id")).scalars())

    def found(self, slug: str, name: str, cbs_code: str | None = None) -> None:
        """Add a gemeente to the directory, if it is not in it. The database lets only the owner role do this."""
        if gemeenten.by_slug(self._db, slug) is None:
            self._db.add(Gemeente(slug=slug, name=name, cbs_code=cbs_code))
            self._db.commit()


class Store:
    """The memory of the platform. One per process; `listeners` hear what happened after each commit."""

    def __init__(self, url: str, keys: Keys, *, room: Room | None = None, pool_size: int = 10) -> None:
        self.engine: Engine = create_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=5,
            pool_pre_ping=True,
            json_deserializer=orjson.loads,
            connect_args={
                "options": "-c statement_timeout=5000 -c lock_timeout=4000 -c synchronous_commit=on",
                "connect_timeout": 5,
            },
        )
        self.keys = keys
        self.room: Room = room or EmptyRoom()
        self.listeners: list[Listener] = []

    @contextmanager
    def workspace(self, badge: Badge) -> Iterator[Work]:
        """Open the workspace of the badge's gemeente for one piece of work, in one transaction.

        Commits at the end and tells the listeners what happened. Raises `NotFound` when the badge is not (or no
        longer) good, and `Retry` when the database did not answer: then nothing was stored.
        """
        db = WorkspaceSession(self.engine, expire_on_commit=False, info={"gemeente_id": badge.gemeente})
        try:
            gemeente = gemeenten.by_id(db, badge.gemeente)
            if gemeente is None:
                raise NotFound
            work = Work(db, gemeente, _actor(db, badge), self.room, self.keys, badge)
            yield work
            db.commit()
        except (DBAPIError, PoolTimeout) as error:
            _log.warning("database refused a piece of work: %s", type(getattr(error, "orig", error)).__name__)
            raise Retry from error
        finally:
            db.close()
        if work.events:
            for listener in self.listeners:
                listener(work.events)

    @contextmanager
    def lobby(self) -> Iterator[Lobby]:
        """Look in the directory; nothing of any gemeente can be read here."""
        db = LobbySession(self.engine)
        try:
            yield Lobby(db)
        except (DBAPIError, PoolTimeout) as error:
            raise Retry from error
        finally:
            db.close()

    def close(self) -> None:
        """Close the connections that wait in the pool."""
        self.engine.dispose()


def _actor(db: Session, badge: Badge) -> Actor:
    """Read the row behind the badge again. Raises `NotFound` when it no longer opens anything."""
    if badge.proof is Proof.NONE:
        return Actor(Role.VISITOR)
    if badge.proof is Proof.OPERATOR:
        return Actor(Role.OPERATOR)
    if badge.row is None:
        raise NotFound
    if badge.proof is Proof.ROOM:
        return Actor(Role.ROOM, session=badge.row)
    if badge.proof is Proof.PARTICIPANT and badge.mark and (joined := participants.present(db, badge.row)):
        if not compare_digest(badge.mark, joined.token_digest):
            raise NotFound
        return Actor(Role.PARTICIPANT, joined.id, joined.session_id)
    if badge.proof is Proof.SCREEN and (link := doors.screen_link(db, badge.row)):
        return Actor(Role.SCREEN, link.id, link.session_id)
    if badge.proof is Proof.TABLE and (table := paper.table_link(db, badge.row)):
        return Actor(Role.TABLE, table.id, table.session_id)
    if badge.proof is Proof.SIGN_IN and (account := people.live_account(db, badge.row)):
        people.touch(db, [badge.row])
        return Actor(Role(account.role), account.id)
    raise NotFound
