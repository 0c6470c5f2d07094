"""Sessions: their course, their agenda, their punten and the steps that were taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.sessions import (
    CLOSING_GRACE_SECONDS,
    OpgaveStanding,
    OpgaveState,
    Pace,
    Standing,
    State,
    View,
)
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique

_LIST_NAMES = ("differ", "divided", "worry", "strength", "unknown", "proposed", "ranking")


def empty_lists() -> dict[str, list[str]]:
    """The lists of discussion points before anything was published."""
    return {name: [] for name in _LIST_NAMES}


class Wijk(OfGemeente, Base):
    """A wijk, buurt, dorp or gebied of a gemeente."""

    __tablename__ = "wijk"
    __table_args__ = (unique("name"),)

    name: Mapped[str]


class ScoringSession(OfGemeente, Base):
    """One meeting. `version` grows with every step and publication, never with a score.

    `wiped_scores` counts the operations of wiped rehearsals, so that the count of operations never falls.
    `current_view` and `current_item` are what the scherm shows after a reveal. `own_until` is when everybody's own
    pace ends, `timer_until` a time that the spelleider set for the opgave in front of the room and that closes nothing.
    `open_bars`: bars move while the room scores; `bars_step` counts how often they did. `trial`: a proefsessie, in
    which nobody is real. `rehearsed`: simulated people took part, of which nothing else is left after a clean-up.
    `leader_id` is the account that leads.
    """

    __tablename__ = "scoring_session"
    __table_args__ = (
        refers("wijk_id", "wijk", ondelete=None),
        may_lose("leader_id", "account"),
        CheckConstraint("pace in ('led', 'own', 'mixed')", name="pace_known"),
        CheckConstraint("pace = 'led' or own_until is not null", name="own_pace_ends"),
        CheckConstraint("smallest_group between 1 and 10", name="smallest_group_range"),
        CheckConstraint("state in ('concept', 'lobby', 'running', 'paused', 'closed')", name="state_known"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "current_view in ('results', 'lists', 'floor_plan', 'overall', 'discussion')", name="view_known"
        ),
    )

    wijk_id: Mapped[UUID]
    title: Mapped[str]
    term: Mapped[str]
    checklist: Mapped[str]
    checklist_version: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="lobby")
    version: Mapped[int] = mapped_column(server_default="1")
    current_opgave: Mapped[int | None]
    current_view: Mapped[str] = mapped_column(server_default="results")
    current_item: Mapped[UUID | None]
    smallest_group: Mapped[int]
    joining_locked: Mapped[bool] = mapped_column(server_default="false")
    code_draw: Mapped[int] = mapped_column(server_default="0")
    wiped_scores: Mapped[int] = mapped_column(server_default="0")
    rehearsed: Mapped[bool] = mapped_column(server_default="false")
    lists: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=json.dumps(empty_lists()))
    created_at: Mapped[datetime] = moment()
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    place: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    pace: Mapped[str] = mapped_column(server_default="led")
    own_until: Mapped[datetime | None]
    timer_until: Mapped[datetime | None]
    open_bars: Mapped[bool] = mapped_column(server_default="false")
    bars_step: Mapped[int] = mapped_column(server_default="0")
    shared_phones: Mapped[bool] = mapped_column(server_default="false")
    trial: Mapped[bool] = mapped_column(server_default="false")
    leader_id: Mapped[UUID | None]


class SessionOpgave(OfGemeente, Base):
    """An opgave on the agenda of a session; number 0 is the ten waarden.

    `only_item` is the one punt that its round asks again; `own`: it is open for everybody's own pace.
    """

    __tablename__ = "session_opgave"
    __table_args__ = (
        unique("session_id", "number"),
        refers("session_id", "scoring_session"),
        CheckConstraint("state in ('waiting', 'scoring', 'revealed')", name="state_known"),
    )

    session_id: Mapped[UUID]
    number: Mapped[int]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="waiting")
    round: Mapped[int] = mapped_column(server_default="1")
    own: Mapped[bool] = mapped_column(server_default="false")
    only_item: Mapped[UUID | None]


class SessionItem(OfGemeente, Base):
    """A punt (or waarde, or afspraak) that is asked in a session.

    `bewoners_skip`: of everybody but bewoners. `agreement_id`: it asks 'gemerkt?' about this afspraak, of bewoners.
    """

    __tablename__ = "session_item"
    __table_args__ = (
        unique("opgave_id", "number"),
        refers("session_id", "scoring_session"),
        refers("opgave_id", "session_opgave"),
        refers("agreement_id", "agreement"),
        Index(
            "ix_session_item_agreement",
            "gemeente_id",
            "agreement_id",
            postgresql_where=text("agreement_id is not null"),
        ),
    )

    session_id: Mapped[UUID]
    opgave_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    bewoners_skip: Mapped[bool] = mapped_column(server_default="false")
    agreement_id: Mapped[UUID | None]


class StepRecord(OfGemeente, Base):
    """A step that was taken: its id is the operation's, so that a step sent twice is one step."""

    __tablename__ = "step_record"
    __table_args__ = (
        refers("session_id", "scoring_session"),
        refers("account_id", "account", ondelete=None),
        refers("item_id", "session_item"),
    )

    session_id: Mapped[UUID]
    account_id: Mapped[UUID]
    step: Mapped[str]
    opgave: Mapped[int | None]
    view: Mapped[str | None]
    item_id: Mapped[UUID | None]
    minutes: Mapped[int | None]
    version: Mapped[int]
    taken_at: Mapped[datetime] = moment()


