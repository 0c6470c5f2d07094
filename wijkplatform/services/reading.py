"""Who may read a session at all, and whether the result of a punt is out."""

from __future__ import annotations

from uuid import UUID

from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.storage import scores, sessions
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work


def readable(work: Work, session_id: UUID) -> ScoringSession:
    """The session, when this actor may see it. Raises `NotFound`: the same for unknown, foreign and not yours."""
    session = sessions.session(work.db, session_id)
    if session is None or work.actor.session not in (None, session_id):
        raise NotFound
    return session


def demand_result(work: Work, session_id: UUID, item: UUID) -> None:
    """Raises `NotNow` for a punt of which no result of this session is out."""
    if not scores.published(work.db, session_id, item):
        raise NotNow("Van dit punt is nog geen uitslag. Toon eerst de resultaten.")
