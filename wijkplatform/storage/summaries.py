"""What stands of closed sessions, written when one closes: dashboards read this and never the answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique


class SessionSummary(OfGemeente, Base):
    """What stands of a closed session; `result` is a `wire.summaries.SummaryResult`. Trials have none."""

    __tablename__ = "session_summary"
    __table_args__ = (
        unique("session_id"),
        refers("session_id", "scoring_session"),
        refers("wijk_id", "wijk", ondelete=None),
        Index("ix_session_summary_wijk", "gemeente_id", "wijk_id", "held_on"),
    )

    session_id: Mapped[UUID]
    wijk_id: Mapped[UUID]
    held_on: Mapped[date]
    result: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = moment()


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
