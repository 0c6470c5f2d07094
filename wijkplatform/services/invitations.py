"""Inviting people: a list is judged first and sent after somebody confirmed it; then each invitation is looked after.

A secret of a link is derived from the key of the server and the id of the link: the database holds its digest, and the
worker makes it again when it writes the mail.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.invitations import (
    MAY_BE_REMINDED,
    MAY_BE_REVOKED,
    MAY_BE_SENT_AGAIN,
    Guest,
    Judged,
    Known,
    Standing,
    Verdict,
    judge,
    standing,
)
from wijkplatform.domain.keys import digest
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import MAY_INVITE, Action, OrganisationKind, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services import outbox
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten, invitations, people, plans
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.people import Organisation
from wijkplatform.storage.sent_invitations import Listed, listed
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for a whole list: roles, organisations, and sessions that are not closed, with their wijk."""

    roles: list[Role]
    organisations: list[str]
    sessions: list[tuple[ScoringSession, str]]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation as who invites sees it. `words`: what the mail server said when it did not take the mail."""

    id: UUID
    email: str
    name: str
    role: Role
    organisation: str | None
    session: str | None
    standing: Standing
    words: str | None
    reminded: bool
    may_resend: bool
    may_revoke: bool
    may_remind: bool


@use_case(Action.INVITE)
def see_choices(work: Work) -> Choices:
    """What this person can choose when inviting."""
    roles = [role for role in Role if role in MAY_INVITE[work.actor.role]]
    open_ones = [(one, wijk) for one, wijk in plans.real_sessions(work.db) if one.state != State.CLOSED]
    return Choices(roles, [one.name for one in people.organisations(work.db)], open_ones)


@use_case(Action.INVITE)
def preview(work: Work, wishes: Sequence[Wish]) -> list[Judged]:
    """Tell of each line what would become of it. Changes nothing and sends nothing."""
    return judge(wishes, _known(work, wishes), work.actor.role)


@use_case(Action.INVITE)
def invite(work: Work, wishes: Sequence[Wish], confirmed: Collection[int] | None = None) -> list[Judged]:
    """Invite the people on these lines, and tell of each line what became of it. `ok` means that a mail goes out.

    Judges every line again: much can have changed since somebody looked at the list. `confirmed` holds the numbers
    of the lines that were agreed to; without it all of them were.
    """
    gemeenten.lock(work.db, work.gemeente.id)
    judged = judge(wishes, _known(work, wishes), work.actor.role)
    if confirmed is not None:
        judged = [one if one.guest is None or one.wish.line in confirmed else _skipped(one) for one in judged]
    places = {one.name.casefold(): one for one in people.organisations(work.db)}
    for one in judged:
        if one.guest:
            _invite(work, one.guest, places)
    return judged


def _skipped(one: Judged) -> Judged:
    return Judged(one.wish, Verdict.SKIPPED, "Niet aangevinkt. Er gaat geen e-mail weg.")


def _invite(work: Work, guest: Guest, places: dict[str, Organisation]) -> None:
    invitation = Invitation(
        id=uuid4(),
        email=guest.email,
        name=guest.name,
        role=guest.role.value,
        organisation_id=_organisation(work, guest, places),
        session_id=guest.session,
        invited_by=work.actor.person,
        expires_at=_until(work),
    )
    work.db.add(invitation)
    work.db.flush()
    _send(work, invitation)


def _organisation(work: Work, guest: Guest, places: dict[str, Organisation]) -> UUID | None:
    if guest.organisation is None:
        return None
    known = places.get(guest.organisation.casefold())
    if known is None:
        known = Organisation(id=uuid4(), name=guest.organisation, kind=guest.kind.value)
        work.db.add(known)
        work.db.flush()
        places[guest.organisation.casefold()] = known
    return known.id


def _send(work: Work, invitation: Invitation) -> None:
    """Make a link and have it sent, in one transaction; earlier links stay alive."""
    link = InvitationLink(id=uuid4(), invitation_id=invitation.id, digest=b"")
    link.digest = digest(work.keys.invitation_secret(link.id))
    work.db.add(link)
    work.db.flush()
    outbox.put_invitation(work, invitation.email, link.id)


@use_case(Action.INVITE)
def see_invitations(work: Work) -> list[InvitationRow]:
    """The invitations that this person may look after, newest first, each with where it stands."""
    now = datetime.now(UTC)
    return [_row(one, now) for one in listed(work.db, MAY_INVITE[work.actor.role])]


@use_case(Action.INVITE)
def resend(work: Work, invitation_id: UUID) -> str:
    """Send a new link and give a full term again; the links that were sent before stay alive. Return the address."""
    invitation, now_at = _locked(work, invitation_id)
    if now_at not in MAY_BE_SENT_AGAIN:
        raise NotNow("Deze uitnodiging is al aangenomen of ingetrokken. Nodig deze persoon opnieuw uit.")
    invitation.expires_at = max(invitation.expires_at, _until(work))
    _send(work, invitation)
    return invitation.email


@use_case(Action.INVITE)
def remind(work: Work, some: Collection[UUID]) -> int:
    """Remind those of these people who got the mail and did not accept, each once; return how many."""
    roles = MAY_INVITE[work.actor.role]
    locked = {one.id: one for one in invitations.lock(work.db, some, roles)}
    now = datetime.now(UTC)
    due = [one for one in listed(work.db, roles) if one.invitation.id in locked]
    due = [one for one in due if _row(one, now).may_remind]
    for one in due:
        one.invitation.reminded_at = now
        link = invitations.newest_link(work.db, one.invitation.id)
        outbox.put_invitation(work, one.invitation.email, link.id, "reminder")
    return len(due)


@use_case(Action.INVITE)
def revoke(work: Work, invitation_id: UUID) -> bool:
    """Kill every link of an invitation at once. Return whether somebody accepted before: that account stays."""
    invitation, now_at = _locked(work, invitation_id)
    if now_at in MAY_BE_REVOKED:
        invitation.revoked_at = datetime.now(UTC)
        work.db.flush()
    return invitation.accepted_at is not None


def _locked(work: Work, invitation_id: UUID) -> tuple[Invitation, Standing]:
    """An invitation that this person may look after. Raises `NotFound`: unknown, foreign and forbidden sound alike."""
    roles = MAY_INVITE[work.actor.role]
    if not invitations.lock(work.db, [invitation_id], roles):
        raise NotFound
    found = listed(work.db, roles, invitation_id)[0]
    return found.invitation, _row(found, datetime.now(UTC)).standing


def _row(one: Listed, now: datetime) -> InvitationRow:
    row = one.invitation
    here = standing(
        now,
        expires_at=row.expires_at,
        mail=one.mail.state if one.mail else None,
        opened=row.opened_at is not None,
        accepted=row.accepted_at is not None,
        revoked=row.revoked_at is not None,
    )
    return InvitationRow(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        organisation=one.organisation,
        session=one.session,
        standing=here,
        words=one.mail.last_words if one.mail and here in (Standing.WAITING, Standing.FAILED) else None,
        reminded=row.reminded_at is not None,
        may_resend=here in MAY_BE_SENT_AGAIN,
        may_revoke=here in MAY_BE_REVOKED,
        may_remind=here in MAY_BE_REMINDED and row.reminded_at is None,
    )


def _until(work: Work) -> datetime:
    return datetime.now(UTC) + timedelta(days=work.gemeente.invitation_days)


def _known(work: Work, wishes: Sequence[Wish]) -> Known:
    addresses = {wish.email: proper for wish in wishes if (proper := proper_email(wish.email))}
    emails = set(addresses.values())
    places = people.organisations(work.db)
    names = {one.id: one.name for one in places}
    accounts = people.accounts_of(work.db, emails)
    return Known(
        addresses=addresses,
        members={
            one.email: (Role(one.role), names.get(one.organisation_id) if one.organisation_id else None)
            for one in accounts
            if one.disabled_at is None
        },
        removed=frozenset(one.email for one in accounts if one.disabled_at is not None),
        accepted=frozenset((one.email, one.session_id) for one in invitations.accepted_by(work.db, emails)),
        invited=frozenset((one.email, one.session_id) for one in invitations.open_for(work.db, emails)),
        organisations={one.name.casefold(): (one.name, OrganisationKind(one.kind)) for one in places},
        sessions=[(one.id, one.title) for one, _ in plans.real_sessions(work.db) if one.state != State.CLOSED],
    )
