"""Invitations: who was asked to come in as what, and the links that were sent for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func, select
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.people import OF_ORGANISATION, ROLE_KNOWN


class Invitation(OfGemeente, Base):
    """Somebody who was asked to come in. `account_id` is who accepted; `session_id` the session it was made for."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(ROLE_KNOWN, name="role_known"),
        CheckConstraint(OF_ORGANISATION, name="wijkpartner_of_organisation"),
        refers("organisation_id", "organisation", ondelete=None),
        refers("session_id", "scoring_session"),
        may_lose("invited_by", "account"),
        may_lose("account_id", "account"),
        Index("ix_invitation_email", "gemeente_id", "email"),
    )

    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    organisation_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    invited_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = moment()
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    account_id: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class InvitationLink(OfGemeente, Base):
    """One link of an invitation; sending again adds a link and kills none."""

    __tablename__ = "invitation_link"
    __table_args__ = (unique("digest"), refers("invitation_id", "invitation"))

    invitation_id: Mapped[UUID]
    digest: Mapped[bytes]
    created_at: Mapped[datetime] = moment()


def any_standing(db: Session) -> bool:
    """Whether somebody may still accept an invitation."""
    query = select(Invitation.id).where(Invitation.revoked_at.is_(None), Invitation.accepted_at.is_(None))
    return db.scalars(query.where(Invitation.expires_at > func.now()).limit(1)).first() is not None