def session(db: Session, session_id: UUID) -> ScoringSession | None:
    """The session with this id, or None."""
    return db.scalar(select(ScoringSession).where(ScoringSession.id == session_id))


def _turn(session_id: UUID) -> ColumnElement[int]:
    """The number under which a session is locked; that two sessions share one is unlikely, and harmless."""
    return func.hashtextextended(str(session_id), 0)


def lock_for_step(db: Session, session_id: UUID) -> ScoringSession | None:
    """The session, locked until the end of the transaction: waits for scores under way and keeps new ones out.

    Scores that come later wait behind it: a row alone lets every new sharer past who waits to have it alone, so that
    a room that scores without a pause would keep a step out for ever. Locks by number are given in turn.
    """
    db.execute(select(func.pg_advisory_xact_lock(_turn(session_id))))
    query = select(ScoringSession).where(ScoringSession.id == session_id).with_for_update()
    return db.scalar(query.execution_options(populate_existing=True))


@dataclass(frozen=True, slots=True)
class Open:
    """A session locked for scores, and what the clock of the database says: all server processes share it.

    `grace`: the session was closed so short ago that scores under way are let in. `own_over`: the time of everybody's
    own pace is over, with the same grace.
    """

    session: ScoringSession
    grace: bool
    own_over: bool


def lock_for_scores(db: Session, session_id: UUID) -> Open | None:
    """The session, shared with other scores but not with a step. Times are measured by arrival."""
    until = func.make_interval(0, 0, 0, 0, 0, 0, CLOSING_GRACE_SECONDS)
    grace = func.coalesce(ScoringSession.closed_at + until > func.now(), False)
    over = func.coalesce(ScoringSession.own_until + until < func.now(), False)
    query = select(ScoringSession, grace, over).where(ScoringSession.id == session_id).with_for_update(read=True)
    db.execute(select(func.pg_advisory_xact_lock_shared(_turn(session_id))))
    row = db.execute(query.execution_options(populate_existing=True)).first()
    return Open(row[0], row[1], row[2]) if row else None


def wijk_name(db: Session, wijk_id: UUID) -> str:
    """The name of a wijk."""
    return db.scalars(select(Wijk.name).where(Wijk.id == wijk_id)).one()


def agenda(db: Session, session_id: UUID) -> Sequence[SessionOpgave]:
    """The opgaven of a session in the order of its agenda."""
    query = select(SessionOpgave).where(SessionOpgave.session_id == session_id).order_by(SessionOpgave.position)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def items(db: Session, session_id: UUID) -> Sequence[SessionItem]:
    """The punten of a session, by number within their opgave."""
    query = select(SessionItem).where(SessionItem.session_id == session_id)
    return db.scalars(query.order_by(SessionItem.opgave_id, SessionItem.number)).all()


def item_with_opgave(db: Session, session_id: UUID, item_id: UUID) -> tuple[SessionItem, SessionOpgave] | None:
    """A punt of this session and the opgave it belongs to, or None."""
    query = (
        select(SessionItem, SessionOpgave)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        .where(SessionItem.id == item_id, SessionItem.session_id == session_id)
    )
    row = db.execute(query.execution_options(populate_existing=True)).first()
    return (row[0], row[1]) if row else None


def standing(row: ScoringSession, opgaven: Sequence[SessionOpgave]) -> Standing:
    """What the rows say, in the words of the domain."""
    steps = tuple(
        OpgaveStanding(one.number, OpgaveState(one.state), one.round, _text(one.only_item), one.own) for one in opgaven
    )
    view, item = View(row.current_view), _text(row.current_item)
    return Standing(State(row.state), row.current_opgave, steps, view, item, Pace(row.pace))


def _text(one: UUID | None) -> str | None:
    return str(one) if one else None


def store_standing(db: Session, row: ScoringSession, opgaven: Sequence[SessionOpgave], after: Standing) -> None:
    """Write a standing back, with the next version. A timer is about one opgave: it ends with it."""
    if (row.current_opgave, _states(opgaven)) != (after.current, [(one.state, one.round) for one in after.agenda]):
        row.timer_until = None
    row.version += 1
    row.state, row.current_opgave = after.state.value, after.current
    row.current_view, row.current_item = after.view.value, UUID(after.item) if after.item else None
    if after.state is State.CLOSED:
        db.flush()
        db.execute(update(ScoringSession).where(ScoringSession.id == row.id).values(closed_at=func.now()))
    for one, stands in zip(opgaven, after.agenda, strict=True):
        one.state, one.round, one.own = stands.state.value, stands.round, stands.own
        one.only_item = UUID(stands.only) if stands.only else None
    db.flush()


def _states(opgaven: Sequence[SessionOpgave]) -> list[tuple[OpgaveState, int]]:
    return [(OpgaveState(one.state), one.round) for one in opgaven]


def set_timer(db: Session, row: ScoringSession, minutes: int) -> None:
    """Set a time for the opgave in front of the room, so many minutes from now; 0 takes it away."""
    row.timer_until = _in_minutes(db, minutes) if minutes else None


def extend_own_time(db: Session, row: ScoringSession, minutes: int) -> None:
    """Let everybody's own pace go on so many minutes longer, from now when it was over."""
    now = db.scalars(select(func.now())).one()
    row.own_until = max(now, row.own_until or now) + timedelta(minutes=minutes)


def _in_minutes(db: Session, minutes: int) -> datetime:
    return db.scalars(select(func.now())).one() + timedelta(minutes=minutes)


def step_record(db: Session, op: UUID) -> StepRecord | None:
    """The step with this operation id, or None when it was never taken."""
    return db.scalar(select(StepRecord).where(StepRecord.id == op))
