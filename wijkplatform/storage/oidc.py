"""OpenID Connect: the provider of a gemeente, who came in by it, and attempts that are under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique


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
    """Somebody as a provider knows them: issuer and subject, never the e-mail address."""

    __tablename__ = "oidc_identity"
    __table_args__ = (unique("issuer", "subject"), refers("account_id", "account"))

    account_id: Mapped[UUID]
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime] = moment()


class OidcAttempt(OfGemeente, Base):
    """A sign-in that was sent to the provider and has not come back; good once, in the browser that began it."""

    __tablename__ = "oidc_attempt"
    __table_args__ = (unique("state_digest"),)

    state_digest: Mapped[bytes]
    browser_digest: Mapped[bytes]
    issuer: Mapped[str]
    onward: Mapped[str]
    expires_at: Mapped[datetime]


def provider(db: Session) -> OidcProvider | None:
    """The provider of this gemeente, or None."""
    return db.scalar(select(OidcProvider))
