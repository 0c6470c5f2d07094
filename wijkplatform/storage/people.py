"""Accounts of a gemeente and the sign-ins behind their cookies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique


class Account(OfGemeente, Base):
    """Somebody who works in the workspace under a name."""

    __tablename__ = "account"
    __table_args__ = (
        unique("email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("role in ('ambtenaar', 'spelleider', 'beheerder')", name="role_known"),
    )

    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = moment()


class SignIn(OfGemeente, Base):
    """One signed-in browser: `digest` is the SHA-256 of the secret in its cookie."""

    __tablename__ = "sign_in"
    __table_args__ = (unique("digest"), refers("account_id", "account"))

    account_id: Mapped[UUID]
    digest: Mapped[bytes]
    created_at: Mapped[datetime] = moment()
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def account_by_email(db: Session, email: str) -> Account | None:
    """The account with this address in this gemeente, or None."""
    return db.scalar(select(Account).where(Account.email == email.lower()))


def account_with_role(db: Session, role: str) -> Account | None:
    """The oldest account that has this role, or None."""
    query = select(Account).where(Account.role == role, Account.disabled_at.is_(None)).order_by(Account.created_at)
    return db.scalar(query.limit(1))


def account(db: Session, account_id: UUID) -> Account | None:
    """The account with this id, or None."""
    return db.scalar(select(Account).where(Account.id == account_id))


def sign_in_by_digest(db: Session, digest: bytes) -> SignIn | None:
    """The sign-in behind a cookie, or None; it may be over: see `live_account`."""
    return db.scalar(select(SignIn).where(SignIn.digest == digest))


def live_account(db: Session, sign_in: UUID) -> Account | None:
    """The account behind a sign-in that still holds, or None when it ended, expired or was disabled."""
    query = (
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(SignIn.id == sign_in, SignIn.ended_at.is_(None), SignIn.expires_at > func.now())
        .where(Account.disabled_at.is_(None))
    )
    return db.scalar(query)


def end_sign_in(db: Session, sign_in: UUID) -> None:
    """End a sign-in now."""
    db.execute(update(SignIn).where(SignIn.id == sign_in, SignIn.ended_at.is_(None)).values(ended_at=func.now()))
