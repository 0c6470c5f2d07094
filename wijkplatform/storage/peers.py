"""Colleagues who want to be found: the one thing that crosses between workspaces, as its gemeente typed it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, unique


class PeerOffer(OfGemeente, Base):
    """A gemeente that improved on an opgave wants to be found on it: how it is called, whom to ask for, and where.

    `stands`: what was found since then still says that it improved; else nobody finds the offer.
    """

    __tablename__ = "peer_offer"
    __table_args__ = (
        unique("opgave"),
        CheckConstraint("opgave between 1 and 10", name="opgave_range"),
        may_lose("account_id", "account"),
    )

    opgave: Mapped[int]
    called: Mapped[str]
    peer_role: Mapped[str]
    contact: Mapped[str]
    stands: Mapped[bool] = mapped_column(server_default="true")
    account_id: Mapped[UUID | None]
    offered_at: Mapped[datetime] = moment()
