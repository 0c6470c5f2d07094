"""Who may read a session at all."""

from __future__ import annotations

from uuid import UUID

from wijkplatform.domain.errors import NotFound
from wijkplatform.storage import sessions
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work


def readable(work: Work, session_id: UUID) -> ScoringSession:
    """The session, when this actor may see it. Raises `NotFound`: the same for unknown, foreign and not yours."""
    session = sessions.session(work.db, session_id)
    if session is None or work.actor.session not in (None, session_id):
        raise NotFound
    return session
