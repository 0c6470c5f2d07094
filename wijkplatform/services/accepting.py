"""Accepting an invitation: looking at it changes nothing, a press of the button uses it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from wijkplatform.domain.errors import DoorClosed, LinkNotValid, NotAllowed, NotNow, OtherAccount
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import STAFF, Action, Role
from wijkplatform.services.provider_sign_in import ATTEMPT_LIFE
from wijkplatform.services.signing_in import begin_sign_in, masked
from wijkplatform.services.taking_part import LIVE, enter
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten, invitations, oidc, people, sessions
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.views import Joined


@dataclass(frozen=True, slots=True)
class Asked:
    """What an invitation says to who was invited."""

    name: str
    masked: str
    role: Role
    invited_by: str | None
    organisation: str | None
    session: ScoringSession | None
    wijk: str | None
    expires_at: datetime
    for_another: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting.

    `cookie` signs the browser in; None when it was already, or when there is an `enrolment`: then this person signs in
    the gemeente's own way, and the enrolment lets this browser link the new account to it. `joined` is the place in
    the session when it goes on; `kept_out` when it lets nobody in now.
    """

    cookie: str | None = None
    enrolment: str | None = None
    joined: Joined | None = None
    kept_out: bool = False


@use_case(Action.ACCEPT_INVITATION)
def see_invitation(work: Work, secret: str, signed_in: str | None = None) -> Asked:
    """What the invitation behind a link says. Changes nothing: scanners of mail open links too.

    `signed_in` is the address of who is signed in in this browser. Raises `LinkNotValid`.
    """
    found = _alive(work, invitations.open_behind(work.db, digest(secret)))
    inviter = people.account(work.db, found.invited_by) if found.invited_by else None
    place = people.organisation(work.db, found.organisation_id) if found.organisation_id else None
    session = sessions.session(work.db, found.session_id) if found.session_id else None
    return Asked(
        name=found.name,
        masked=masked(found.email),
        role=Role(found.role),
        invited_by=inviter.name if inviter else None,
        organisation=place.name if place else None,
        session=session,
        wijk=sessions.wijk_name(work.db, session.wijk_id) if session else None,
        expires_at=found.expires_at,
        for_another=signed_in not in (None, found.email),
    )


@use_case(Action.ACCEPT_INVITATION)
def mark_opened(work: Work, secret: str) -> None:
    """Somebody looked at the invitation: the page tells it when a person moves or touches it. Raises `LinkNotValid`."""
    invitations.mark_opened(work.db, _alive(work, invitations.open_behind(work.db, digest(secret))).id)


@use_case(Action.ACCEPT_INVITATION)
def accept(work: Work, secret: str, signed_in: str | None = None) -> Accepted:
    """Use an invitation, once: there is an account from now on, and a place in the session when that goes on.

    Raises `LinkNotValid`, and `OtherAccount` when somebody else is signed in in this browser: then nothing is used.
    """
    found = invitations.lock_open_behind(work.db, digest(secret))
    if found is not None:
        gemeenten.lock(work.db, work.gemeente.id)  # who is being removed is looked at after that, not before
    found = _alive(work, found)
    if signed_in not in (None, found.email):
        raise OtherAccount
    account = _account(work, found)
    now = datetime.now(UTC)
    found.accepted_at, found.account_id = now, account.id
    found.opened_at = found.opened_at or now
    work.db.flush()
    if account.role in STAFF and oidc.is_only_way(work.db):
        return Accepted(enrolment=work.keys.enrolment(account.id, int((now + ATTEMPT_LIFE).timestamp())))
    cookie = begin_sign_in(work, account, "invitation") if signed_in is None else None
    session = sessions.session(work.db, found.session_id) if found.session_id else None
    if session is None or session.state not in LIVE:
        return Accepted(cookie)
    try:
        return Accepted(cookie, joined=enter(work, account, session.id))
    except (DoorClosed, NotNow, NotAllowed):
        return Accepted(cookie, kept_out=True)


def _alive(work: Work, found: Invitation | None) -> Invitation:
    """The invitation, unless it is older than the moment at which the account was disabled: it died with that."""
    account = people.account_by_email(work.db, found.email) if found else None
    disabled = account.disabled_at if account else None
    if found is None or (disabled and found.created_at < disabled):
        raise LinkNotValid
    return found


def _account(work: Work, invitation: Invitation) -> Account:
    """Who was invited. An account that is there keeps its role; a disabled one is enabled with the invited role.

    A name that is known stays: the one on an invitation may be guessed from the address.
    """
    account = people.account_by_email(work.db, invitation.email)
    if account and account.disabled_at is None:
        return account
    if account is None:
        account = Account(email=invitation.email, name=invitation.name)
        work.db.add(account)
    else:
        people.end_sign_ins(work.db, account.id)
    account.role, account.disabled_at = invitation.role, None
    account.organisation_id = invitation.organisation_id
    work.db.flush()
    return account
