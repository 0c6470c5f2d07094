"""What stands of closed sessions, written when one closes: dashboards read this and never the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Computed, Index, Text, cast, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.sessions import State
from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique
from wijkplatform.storage.participants import rehearsed
from wijkplatform.storage.sessions import ScoringSession, Wijk


class SessionSummary(OfGemeente, Base):
    """What stands of a closed session; `result` is a `wire.summaries.SummaryResult`. Trials have none.

    `people`, `found`, `ended` and `changes` are those parts of it once more: a dashboard reads them of a thousand
    sessions, and a whole result is large. `compared_at` is when it was held against earlier sessions; none: that is
    still to be done.
    """

    __tablename__ = "session_summary"
    __table_args__ = (
        unique("session_id"),
        refers("session_id", "scoring_session"),
        refers("wijk_id", "wijk", ondelete=None),
        Index("ix_session_summary_wijk", "gemeente_id", "wijk_id", "held_on"),
        Index(
            "ix_session_summary_to_compare",
            "gemeente_id",
            "made_at",
            postgresql_where=text("compared_at is null"),
        ),
    )

    session_id: Mapped[UUID]
    wijk_id: Mapped[UUID]
    held_on: Mapped[date]
    result: Mapped[dict[str, Any]]
    people: Mapped[dict[str, Any] | None] = mapped_column(JSONB, Computed("result -> 'people'", persisted=True))
    found: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB, Computed("result -> 'found'", persisted=True))
    ended: Mapped[dict[str, Any] | None] = mapped_column(JSONB, Computed("result -> 'ended'", persisted=True))
    changes: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB, Computed("result -> 'changes'", persisted=True))
    made_at: Mapped[datetime] = moment()
    compared_at: Mapped[datetime | None]


class WijkStanding(OfGemeente, Base):
    """The last sub-results of an opgave (0: the ten waarden) in a wijk, and the session they are from.

    `result` is a `wire.results.OpgaveResult`.
    """

    __tablename__ = "wijk_standing"
    __table_args__ = (
        unique("wijk_id", "opgave"),
        refers("wijk_id", "wijk"),
        refers("session_id", "scoring_session"),
    )

    wijk_id: Mapped[UUID]
    opgave: Mapped[int]
    session_id: Mapped[UUID]
    held_on: Mapped[date]
    result: Mapped[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was summed up, with the sub-results that stand of it. `made_at` is when it was summed up."""

    session_id: UUID
    held_on: date
    made_at: datetime
    opgaven: list[dict[str, Any]]


def of_session(db: Session, session_id: UUID) -> SessionSummary | None:
    """The summary of a session, or None."""
    query = select(SessionSummary).where(SessionSummary.session_id == session_id)
    return db.scalar(query.execution_options(populate_existing=True))


def people_of(db: Session, session_id: UUID) -> dict[str, Any] | None:
    """How many of each group answered, as its summary says; None when there is none."""
    return db.scalar(select(SessionSummary.people).where(SessionSummary.session_id == session_id))


def put(db: Session, session: ScoringSession, held_on: date, result: dict[str, Any]) -> None:
    """Let this stand of a session, whatever stood of it before."""
    offer = insert(SessionSummary).values(
        session_id=session.id, wijk_id=session.wijk_id, held_on=held_on, result=result
    )
    renewed = {name: offer.excluded[name] for name in ("wijk_id", "held_on", "result")}
    db.execute(
        offer.on_conflict_do_update(
            constraint="uq_session_summary_gemeente_id_session_id",
            set_={**renewed, "made_at": func.now(), "compared_at": None},
        )
    )


def forget(db: Session, session_id: UUID) -> None:
    """Nothing stands of a session any more; what stands of its wijk: see `stand`."""
    for table in (SessionSummary, WijkStanding):
        db.execute(delete(table).where(table.session_id == session_id))


def lock_wijk(db: Session, wijk_id: UUID) -> None:
    """Let one at a time say what stands of a wijk; until the end of the transaction."""
    db.execute(select(Wijk.id).where(Wijk.id == wijk_id).with_for_update(key_share=True))


def held_in(db: Session, wijk_id: UUID) -> list[Held]:
    """The sessions of a wijk that were summed up, the newest first: by its day, then by when it was closed."""
    query = (
        select(
            SessionSummary.session_id, SessionSummary.held_on, SessionSummary.made_at, SessionSummary.result["opgaven"]
        )
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .where(SessionSummary.wijk_id == wijk_id)
        .order_by(SessionSummary.held_on.desc(), ScoringSession.closed_at.desc(), SessionSummary.session_id)
    )
    return [Held(*row) for row in db.execute(query)]


def of_wijk(db: Session, wijk_id: UUID) -> Sequence[SessionSummary]:
    """The summaries of the sessions of a wijk, in no order."""
    query = select(SessionSummary).where(SessionSummary.wijk_id == wijk_id)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def stand(db: Session, wijk_id: UUID, rows: Iterable[Mapping[str, Any]]) -> None:
    """Let exactly these be the last sub-results of a wijk, one per opgave."""
    db.execute(delete(WijkStanding).where(WijkStanding.wijk_id == wijk_id))
    fresh = [{"wijk_id": wijk_id, **row} for row in rows]
    if fresh:
        db.execute(insert(WijkStanding), fresh)


def without_summary(db: Session) -> UUID | None:
    """The closed session that was never summed up and closed first; none with simulated people. Or None."""
    summed = select(SessionSummary.id).where(SessionSummary.session_id == ScoringSession.id)
    query = select(ScoringSession.id).where(
        *(ScoringSession.state == State.CLOSED, ~ScoringSession.trial, ~summed.exists(), ~rehearsed(ScoringSession.id))
    )
    return db.scalar(query.order_by(ScoringSession.closed_at, ScoringSession.id).limit(1))


def next_to_compare(db: Session) -> SessionSummary | None:
    """The oldest summary that was not held against earlier sessions yet; or None."""
    query = select(SessionSummary).where(SessionSummary.compared_at.is_(None)).order_by(SessionSummary.made_at)
    return db.scalar(query.limit(1).execution_options(populate_existing=True))


def compare_again(db: Session, some: Collection[UUID]) -> None:
    """Let the summaries of these sessions be held against earlier sessions once more."""
    again = update(SessionSummary).where(SessionSummary.session_id.in_(some))
    db.execute(again.values(compared_at=None), execution_options={"synchronize_session": False})


def store_changes(db: Session, session_id: UUID, changes: list[dict[str, Any]]) -> None:
    """Let these be the changes since earlier sessions that stand in the summary of a session."""
    result = func.jsonb_set(SessionSummary.result, cast(["changes"], ARRAY(Text())), cast(changes, JSONB))
    compared = update(SessionSummary).where(SessionSummary.session_id == session_id)
    db.execute(compared.values(result=result, compared_at=func.now()), execution_options={"synchronize_session": False})
