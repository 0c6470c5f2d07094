"""Sessions: their course, their agenda, their punten and the steps that were taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.sessions import (
    CLOSING_GRACE_SECONDS,
    OpgaveStanding,
    OpgaveState,
    Standing,
    State,
    View,
)
from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique

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
    `current_view` and `current_item` are what the scherm shows after a reveal.
    """

    __tablename__ = "scoring_session"
    __table_args__ = (
        refers("wijk_id", "wijk", ondelete=None),
        CheckConstraint("smallest_group between 1 and 10", name="smallest_group_range"),
        CheckConstraint("state in ('concept', 'lobby', 'running', 'paused', 'closed')", name="state_known"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("current_view in ('results', 'lists', 'floor_plan', 'overall')", name="view_known"),
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
    lists: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=json.dumps(empty_lists()))
    created_at: Mapped[datetime] = moment()
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    place: Mapped[str | None]
    closed_at: Mapped[datetime | None]


class SessionOpgave(OfGemeente, Base):
    """An opgave on the agenda of a session; number 0 is the ten waarden."""

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


class SessionItem(OfGemeente, Base):
    """A punt (or waarde) that is asked in a session."""

    __tablename__ = "session_item"
    __table_args__ = (
        unique("opgave_id", "number"),
        refers("session_id", "scoring_session"),
        refers("opgave_id", "session_opgave"),
    )

    session_id: Mapped[UUID]
    opgave_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]


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


def lock_for_scores(db: Session, session_id: UUID) -> tuple[ScoringSession, bool] | None:
    """The session, shared with other scores but not with a step; and whether its closing grace still runs.

    The grace is measured by arrival on the clock of the database, which all server processes share.
    """
    grace = func.coalesce(
        ScoringSession.closed_at + func.make_interval(0, 0, 0, 0, 0, 0, CLOSING_GRACE_SECONDS) > func.now(), False
    )
    db.execute(select(func.pg_advisory_xact_lock_shared(_turn(session_id))))
    query = select(ScoringSession, grace).where(ScoringSession.id == session_id).with_for_update(read=True)
    row = db.execute(query.execution_options(populate_existing=True)).first()
    return (row[0], row[1]) if row else None


def all_sessions(db: Session) -> Sequence[tuple[ScoringSession, str]]:
    """Every session with the name of its wijk, newest first."""
    query = select(ScoringSession, Wijk.name).join(Wijk, Wijk.id == ScoringSession.wijk_id)
    return [(row[0], row[1]) for row in db.execute(query.order_by(ScoringSession.created_at.desc()))]


def newest_open(db: Session) -> ScoringSession | None:
    """The newest session that was not closed, or None."""
    query = select(ScoringSession).where(ScoringSession.state != State.CLOSED)
    return db.scalar(query.order_by(ScoringSession.created_at.desc()).limit(1))


def wijk_by_name(db: Session, name: str) -> Wijk:
    """The wijk with this name; made when there is none yet."""
    found = db.scalar(select(Wijk).where(Wijk.name == name))
    if found is None:
        found = Wijk(name=name)
        db.add(found)
        db.flush()
    return found


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
    steps = tuple(OpgaveStanding(one.number, OpgaveState(one.state), one.round) for one in opgaven)
    item = str(row.current_item) if row.current_item else None
    return Standing(State(row.state), row.current_opgave, steps, View(row.current_view), item)


def store_standing(db: Session, row: ScoringSession, opgaven: Sequence[SessionOpgave], after: Standing) -> None:
    """Write a standing back, with the next version."""
    row.version += 1
    row.state, row.current_opgave = after.state.value, after.current
    row.current_view, row.current_item = after.view.value, UUID(after.item) if after.item else None
    if after.state is State.CLOSED:
        db.flush()
        db.execute(update(ScoringSession).where(ScoringSession.id == row.id).values(closed_at=func.now()))
    for one in opgaven:
        changed = after.opgave(one.number)
        if changed:
            one.state, one.round = changed.state.value, changed.round
    db.flush()


def step_record(db: Session, op: UUID) -> StepRecord | None:
    """The step with this operation id, or None when it was never taken."""
    return db.scalar(select(StepRecord).where(StepRecord.id == op))
