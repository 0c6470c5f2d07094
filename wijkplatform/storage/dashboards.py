"""What a dashboard reads: what stands of wijken and sessions, and never an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from wijkplatform.domain.agreements import STILL_OPEN
from wijkplatform.domain.sessions import State
from wijkplatform.storage.agreements import Agreement
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave, Wijk
from wijkplatform.storage.summaries import SessionSummary, WijkStanding


class Standing(NamedTuple):
    """The last sub-results of an opgave in a wijk, and the session they are from."""

    wijk: UUID
    session: UUID
    held_on: date
    result: dict[str, Any]


class Attended(NamedTuple):
    """How many of each group answered in a session; None: too few to say."""

    held_on: date
    people: dict[str, int | None]


class Told(NamedTuple):
    """The lists of a `wire.summaries.WijkView` as JSON: thousands of parts that nobody needs to take apart."""

    standing: str
    held: str
    found: str


class Promised(NamedTuple):
    """How many afspraken of a wijk are open, and how many of those are late."""

    wijk: UUID
    open: int
    late: int


class Coming(NamedTuple):
    """A session that is still to come, or that runs now."""

    wijk: UUID
    session: UUID
    title: str
    state: str
    starts_at: datetime | None


class Running(NamedTuple):
    """A session that began and did not close: where its agenda (numbers, in order) is `now`."""

    session: UUID
    wijk: str
    title: str
    state: str
    now: int | None
    agenda: list[int]


def wijken(db: Session, only: UUID | None) -> Sequence[tuple[UUID, str]]:
    """The wijken of the gemeente, or one of them, by the alphabet."""
    query = select(Wijk.id, Wijk.name).where(_is(Wijk.id, only)).order_by(func.lower(Wijk.name), Wijk.id)
    return [(row[0], row[1]) for row in db.execute(query)]


def standings(db: Session, opgave: int | None = None) -> Sequence[Standing]:
    """What stands of all wijken, of an opgave or of all of them, by opgave."""
    query = (
        select(WijkStanding.wijk_id, WijkStanding.session_id, WijkStanding.held_on, WijkStanding.result)
        .where(_is(WijkStanding.opgave, opgave))
        .order_by(WijkStanding.opgave)
    )
    return [Standing(*row) for row in db.execute(query)]


def attended(db: Session, wijk: UUID | None) -> Sequence[Attended]:
    """How many answered in each session that was summed up, oldest first. No trials."""
    query = (
        select(SessionSummary.held_on, SessionSummary.people)
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .where(_is(SessionSummary.wijk_id, wijk), ~ScoringSession.trial)
        .order_by(SessionSummary.held_on, SessionSummary.made_at, SessionSummary.id)
    )
    return [Attended(*row) for row in db.execute(query)]


def told(db: Session, wijk: UUID | None, opgave: int | None, group: str | None) -> dict[UUID, Told]:
    """What a dashboard tells of each wijk that there is something to tell of, chosen by opgave and group. No trials."""
    chosen = {"wijk": wijk, "opgave": opgave, "of": group}
    parts = [{row[0]: row[1] for row in db.execute(query, chosen)} for query in (_STANDING, _HELD, _FOUND)]
    return {one: Told(*(part.get(one, "[]") for part in parts)) for one in {key for part in parts for key in part}}


_STANDING = text("""
    SELECT s.wijk_id, '[' || string_agg(
        '{"session":"' || s.session_id || '","held_on":"' || s.held_on || '","result":' || (CASE
            WHEN cast(:of AS text) IS NULL THEN s.result
            ELSE jsonb_set(s.result, '{groups}', jsonb_build_object(cast(:of AS text), s.result -> 'groups' -> :of))
        END)::text || '}', ',' ORDER BY s.opgave) || ']'
    FROM wijk_standing s
    WHERE (cast(:wijk AS uuid) IS NULL OR s.wijk_id = :wijk)
        AND (cast(:opgave AS integer) IS NULL OR s.opgave = :opgave)
    GROUP BY s.wijk_id
