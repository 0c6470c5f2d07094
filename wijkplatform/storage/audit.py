"""The audit trail: what was done with something that matters, by whom and when. Never changed, and without answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment
from wijkplatform.storage.people import Account


class AuditEntry(OfGemeente, Base):
    """One line: `what` happened to the row `about`, by an account, or by who held the link `link_id`."""

    __tablename__ = "audit_entry"
    __table_args__ = (may_lose("account_id", "account"), Index("ix_audit_entry_happened", "gemeente_id", "happened_at"))

    what: Mapped[str]
    about: Mapped[UUID]
    account_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    happened_at: Mapped[datetime] = moment()


MOST_LINES = 1_000
"""How many lines are shown at most."""


def entries(db: Session, about: UUID | None = None) -> Sequence[tuple[AuditEntry, str | None]]:
    """The newest lines, about everything or about one row, newest first, with the name of who has an account."""
    query = select(AuditEntry, Account.name).outerjoin(Account, Account.id == AuditEntry.account_id)
    if about:
        query = query.where(AuditEntry.about == about)
    rows = db.execute(query.order_by(AuditEntry.happened_at.desc(), AuditEntry.id).limit(MOST_LINES))
    return [(row[0], row[1]) for row in rows]
