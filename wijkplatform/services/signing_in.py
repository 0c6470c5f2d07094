"""Signing in: a sign-in is a row of the gemeente that can be ended; the cookie holds only its secret."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.keys import digest, new_token
from wijkplatform.domain.people import LONGEST_SIGN_IN, Action, Role
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import people
from wijkplatform.storage.people import Account, SignIn
from wijkplatform.storage.work import Work


@use_case(Action.SET_UP)
def sign_in_as(work: Work, role: Role) -> str:
    """Sign in the first account with this role, without proof; return the secret for the cookie. For the demo only."""
    account = people.account_with_role(work.db, role.value)
    if account is None:
        raise NotFound
    return begin_sign_in(work, account, "demo")


def begin_sign_in(work: Work, account: Account, method: str) -> str:
    """Sign an account in; return the secret for the cookie, shown this once. For use cases that checked who it is."""
    secret = new_token()
    until = datetime.now(UTC) + LONGEST_SIGN_IN
    work.db.add(SignIn(account_id=account.id, digest=digest(secret), method=method, expires_at=until))
    work.db.flush()
    return secret


@use_case(Action.SET_UP)
def add_account(work: Work, *, email: str, name: str, role: Role) -> None:
    """Make an account; an address that is known already keeps the account it has."""
    if people.account_by_email(work.db, email) is None:
        work.db.add(Account(email=email.lower(), name=name, role=role.value))
        work.db.flush()


@use_case(Action.SEE_WHO_I_AM)
def see_who_i_am(work: Work) -> Account:
    """The account that is signed in."""
    found = people.account(work.db, work.actor.person) if work.actor.person else None
    if found is None:
        raise NotFound
    return found


@use_case(Action.SEE_WHO_I_AM)
def sign_out(work: Work, sign_in: UUID) -> None:
    """End a sign-in: every copy of its cookie is dead from now on."""
    people.end_sign_in(work.db, sign_in)


def sign_in_by_secret(work: Work, secret: str) -> UUID | None:
    """The id of the sign-in behind a cookie of this gemeente, or None. Part of checking a badge."""
    found = people.sign_in_by_digest(work.db, digest(secret))
    return found.id if found else None
