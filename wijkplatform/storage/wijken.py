"""What the page of a wijk reads: what stands of its closed sessions, oldest first, and how its afspraken went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import column, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import SessionSummary


class Past(NamedTuple):
    """A session that was summed up: its sub-results, and what changed since earlier ones, without the punten.

    `compared`: whether it was held against earlier sessions yet.
    """

    session: UUID
    title: str
    held_on: date
    compared: bool
    opgaven: list[dict[str, Any]]
    changes: list[dict[str, Any]]


class Event(NamedTuple):
    """That an afspraak was made, or how far it was from then on."""

    agreement: UUID
    kind: str
    status: str | None
    at: datetime


def history(db: Session, wijk_id: UUID) -> Sequence[Past]:
    """The sessions of a wijk that were summed up, oldest first; no trials."""
    since = func.jsonb_array_elements(SessionSummary.result["changes"]).table_valued(
        column("value", JSONB), name="since"
    )
    changes = select(func.jsonb_agg(since.c.value.op("-")("items"))).select_from(since).scalar_subquery()
    query = (
        select(
            *(SessionSummary.session_id, ScoringSession.title, SessionSummary.held_on),
            *(SessionSummary.compared_at.is_not(None), SessionSummary.result["opgaven"]),
            func.coalesce(changes, func.jsonb_build_array()),
        )
        .join(ScoringSession, ScoringSession.id == SessionSummary.session_id)
        .where(SessionSummary.wijk_id == wijk_id, ~ScoringSession.trial)
        .order_by(SessionSummary.held_on, ScoringSession.closed_at, SessionSummary.session_id.desc())
    )
    return [Past(*row) for row in db.execute(query)]


def events(db: Session, wijk_id: UUID) -> Sequence[Event]:
    """When the afspraken of a wijk were made and moved, oldest first; nothing of a person, no trials."""
    query = (
        select(AgreementEvent.agreement_id, AgreementEvent.kind, AgreementEvent.status, AgreementEvent.happened_at)
        .join(Agreement, Agreement.id == AgreementEvent.agreement_id)
        .join(ScoringSession, ScoringSession.id == Agreement.session_id)
        .where(Agreement.wijk_id == wijk_id, ~ScoringSession.trial, AgreementEvent.kind.in_(("made", "status")))
        .order_by(AgreementEvent.happened_at, AgreementEvent.id)
    )
    return [Event(*row) for row in db.execute(query)]
