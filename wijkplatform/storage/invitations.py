"""Invitations: who was asked to come in as what, and the links that were sent for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, Select, func, select, update
from sqlalchemy.orm import Mapped, Session

from wijkplatform.domain.people import Role
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.people import OF_ORGANISATION, ROLE_KNOWN
from wijkplatform.storage.sessions import ScoringSession, Wijk


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
    return db.scalars(select(Invitation.id).where(*_open()).limit(1)).first() is not None


def _open() -> tuple[ColumnElement[bool], ...]:
    """Of an invitation: it can still be accepted."""
    return (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > func.now())


def _behind(digest: bytes) -> Select[Invitation]:
    query = select(Invitation).join(InvitationLink, InvitationLink.invitation_id == Invitation.id)
    return query.where(InvitationLink.digest == digest, *_open())


def open_behind(db: Session, digest: bytes) -> Invitation | None:
    """The invitation behind a link, when it can still be accepted, or None."""
    return db.scalar(_behind(digest))


def lock_open_behind(db: Session, digest: bytes) -> Invitation | None:
    """The same, locked: of two who accept at once the second finds None."""
    query = _behind(digest).with_for_update(of=Invitation)
    return db.scalar(query.execution_options(populate_existing=True))


def mark_opened(db: Session, invitation_id: UUID) -> None:
    """Somebody saw the invitation; the first time counts."""
    query = update(Invitation).where(Invitation.id == invitation_id, Invitation.opened_at.is_(None))
    db.execute(query.values(opened_at=func.now()))


def lock(db: Session, some: Collection[UUID], roles: Collection[Role]) -> Sequence[Invitation]:
    """These invitations, as far as they are for one of these roles, locked in a fixed order."""
    query = select(Invitation).where(Invitation.id.in_(some), Invitation.role.in_(roles)).order_by(Invitation.id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return db.scalars(locked).all() if some else ()


def open_for(db: Session, emails: Collection[str]) -> Sequence[Invitation]:
    """Invitations of these addresses that can still be accepted."""
    query = select(Invitation).where(Invitation.email.in_(emails), *_open())
    return db.scalars(query).all() if emails else ()


def accepted_by(db: Session, emails: Collection[str]) -> Sequence[Invitation]:
    """Invitations that people with these addresses accepted and nobody revoked."""
    query = select(Invitation).where(Invitation.email.in_(emails), Invitation.revoked_at.is_(None))
    return db.scalars(query.where(Invitation.accepted_at.is_not(None))).all() if emails else ()


def newest_link(db: Session, invitation_id: UUID) -> InvitationLink:
    """The link that was made last for an invitation."""
    query = select(InvitationLink).where(InvitationLink.invitation_id == invitation_id)
    return db.scalars(query.order_by(InvitationLink.created_at.desc()).limit(1)).one()


def sessions_of(db: Session, account_id: UUID) -> Sequence[tuple[ScoringSession, str]]:
    """The sessions for which an account accepted an invitation that stands, with their wijk; newest first."""
    mine = select(Invitation.session_id).where(
        Invitation.account_id == account_id, Invitation.accepted_at.is_not(None), Invitation.revoked_at.is_(None)
    )
    query = select(ScoringSession, Wijk.name).join(Wijk, Wijk.id == ScoringSession.wijk_id)
    query = query.where(ScoringSession.id.in_(mine)).order_by(ScoringSession.created_at.desc())
    return [(row[0], row[1]) for row in db.execute(query)]


def many_open(db: Session, session_id: UUID) -> int:
    """How many invitations for a session can still be accepted."""
    query = select(func.count(Invitation.id)).where(Invitation.session_id == session_id, *_open())
    return db.scalars(query).one()


def is_invited(db: Session, email: str) -> bool:
    """Whether an invitation for this address can still be accepted."""
    return bool(open_for(db, [email.lower()]))
