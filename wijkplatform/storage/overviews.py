"""What an overview for college and raad reads, and the links that open one for who has no account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, Session

from wijkplatform.domain.sessions import State
from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession, Wijk
from wijkplatform.storage.summaries import SessionSummary

_STILL_TO_COME = (State.LOBBY, State.RUNNING, State.PAUSED)
_ENDS = ("agreement", "later", "no_action")


class OverviewLink(OfGemeente, Base):
    """A link that opens one overview until its day; no wijk: the whole gemeente. `reader`: for whom it was made."""

    __tablename__ = "overview_link"
    __table_args__ = (unique("digest"), refers("wijk_id", "wijk"), may_lose("account_id", "account"))

    digest: Mapped[bytes]
    wijk_id: Mapped[UUID | None]
    reader: Mapped[str]
    account_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = moment()


@dataclass(frozen=True, slots=True)
class Held:
    """A closed session with the parts of its summary that an overview tells (see `wire.summaries.SummaryResult`)."""

    session: UUID
    wijk_id: UUID
    wijk: str
    title: str
    term: str
    checklist: str
    held_on: date
    people: dict[str, Any]
    found: list[Any]


@dataclass(frozen=True, slots=True)
class Promised:
    """An afspraak without anything of a person; `moved_at` is when its status last changed."""

    id: UUID
    what: str
    organisation: str
    role: str
    due: date
    status: str
    wijk: str
    moved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A session that is still to be held, or is being held now."""

    wijk: str
    title: str
    place: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    running: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sessions were held from when until when, and how many discussion points ended in which way."""

    held: int
    first: date | None
    last: date | None
    ended: dict[str, int]


def wijk(db: Session, wijk_id: UUID) -> str | None:
    """The name of a wijk, or None when there is no such wijk here."""
    return db.scalar(select(Wijk.name).where(Wijk.id == wijk_id))


def _real(wijk_id: UUID | None, column: Any) -> ColumnElement[bool]:
    """Of no trial; of this wijk, or of any."""
    return and_(~ScoringSession.trial, column == wijk_id if wijk_id else true())


def _held() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(SessionSummary.session_id, SessionSummary.wijk_id, Wijk.name, ScoringSession.title, ScoringSession.term),
            *(ScoringSession.checklist, SessionSummary.held_on, SessionSummary.people, SessionSummary.found),
        )
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .join(Wijk, Wijk.id == SessionSummary.wijk_id)
    )


def held_in(db: Session, wijk_id: UUID) -> list[Held]:
    """The closed sessions of a wijk, newest first; no trials."""
    order = SessionSummary.held_on.desc(), ScoringSession.closed_at.desc()
    return [Held(*row) for row in db.execute(_held().where(_real(wijk_id, SessionSummary.wijk_id)).order_by(*order))]


def last_held(db: Session) -> list[Held]:
    """The newest closed session of each wijk, newest first; no trials."""
    order = SessionSummary.wijk_id, SessionSummary.held_on.desc(), ScoringSession.closed_at.desc()
    query = _held().where(_real(None, None)).ext(distinct_on(SessionSummary.wijk_id)).order_by(*order)
    found = [Held(*row) for row in db.execute(query)]
    return sorted(sorted(found, key=lambda one: one.wijk.casefold()), key=lambda one: one.held_on, reverse=True)


def changes_of(db: Session, session_id: UUID) -> list[Any]:
    """What the summary of a session says to have changed, one for each earlier session."""
    query = select(SessionSummary.changes).where(SessionSummary.session_id == session_id)
    return db.scalars(query).one() or []


def totals(db: Session, wijk_id: UUID | None) -> Totals:
    """Over all closed sessions of a wijk, or of the gemeente; no trials."""
    ended = (func.sum(SessionSummary.ended[name].astext.cast(Integer)) for name in _ENDS)
    query = (
        select(func.count(), func.min(SessionSummary.held_on), func.max(SessionSummary.held_on), *ended)
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .where(_real(wijk_id, SessionSummary.wijk_id))
    )
    many, first, last, *ends = db.execute(query).one()
    return Totals(many, first, last, {name: end or 0 for name, end in zip(_ENDS, ends, strict=True)})


def promised(db: Session, wijk_id: UUID | None) -> list[Promised]:
    """The afspraken of a wijk, or of the gemeente, the first due first; no trials, and nothing of a person."""
    moved = (
        select(func.max(AgreementEvent.happened_at))
        .where(AgreementEvent.agreement_id == Agreement.id, AgreementEvent.kind == "status")
        .scalar_subquery()
    )
    query = (
        select(
            *(Agreement.id, Agreement.what, Agreement.organisation, Agreement.owner_role, Agreement.due),
            *(Agreement.status, Wijk.name, moved),
        )
        .join(Wijk, Wijk.id == Agreement.wijk_id)
        .join(ScoringSession, ScoringSession.id == Agreement.session_id)
        .where(_real(wijk_id, Agreement.wijk_id))
        .order_by(Agreement.due, Agreement.made_at, Agreement.id)
    )
    return [Promised(*row) for row in db.execute(query)]


def coming(db: Session, wijk_id: UUID | None) -> list[Coming]:
    """The sessions of a wijk, or of the gemeente, that are held now or are to be held, the first one first; no trials.

    One that was planned for an earlier day and never began is none of them.
    """
    running = ScoringSession.state != State.LOBBY
    still = running | (func.coalesce(ScoringSession.ends_at, ScoringSession.starts_at) > func.now())
    query = (
        select(
            *(Wijk.name, ScoringSession.title, ScoringSession.place, ScoringSession.starts_at, ScoringSession.ends_at),
            running,
        )
        .join(Wijk, Wijk.id == ScoringSession.wijk_id)
        .where(ScoringSession.state.in_(_STILL_TO_COME), still, _real(wijk_id, ScoringSession.wijk_id))
        .order_by(ScoringSession.starts_at.nulls_first(), ScoringSession.id)
    )
    return [Coming(*row) for row in db.execute(query)]


def link(db: Session, link_id: UUID) -> OverviewLink | None:
    """The link with this id, locked until the end of the transaction, or None."""
    return db.scalar(select(OverviewLink).where(OverviewLink.id == link_id).with_for_update())


def now(db: Session) -> datetime:
    """The clock of the database."""
    return db.scalars(select(func.now())).one()


def link_by_digest(db: Session, digest: bytes) -> OverviewLink | None:
    """The link with this digest as long as it works, or None."""
    working = OverviewLink.revoked_at.is_(None), OverviewLink.expires_at > func.now()
    return db.scalar(select(OverviewLink).where(OverviewLink.digest == digest, *working))


def links(db: Session) -> Sequence[tuple[OverviewLink, str | None, str | None]]:
    """Every link, newest first, with the name of its wijk and of who made it."""
    query = (
        select(OverviewLink, Wijk.name, Account.name)
        .outerjoin(Wijk, Wijk.id == OverviewLink.wijk_id)
        .outerjoin(Account, Account.id == OverviewLink.account_id)
    )
    rows = db.execute(query.order_by(OverviewLink.made_at.desc(), OverviewLink.id))
    return [(row[0], row[1], row[2]) for row in rows]
