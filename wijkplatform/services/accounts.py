"""The people of a gemeente: who may come in, as what, and whom the beheerder lets in no longer.

What changes here counts at once: the door reads the account again for every page, and each process looks every second
whether the sign-ins behind its sockets still hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from wijkplatform.domain.errors import NotAllowed, NotFound, NotValid
from wijkplatform.domain.events import ParticipantEnded, PeopleChanged
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.people import ACCOUNT_ROLES, Action, Role
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten, oidc, participants, people, sessions
from wijkplatform.storage.people import Account, Organisation
from wijkplatform.storage.work import Work

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the beheerder sees it. `mine`: the account of who looks."""

    id: UUID
    name: str
    email: str
    role: Role
    organisation_id: UUID | None
    organisation: str | None
    kind: str | None
    method: str | None
    signed_in_at: datetime | None
    disabled: bool
    mine: bool


@use_case(Action.MANAGE_ACCOUNTS)
def see_accounts(work: Work) -> list[Person]:
    """Everybody who has an account, with how and when they last signed in; who was removed stands last."""
    return [
        Person(
            id=account.id,
            name=account.name,
            email=account.email,
            role=Role(account.role),
            organisation_id=account.organisation_id,
            organisation=organisation.name if organisation else None,
            kind=organisation.kind if organisation else None,
            method=sign_in.method if sign_in else None,
            signed_in_at=sign_in.created_at if sign_in else None,
            disabled=account.disabled_at is not None,
            mine=account.id == work.actor.person,
        )
        for account, organisation, sign_in in people.accounts(work.db)
    ]


@use_case(Action.MANAGE_ACCOUNTS)
def see_account(work: Work, account_id: UUID) -> Person:
    """One of them. Raises `NotFound`."""
    found = next((one for one in see_accounts(work) if one.id == account_id), None)
    if found is None:
        raise NotFound
    return found


@use_case(Action.MANAGE_ACCOUNTS)
def see_organisations(work: Work) -> Sequence[Organisation]:
    """The organisations that a wijkpartner can belong to."""
    return people.organisations(work.db)


@use_case(Action.MANAGE_ACCOUNTS)
def rename(work: Work, account_id: UUID, name: str) -> None:
    """Change the name under which somebody is known. Raises `NotValid`."""
    account = _account(work, account_id)
    wanted = one_line(name)
    if not 1 <= len(wanted) <= _LONGEST_NAME:
        raise NotValid({"name": f"Vul een naam in, met hoogstens {_LONGEST_NAME} letters."})
    account.name = wanted
    work.db.flush()


@use_case(Action.MANAGE_ACCOUNTS)
def change_role(work: Work, account_id: UUID, role: str, organisation: str | None = None) -> None:
    """Give somebody another role; who is signed in with the old one signs in again.

    A wijkpartner belongs to an organisation (the id of one, else the one the account has), others to none. Nobody
    changes the own role, and a beheerder always remains. Raises `NotValid` or `NotAllowed`.
    """
    account = _account(work, account_id)
    if role not in ACCOUNT_ROLES:
        raise NotValid({"role": "Kies een rol uit de lijst."})
    belongs = _organisation(work, account, organisation) if role == Role.WIJKPARTNER else None
    if (role, belongs) == (account.role, account.organisation_id):
        return
    if role != account.role:
        _demand_somebody_else(work, account, "U kunt uw eigen rol niet veranderen. Vraag een andere beheerder.")
        people.end_sign_ins(work.db, account.id)
    before = account.role
    account.role, account.organisation_id = role, belongs
    work.db.flush()
    _demand_way_in(work, before)


@use_case(Action.MANAGE_ACCOUNTS)
def remove(work: Work, account_id: UUID) -> None:
    """Let somebody in no longer: every page and socket of theirs ends, also where they take part in a session.

    The account stays, so that `let_in_again` can undo it. Raises `NotAllowed`.
    """
    account = _account(work, account_id)
    if account.disabled_at is not None:
        return
    _demand_somebody_else(work, account, "U kunt uzelf niet verwijderen. Vraag een andere beheerder.")
    account.disabled_at = datetime.now(UTC)
    people.end_sign_ins(work.db, account.id)
    for seat in participants.present_of_account(work.db, account.id):
        sessions.lock_for_step(work.db, seat.session_id)
        seat.removed_at = datetime.now(UTC)
        work.tell(ParticipantEnded(work.gemeente.id, seat.session_id, seat.id, "removed"))
        work.tell(PeopleChanged(work.gemeente.id, seat.session_id))
    work.db.flush()
    _demand_way_in(work, account.role)


@use_case(Action.MANAGE_ACCOUNTS)
def let_in_again(work: Work, account_id: UUID) -> None:
    """Undo a removal. Sign-ins that ended stay ended: the person signs in again."""
    _account(work, account_id).disabled_at = None
    work.db.flush()


def _account(work: Work, account_id: UUID) -> Account:
    """The account, while nobody else changes an account. Raises `NotFound`.

    Of two beheerders who remove each other, the one who has to wait here was removed meanwhile and does nothing more.
    """
    gemeenten.lock(work.db, work.gemeente.id)
    found = people.account(work.db, account_id)
    if found is None or work.badge.row is None or people.live_account(work.db, work.badge.row) is None:
        raise NotFound
    return found


def _organisation(work: Work, account: Account, wanted: str | None) -> UUID:
    if wanted is None and account.organisation_id is not None:
        return account.organisation_id
    known = {str(one.id): one.id for one in people.organisations(work.db)}
    if wanted not in known:
        raise NotValid({"organisation": "Kies de organisatie van deze wijkpartner."})
    return known[wanted]


def _demand_somebody_else(work: Work, account: Account, why: str) -> None:
    """Nobody takes the own rights away: so the beheerder who is at work always remains, and never the last one goes."""
    if account.id == work.actor.person:
        raise NotAllowed(why)


def _demand_way_in(work: Work, lost: str) -> None:
    """Where staff comes in by the gemeente's own provider only, a beheerder who can do that always remains."""
    provider = oidc.provider(work.db) if lost == Role.BEHEERDER else None
    if provider and provider.only_way and not oidc.has_come_in(work.db, provider.issuer, Role.BEHEERDER):
        raise NotAllowed("Dit is de enige beheerder die met de eigen inlog binnenkomt. Koppel eerst uw eigen inlog.")