""")
_HELD = text("""
    SELECT s.wijk_id, '[' || string_agg(
        '{"session":"' || s.session_id || '","held_on":"' || s.held_on || '","people":' || (CASE
            WHEN cast(:of AS text) IS NULL THEN s.people
            WHEN jsonb_exists(s.people, :of) THEN jsonb_build_object(cast(:of AS text), s.people -> :of)
            ELSE '{}'
        END)::text || '}', ',' ORDER BY s.held_on, s.made_at, s.id) || ']'
    FROM session_summary s JOIN scoring_session ON scoring_session.id = s.session_id
    WHERE NOT scoring_session.trial AND (cast(:wijk AS uuid) IS NULL OR s.wijk_id = :wijk)
    GROUP BY s.wijk_id
""")
_FOUND = text("""
    SELECT s.wijk_id,
        '[{"session":"' || s.session_id || '","held_on":"' || s.held_on || '","found":' || (CASE
            WHEN cast(:opgave AS integer) IS NULL THEN s.found
            ELSE coalesce((
                SELECT jsonb_agg(point ORDER BY place)
                FROM jsonb_array_elements(s.found) WITH ORDINALITY AS points (point, place)
                WHERE (point ->> 'opgave')::integer = :opgave
            ), '[]')
        END)::text || '}]'
    FROM (
        SELECT DISTINCT ON (s.wijk_id) s.id
        FROM session_summary s JOIN scoring_session ON scoring_session.id = s.session_id
        WHERE NOT scoring_session.trial AND (cast(:wijk AS uuid) IS NULL OR s.wijk_id = :wijk)
        ORDER BY s.wijk_id, s.held_on DESC, scoring_session.closed_at DESC
    ) newest JOIN session_summary s ON s.id = newest.id
""")


def promised(db: Session, wijk: UUID | None, opgave: int | None, today: date) -> Sequence[Promised]:
    """Open afspraken per wijk, about punten of an opgave or of all; not those of trials."""
    late = func.count().filter(Agreement.due < today)
    query = (
        select(Agreement.wijk_id, func.count(), late)
        .join(ScoringSession, ScoringSession.id == Agreement.session_id)
        .where(Agreement.status.in_(STILL_OPEN), ~ScoringSession.trial, _is(Agreement.wijk_id, wijk))
        .group_by(Agreement.wijk_id)
    )
    if opgave is not None:
        query = query.join(SessionItem, SessionItem.id == Agreement.item_id)
        query = query.join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        query = query.where(SessionOpgave.number == opgave)
    return [Promised(*row) for row in db.execute(query)]


def coming(db: Session, wijk: UUID | None) -> Sequence[Coming]:
    """The sessions that were not closed, the first to begin first; those without a day at the end. No trials."""
    query = (
        select(
            ScoringSession.wijk_id,
            ScoringSession.id,
            ScoringSession.title,
            ScoringSession.state,
            ScoringSession.starts_at,
        )
        .where(ScoringSession.state != State.CLOSED, ~ScoringSession.trial, _is(ScoringSession.wijk_id, wijk))
        .order_by(ScoringSession.starts_at.nulls_last(), ScoringSession.created_at, ScoringSession.id)
    )
    return [Coming(*row) for row in db.execute(query)]


def running(db: Session) -> Sequence[Running]:
    """The sessions that run or pause now, by when they were to begin. No trials."""
    agenda = (
        select(func.array_agg(aggregate_order_by(SessionOpgave.number, SessionOpgave.position)))
        .where(SessionOpgave.session_id == ScoringSession.id)
        .scalar_subquery()
    )
    query = (
        select(
            *(ScoringSession.id, Wijk.name, ScoringSession.title, ScoringSession.state, ScoringSession.current_opgave),
            agenda,
        )
        .join(Wijk, Wijk.id == ScoringSession.wijk_id)
        .where(ScoringSession.state.in_((State.RUNNING, State.PAUSED)), ~ScoringSession.trial)
        .order_by(ScoringSession.starts_at.nulls_last(), ScoringSession.created_at, ScoringSession.id)
    )
    return [Running(*row) for row in db.execute(query)]


def _is(column: Any, wanted: UUID | int | None) -> ColumnElement[bool]:
    return true() if wanted is None else column == wanted
