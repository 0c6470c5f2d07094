"""What comparing wijken reads: what was published in closed sessions, of one opgave or punt; never an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import cast, column, func, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, distinct_on
from sqlalchemy.orm import Session

from wijkplatform.storage.points import OpgavePublication
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.summaries import SessionSummary, WijkStanding
from wijkplatform.storage.wijken import Past


class Told(NamedTuple):
    """What was published of a punt in a session: of its last round. `wording`: the words in which it was asked."""

    wijk: UUID
    held_on: date
    term: str
    wording: tuple[str, str]
    item: SessionItem
    result: dict[str, Any]


class Went(NamedTuple):
    """An opgave in a session of a wijk; `sessions` counts all of the wijk that have a result of it."""

    wijk: UUID
    sessions: int
    past: Past


def standing_at(db: Session) -> Sequence[tuple[UUID, int]]:
    """Which opgaven stand in which wijken."""
    return [(row[0], row[1]) for row in db.execute(select(WijkStanding.wijk_id, WijkStanding.opgave))]


def wordings(db: Session, sessions: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """The checklist and its version that each of these sessions asked."""
    query = select(ScoringSession.id, ScoringSession.checklist, ScoringSession.checklist_version)
    return {row[0]: (row[1], row[2]) for row in db.execute(query.where(ScoringSession.id.in_(sessions)))}


def last_told(db: Session, opgave: int, number: int, some: Collection[UUID]) -> Sequence[Told]:
    """Of each of these wijken the last result of a punt: of the newest closed session that published one. No trials."""
    newest = (
        select(Publication.id)
        .ext(distinct_on(SessionSummary.wijk_id))
        .join(SessionItem, SessionItem.id == Publication.item_id)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        .join(ScoringSession, ScoringSession.id == SessionOpgave.session_id)
        .join(SessionSummary, SessionSummary.session_id == ScoringSession.id)
        .where(
            *(SessionOpgave.number == opgave, SessionItem.number == number, SessionItem.agreement_id.is_(None)),
            *(~Publication.withdrawn, ~ScoringSession.trial, SessionSummary.wijk_id.in_(some)),
        )
        .order_by(
            *(SessionSummary.wijk_id, SessionSummary.held_on.desc(), ScoringSession.closed_at.desc()),
            *(SessionSummary.session_id, Publication.round.desc()),
        )
    )
    query = (
        select(
            *(SessionSummary.wijk_id, SessionSummary.held_on, ScoringSession.term),
            *(ScoringSession.checklist, ScoringSession.checklist_version, SessionItem, Publication.result),
        )
        .join(SessionItem, SessionItem.id == Publication.item_id)
        .join(ScoringSession, ScoringSession.id == Publication.session_id)
        .join(SessionSummary, SessionSummary.session_id == ScoringSession.id)
        .where(Publication.id.in_(newest))
    )
    return [Told(row[0], row[1], row[2], (row[3], row[4]), row[5], row[6]) for row in db.execute(query)]


def last_sessions(db: Session, opgave: int, some: Collection[UUID], most: int) -> Sequence[Went]:
    """Of each of these wijken the last sessions that have a result of an opgave, at most so many, oldest first.

    Each with what changed of the opgave since an earlier session, without the punten. No trials.
    """
    stands = select(OpgavePublication.id).where(
        OpgavePublication.opgave_id == SessionOpgave.id, ~OpgavePublication.withdrawn
    )
    order = SessionSummary.held_on.desc(), ScoringSession.closed_at.desc(), SessionSummary.session_id
    of_wijk = SessionSummary.wijk_id
    placed = (
        select(
            *(SessionSummary.id, SessionOpgave.id.label("opgave_id")),
            func.row_number().over(partition_by=of_wijk, order_by=order).label("place"),
            func.count().over(partition_by=of_wijk).label("sessions"),
        )
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .join(SessionOpgave, SessionOpgave.session_id == ScoringSession.id)
        .where(SessionOpgave.number == opgave, stands.exists(), ~ScoringSession.trial, of_wijk.in_(some))
        .subquery()
    )
    result = (
        select(OpgavePublication.result)
        .where(OpgavePublication.opgave_id == placed.c.opgave_id, ~OpgavePublication.withdrawn)
        .order_by(OpgavePublication.round.desc())
        .limit(1)
        .scalar_subquery()
    )
    since = func.jsonb_array_elements(SessionSummary.changes).table_valued(column("value", JSONB), name="since")
    path = cast("$.opgaven[*] ? (@.opgave == $opgave)", JSONPATH)
    about = func.jsonb_path_query_array(since.c.value, path, func.jsonb_build_object("opgave", opgave))
    changes = (
        select(func.jsonb_agg(func.jsonb_build_object("held_on", since.c.value["held_on"], "opgaven", about)))
        .select_from(since)
        .scalar_subquery()
    )
    query = (
        select(
            *(SessionSummary.wijk_id, placed.c.sessions, SessionSummary.session_id, ScoringSession.title),
            *(SessionSummary.held_on, SessionSummary.compared_at.is_not(None), result),
            func.coalesce(changes, func.jsonb_build_array()),
        )
        .join(placed, placed.c.id == SessionSummary.id)
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .where(placed.c.place <= most)
        .order_by(SessionSummary.wijk_id, placed.c.place.desc())
    )
    return [
        Went(wijk, sessions, Past(session, title, held_on, compared, [last], changed))
        for wijk, sessions, session, title, held_on, compared, last, changed in db.execute(query)
    ]
