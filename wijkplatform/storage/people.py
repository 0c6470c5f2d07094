"""Accounts of a gemeente and the sign-ins behind their cookies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Select, case, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.domain.people import ACCOUNT_ROLES, Role, idle_for
from wijkplatform.storage.base import Base, OfGemeente, moment, refers, unique

T = TypeVar("T")


class Organisation(OfGemeente, Base):
    """A wijkpartner as an organisation: a corporatie, a school, the police."""

    __tablename__ = "organisation"
    __table_args__ = (
        unique("name"),
        CheckConstraint("kind in ('corporatie', 'politie', 'welzijn', 'school', 'zorg', 'anders')", name="kind_known"),
    )

    name: Mapped[str]
    kind: Mapped[str]


ROLE_KNOWN = "role in ('wijkpartner', 'ambtenaar', 'inkijker', 'spelleider', 'beheerder')"
OF_ORGANISATION = "role <> 'wijkpartner' or organisation_id is not null"


class Account(OfGemeente, Base):
    """Somebody who is known in the workspace under a name; a wijkpartner belongs to an organisation.

    `report_mail`: of which sessions the report is mailed when one closes, `own` those that the person leads.
    """

    __tablename__ = "account"
    __table_args__ = (
        unique("email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(ROLE_KNOWN, name="role_known"),
        CheckConstraint(OF_ORGANISATION, name="wijkpartner_of_organisation"),
        CheckConstraint("report_mail in ('none', 'own', 'all')", name="report_mail_known"),
        refers("organisation_id", "organisation", ondelete=None),
    )

    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    organisation_id: Mapped[UUID | None]
    report_mail: Mapped[str] = mapped_column(server_default="own")
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = moment()


class SignIn(OfGemeente, Base):
    """One signed-in browser: `digest` is the SHA-256 of the secret in its cookie."""

    __tablename__ = "sign_in"
    __table_args__ = (
        unique("digest"),
        refers("account_id", "account"),
        CheckConstraint("method in ('link', 'oidc', 'invitation', 'demo')", name="method_known"),
    )

    account_id: Mapped[UUID]
    digest: Mapped[bytes]
    method: Mapped[str]
    created_at: Mapped[datetime] = moment()
    seen_at: Mapped[datetime] = moment()
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInLink(OfGemeente, Base):
    """A link in a mail that signs in once. It has the id of its mail: a mail that is sent again holds the same link."""

    __tablename__ = "sign_in_link"
    __table_args__ = (unique("digest"), refers("account_id", "account"))

    account_id: Mapped[UUID]
    digest: Mapped[bytes]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def account_by_email(db: Session, email: str) -> Account | None:
    """The account with this address in this gemeente, or None."""
    return db.scalar(select(Account).where(Account.email == email.lower()))


def account_with_role(db: Session, role: str) -> Account | None:
    """The oldest account that has this role, or None."""
    query = select(Account).where(Account.role == role, Account.disabled_at.is_(None)).order_by(Account.created_at)
    return db.scalar(query.limit(1))


def anybody(db: Session) -> bool:
    """Whether the gemeente has an account."""
    return db.scalars(select(Account.id).limit(1)).first() is not None


def anybody_else(db: Session, role: str, than: UUID) -> bool:
    """Whether somebody else has this role and may come in; call it with the gemeente locked, and it stays so."""
    others = (Account.role == role, Account.disabled_at.is_(None), Account.id != than)
    return db.scalars(select(Account.id).where(*others).limit(1)).first() is not None


def accounts(db: Session) -> Sequence[tuple[Account, Organisation | None, SignIn | None]]:
    """Every account by name, with its organisation and its last sign-in; who may come in stands first."""
    newest = select(SignIn.id).where(SignIn.account_id == Account.id).order_by(SignIn.created_at.desc()).limit(1)
    query = (
        select(Account, Organisation, SignIn)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .outerjoin(SignIn, SignIn.id == newest.correlate(Account).scalar_subquery())
        .order_by(Account.disabled_at.is_not(None), func.lower(Account.name), Account.email)
    )
    return [(row[0], row[1], row[2]) for row in db.execute(query)]


def with_roles(db: Session, roles: Collection[Role]) -> Sequence[Account]:
    """Everybody with one of these roles who may come in."""
    return db.scalars(select(Account).where(Account.role.in_(roles), Account.disabled_at.is_(None))).all()


def organisations(db: Session) -> Sequence[Organisation]:
    """Every organisation of the gemeente, by name."""
    return db.scalars(select(Organisation).order_by(Organisation.name)).all()


def organisation(db: Session, organisation_id: UUID) -> Organisation | None:
    """The organisation with this id, or None."""
    return db.scalar(select(Organisation).where(Organisation.id == organisation_id))


def accounts_of(db: Session, emails: Collection[str]) -> Sequence[Account]:
    """The accounts with one of these addresses, disabled or not."""
    return db.scalars(select(Account).where(Account.email.in_(emails))).all() if emails else ()


def account(db: Session, account_id: UUID) -> Account | None:
    """The account with this id, or None."""
    return db.scalar(select(Account).where(Account.id == account_id))


def hold(db: Session, account_id: UUID) -> Account | None:
    """The account as it is now, unless it was disabled; nobody changes it until this work is done."""
    query = select(Account).where(Account.id == account_id, Account.disabled_at.is_(None)).with_for_update(read=True)
    return db.scalar(query.execution_options(populate_existing=True))


def sign_in_by_digest(db: Session, digest: bytes) -> SignIn | None:
    """The sign-in behind a cookie, or None; it may be over: see `live_account`."""
    return db.scalar(select(SignIn).where(SignIn.digest == digest))


def _live(query: Select[T]) -> Select[T]:
    """Of a query over accounts: those with a sign-in that did not end, expire or lie idle, and were not disabled."""
    idle = case({role.value: idle_for(role) for role in ACCOUNT_ROLES}, value=Account.role)
    holds = (SignIn.ended_at.is_(None), SignIn.expires_at > func.now(), SignIn.seen_at > func.now() - idle)
    return query.join(SignIn, SignIn.account_id == Account.id).where(*holds, Account.disabled_at.is_(None))


def live_account(db: Session, sign_in: UUID) -> Account | None:
    """The account behind a sign-in that still holds, or None."""
    return db.scalars(_live(select(Account)).where(SignIn.id == sign_in)).first()


def live_sign_ins(db: Session, some: Collection[UUID], roles: Collection[Role]) -> frozenset[UUID]:
    """Which of these sign-ins still hold, for an account with one of these roles."""
    query = _live(select(SignIn.id).select_from(Account)).where(SignIn.id.in_(some), Account.role.in_(roles))
    return frozenset(db.scalars(query)) if some else frozenset()


def touch(db: Session, some: Collection[UUID]) -> None:
    """Something was done with these sign-ins; remembered by the minute."""
    stale = SignIn.seen_at < func.now() - timedelta(minutes=1)
    if some:
        db.execute(update(SignIn).where(SignIn.id.in_(some), stale).values(seen_at=func.now()))


def end_sign_ins(db: Session, account_id: UUID) -> None:
    """End every sign-in of an account now."""
    query = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    db.execute(query.values(ended_at=func.now()))


def lock_sign_in_link(db: Session, digest: bytes) -> tuple[SignInLink, Account] | None:
    """The link with this digest that was not used and has not expired, locked, and its account unless disabled."""
    query = select(SignInLink, Account).join(Account, Account.id == SignInLink.account_id)
    fresh = (SignInLink.used_at.is_(None), SignInLink.expires_at > func.now(), Account.disabled_at.is_(None))
    row = db.execute(query.where(SignInLink.digest == digest, *fresh).with_for_update(of=SignInLink)).first()
    return (row[0], row[1]) if row else None


def method_of(db: Session, sign_in: UUID) -> str | None:
    """How a sign-in began, or None when there is no such sign-in."""
    return db.scalar(select(SignIn.method).where(SignIn.id == sign_in))


def end_sign_in(db: Session, sign_in: UUID) -> None:
    """End a sign-in now."""
    db.execute(update(SignIn).where(SignIn.id == sign_in, SignIn.ended_at.is_(None)).values(ended_at=func.now()))
