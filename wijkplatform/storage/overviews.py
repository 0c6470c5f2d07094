"""Links that open the overview of a gemeente or of one wijk, for who reads and has no account: college and raad."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique


class OverviewLink(OfGemeente, Base):
    """A link that opens one overview until its day; no wijk: the whole gemeente. `reader`: for whom it was made."""

    __tablename__ = "overview_link"
    __table_args__ = (unique("digest"), refers("wijk_id", "wijk"), may_lose("account_id", "account"))

    digest: Mapped[bytes]
    wijk_id: Mapped[UUID | None]
    reader: Mapped[str]
    account_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = moment()
