"""OpenID Connect: the provider of a gemeente, who came in by it, and attempts that are under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique
from wijkplatform.storage.people import Account


class OidcProvider(OfGemeente, Base):
    """The sign-in of the gemeente itself. `sealed_secret` can be read with the server's key only.

    `role_map` gives the role for a value of the claim `role_claim`; `newcomer_role` is what somebody becomes who has
    no account yet (None: only who was invited comes in). `only_way`: ambtenaar, spelleider and beheerder have no
    other way in.
    """

    __tablename__ = "oidc_provider"
    __table_args__ = (
        unique(),
        CheckConstraint("newcomer_role in ('ambtenaar', 'inkijker')", name="newcomer_role_known"),
    )

    issuer: Mapped[str]
    client_id: Mapped[str]
    sealed_secret: Mapped[bytes]
    role_claim: Mapped[str | None]
    role_map: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    newcomer_role: Mapped[str | None]
    only_way: Mapped[bool] = mapped_column(server_default="false")


class OidcIdentity(OfGemeente, Base):
    """Somebody as a provider knows them: issuer and subject, never the e-mail address.

    `mapped_role` is the role that the provider gave last: what it gave, it can take away again.
    """

    __tablename__ = "oidc_identity"
    __table_args__ = (
        unique("issuer", "subject"),
        refers("account_id", "account"),
        CheckConstraint(
            "mapped_role in ('ambtenaar', 'inkijker', 'spelleider', 'beheerder')", name="mapped_role_known"
        ),
    )

    account_id: Mapped[UUID]
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime] = moment()
    mapped_role: Mapped[str | None]


class OidcAttempt(OfGemeente, Base):
    """A sign-in that was sent to the provider and has not come back; good once, in the browser that began it.

    `sign_in_id`: who was signed in and wants to link the provider to the own account; nobody is signed in by it.
    `enrols_id`: the account of who just accepted an invitation and has no other way in than the provider.
    """

    __tablename__ = "oidc_attempt"
    __table_args__ = (unique("state_digest"),)

    state_digest: Mapped[bytes]
    browser_digest: Mapped[bytes]
    issuer: Mapped[str]
    onward: Mapped[str]
    expires_at: Mapped[datetime]
    sign_in_id: Mapped[UUID | None]
    enrols_id: Mapped[UUID | None]


def provider(db: Session) -> OidcProvider | None:
    """The provider of this gemeente, or None."""
    return db.scalar(select(OidcProvider))


def is_only_way(db: Session) -> bool:
    """Whether the gemeente lets its own people in by its provider only."""
    return bool(db.scalar(select(OidcProvider.only_way)))


def identity(db: Session, issuer: str, subject: str) -> OidcIdentity | None:
    """Somebody who came in by this provider before, or None."""
    same = (OidcIdentity.issuer == issuer, OidcIdentity.subject == subject)
    return db.scalar(select(OidcIdentity).where(*same))


def identity_of(db: Session, issuer: str, account_id: UUID) -> OidcIdentity | None:
    """How this provider knows an account, or None."""
    same = (OidcIdentity.issuer == issuer, OidcIdentity.account_id == account_id)
    return db.scalar(select(OidcIdentity).where(*same).limit(1))


def has_come_in(db: Session, issuer: str, role: str) -> bool:
    """Whether somebody with this role can come in by this provider: they did, at least once."""
    query = select(OidcIdentity.id).join(Account, Account.id == OidcIdentity.account_id)
    able = (OidcIdentity.issuer == issuer, Account.role == role, Account.disabled_at.is_(None))
    return db.scalar(query.where(*able).limit(1)) is not None


def take_attempt(db: Session, state_digest: bytes, browser_digest: bytes) -> OidcAttempt | None:
    """Remove an attempt and return it: nobody can use it a second time, and no other browser can use it at all."""
    same = (OidcAttempt.state_digest == state_digest, OidcAttempt.browser_digest == browser_digest)
    return db.scalar(delete(OidcAttempt).where(*same, OidcAttempt.expires_at > func.now()).returning(OidcAttempt))


def forget_attempts(db: Session, *, all_of_them: bool = False) -> None:
    """Remove attempts that came to nothing, or all that are under way."""
    db.execute(delete(OidcAttempt) if all_of_them else delete(OidcAttempt).where(OidcAttempt.expires_at <= func.now()))
