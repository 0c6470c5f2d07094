"""The audit trail: what was done with something that matters, by whom and when. Never changed, and without answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.agreements import Agreement
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment
from wijkplatform.storage.overviews import OverviewLink
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import Wijk


class AuditEntry(OfGemeente, Base):
    """One line: `what` happened to the row `about`, by an account, or by who held the link `link_id`."""

    __tablename__ = "audit_entry"
    __table_args__ = (may_lose("account_id", "account"), Index("ix_audit_entry_happened", "gemeente_id", "happened_at"))

    what: Mapped[str]
    about: Mapped[UUID]
    account_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    happened_at: Mapped[datetime] = moment()


def entries(
    db: Session, about: UUID | None = None, most: int | None = None
) -> Sequence[tuple[AuditEntry, str | None, str | None, str | None, str | None]]:
    """Lines about everything or about one row, newest first; `most`: the newest ones only.

    With the name of who has an account, with what was agreed as long as the afspraak is there, and as long as the link
    to an overview is there, with for whom it is and the name of its wijk.
    """
    query = (
        select(AuditEntry, Account.name, Agreement.what, OverviewLink.reader, Wijk.name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .outerjoin(Agreement, Agreement.id == AuditEntry.about)
        .outerjoin(OverviewLink, OverviewLink.id == AuditEntry.about)
        .outerjoin(Wijk, Wijk.id == OverviewLink.wijk_id)
    )
    if about:
        query = query.where(AuditEntry.about == about)
    rows = db.execute(query.order_by(AuditEntry.happened_at.desc(), AuditEntry.id).limit(most))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def last_of(db: Session, what: str) -> Mapping[UUID, datetime]:
    """When this happened last, per row it happened to."""
    query = select(AuditEntry.about, func.max(AuditEntry.happened_at)).where(AuditEntry.what == what)
    return {row[0]: row[1] for row in db.execute(query.group_by(AuditEntry.about))}
