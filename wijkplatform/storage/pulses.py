"""What moves in a session, as numbers: for who looks every second whether something changed elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wijkplatform.storage.participants import Participant
from wijkplatform.storage.scores import ScoreEvent
from wijkplatform.storage.sessions import ScoringSession


class Moving(NamedTuple):
    """The version of a session, its state, how many operations it accepted ever, and how people come in."""

    version: int
    state: str
    accepted: int
    code_draw: int
    joining_locked: bool


def moving(db: Session, some: Collection[UUID]) -> dict[UUID, Moving]:
    """How these sessions stand now."""
    accepted = select(func.count(ScoreEvent.id)).where(ScoreEvent.session_id == ScoringSession.id).scalar_subquery()
    query = select(
        ScoringSession.id,
        ScoringSession.version,
        ScoringSession.state,
        ScoringSession.wiped_scores + accepted,
        ScoringSession.code_draw,
        ScoringSession.joining_locked,
    )
    return {row[0]: Moving(*row[1:]) for row in db.execute(query.where(ScoringSession.id.in_(some)))}


def standings(db: Session, some: Collection[UUID]) -> dict[UUID, tuple[str, bool]]:
    """The group of each of these participants, and whether it is confirmed; who was removed is left out."""
    query = select(Participant.id, Participant.voice, Participant.confirmed).where(Participant.removed_at.is_(None))
    return {row.id: (row.voice, row.confirmed) for row in db.execute(query.where(Participant.id.in_(some)))}
