"""Signing in: a sign-in is a row of the gemeente that can be ended; the cookie holds only its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from wijkplatform.domain.errors import LinkNotValid, NotFound
from wijkplatform.domain.keys import digest, new_token
from wijkplatform.domain.people import LONGEST_SIGN_IN, STAFF, Action, Role
from wijkplatform.services import outbox
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import oidc, people
from wijkplatform.storage.people import Account, SignIn, SignInLink
from wijkplatform.storage.work import Work


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How people sign in here. `staff_by_provider_only`: ambtenaar, spelleider and beheerder get no link."""

    by_provider: bool
    staff_by_provider_only: bool


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
def sign_out(work: Work) -> bool:
    """End this sign-in: every copy of its cookie is dead from now on, page and socket.

    True when it was by the gemeente's own provider, which knows nothing of it: there somebody may still be signed in.
    """
    if work.badge.row is None:
        return False
    people.end_sign_in(work.db, work.badge.row)
    return people.method_of(work.db, work.badge.row) == "oidc"


@use_case(Action.SIGN_IN)
def see_ways_in(work: Work) -> WaysIn:
    """How somebody can sign in here: by a link in a mail, by the gemeente's own provider, or only by the latter."""
    provider = oidc.provider(work.db)
    return WaysIn(by_provider=provider is not None, staff_by_provider_only=bool(provider and provider.only_way))


@use_case(Action.SIGN_IN)
def ask_for_link(work: Work, email: str) -> None:
    """Have a link sent to an address. The same work for every address: the worker looks whether it is known."""
    outbox.put_sign_in(work, email)


@use_case(Action.SIGN_IN)
def see_link(work: Work, secret: str) -> str:
    """The masked address of the account behind a link; changes nothing. Raises `LinkNotValid`."""
    return masked(_behind(work, secret)[1].email)


@use_case(Action.SIGN_IN)
def sign_in_by_link(work: Work, secret: str) -> str:
    """Use a link, once, and return the secret for the cookie. Raises `LinkNotValid`."""
    link, account = _behind(work, secret)
    link.used_at = datetime.now(UTC)
    return begin_sign_in(work, account, "link")


def _behind(work: Work, secret: str) -> tuple[SignInLink, Account]:
    found = people.lock_sign_in_link(work.db, digest(secret))
    only_by_provider = oidc.is_only_way(work.db)
    if found is None or (only_by_provider and found[1].role in STAFF):
        raise LinkNotValid
    return found


def masked(email: str) -> str:
    """An address that its owner recognises and nobody else learns.

    >>> masked("samira@voorbeeldstad.example")
    's•••@voorbeeldstad.example'
    """
    name, _, home = email.partition("@")
    return f"{name[:1]}•••@{home}"


def sign_in_by_secret(work: Work, secret: str) -> UUID | None:
    """The id of the sign-in behind a cookie of this gemeente, or None. Part of checking a badge."""
    found = people.sign_in_by_digest(work.db, digest(secret))
    return found.id if found else None
