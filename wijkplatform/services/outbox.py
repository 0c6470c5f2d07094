"""The outbox: putting mail in it, in the same transaction as its cause, and taking it out to send it.

The worker takes a mail (`claim`), commits, sends it, and records what came of it: no network inside a transaction.
Between taking and recording the mail is put away for the length of a lease, so that no other worker sends it too, and
it comes back when a worker died in between.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from wijkplatform.domain.agreements import STILL_OPEN, Status
from wijkplatform.domain.keys import digest
from wijkplatform.domain.outbox import MOST_ATTEMPTS, SIGN_IN_LIFE, harmless, pause_after
from wijkplatform.domain.people import STAFF, Action, Role
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, oidc, outbox, people
from wijkplatform.storage.outbox import Asked, Mail
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work

Kind: TypeAlias = Literal["invitation", "reminder", "sign_in", "agreement", "agreement_reminder"]

LEASE = timedelta(minutes=3)
"""How long a mail that was taken stays away from other workers, unless the worker says otherwise."""

_TOO_LATE = "De uitnodiging was verlopen voor de mail weg kon."
_NEVER_ENDED = "Het verzenden stopte steeds voor het einde. Vraag uw beheerder van het platform."


@dataclass(frozen=True, slots=True)
class Sender:
    """The gemeente that a letter comes from."""

    slug: str
    name: str
    accent: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The session that a letter invites to."""

    id: UUID
    title: str
    term: str
    wijk: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The afspraak that a letter is about, and where it was made."""

    what: str
    organisation: str
    role: str
    due: date
    answer_by: date | None
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that is told in one mail. `secret` is the last part of its link, `until` when the link ends."""

    id: UUID
    kind: Kind
    attempt: int
    asked_at: datetime
    recipient: str
    secret: str = field(repr=False)
    until: datetime
    sender: Sender
    name: str
    role: Role | None = None
    organisation: str | None = None
    inviter: str | None = None
    meeting: Meeting | None = None
    agreed: Agreed | None = None


def put_invitation(
    work: Work, recipient: str, link_id: UUID, kind: Literal["invitation", "reminder"] = "invitation"
) -> None:
    """Mail a link of an invitation, if this piece of work succeeds. For use cases that made the link."""
    work.db.flush()
    work.db.add(Mail(kind=kind, recipient=recipient, invitation_link_id=link_id))
    work.db.flush()


def put_agreement(work: Work, recipient: str, link_id: UUID, kind: Literal["agreement", "agreement_reminder"]) -> None:
    """Mail a link to an afspraak, if this piece of work succeeds. For use cases that made the link."""
    work.db.flush()
    work.db.add(Mail(kind=kind, recipient=recipient, agreement_link_id=link_id))
    work.db.flush()


def put_sign_in(work: Work, recipient: str) -> None:
    """Mail a link to sign in to who has this address, if anybody has it: the same work in both cases."""
    work.db.add(Mail(kind="sign_in", recipient=recipient))
    work.db.flush()


@use_case(Action.SEND_MAIL)
def claim(work: Work, lease: timedelta = LEASE) -> Letter | None:
    """Take the mail that is due first, to send it after the commit; None when nothing is due.

    What is not worth sending any more leaves the outbox here.
    """
    while mail := outbox.take_due(work.db, lease):
        if mail.attempts > MOST_ATTEMPTS:
            outbox.finish(work.db, mail.id, "failed", _NEVER_ENDED)
            continue
        letter = _LETTERS[mail.kind](work, mail)
        if letter is not None:
            return letter
    return None


@use_case(Action.SEND_MAIL)
def record_sent(work: Work, letter: Letter) -> None:
    """The mail server took it."""
    outbox.finish(work.db, letter.id, "sent")


@use_case(Action.SEND_MAIL)
def record_refused(work: Work, letter: Letter, words: str, permanent: bool, first_pause: float = 60) -> None:
    """The mail server did not take it: it is tried again after a pause, or it is a dead letter.

    `words` is what the server said, or what went wrong. When the lease ended meanwhile and another attempt was made,
    that one decides.
    """
    mail = outbox.mail(work.db, letter.id)
    if mail is None or mail.state != "waiting" or mail.attempts != letter.attempt:
        return
    words = harmless(words.replace(letter.secret, "…"))
    pause = None if permanent else pause_after(letter.attempt, random.random(), first_pause)  # nosec B311 # no secret
    if pause is None:
        outbox.finish(work.db, letter.id, "failed", words)
    else:
        outbox.put_off(work.db, letter.id, pause, last_words=words)


@use_case(Action.INVITE)
def see_trouble(work: Work) -> Sequence[Mail]:
    """Mail that is not sent yet because it was refused, or never will be; newest first."""
    return outbox.in_trouble(work.db)


def _invitation(work: Work, mail: Mail) -> Letter | None:
    """The letter about an invitation; None when it need not be sent any more."""
    link_id = mail.invitation_link_id
    asked = outbox.asked_by(work.db, link_id) if link_id else None
    if link_id is None or asked is None or not asked.standing:
        work.db.delete(mail)
        work.db.flush()
        return None
    if asked.expired:
        outbox.finish(work.db, mail.id, "failed", _TOO_LATE)
        return None
    return Letter(
        id=mail.id,
        kind="reminder" if mail.kind == "reminder" else "invitation",
        attempt=mail.attempts,
        asked_at=mail.created_at,
        recipient=mail.recipient,
        secret=work.keys.invitation_secret(link_id),
        until=asked.invitation.expires_at,
        sender=_sender(work),
        name=asked.invitation.name,
        role=Role(asked.invitation.role),
        organisation=asked.organisation,
        inviter=asked.inviter,
        meeting=_meeting(asked),
    )


def _sign_in(work: Work, mail: Mail) -> Letter | None:
    """The letter with a link to sign in; the mail is gone when there is nobody to send it to."""
    account = people.account_by_email(work.db, mail.recipient)
    secret = work.keys.sign_in_secret(mail.id)
    until = None
    if account is not None and not account.disabled_at and datetime.now(UTC) < mail.created_at + SIGN_IN_LIFE:
        role = Role(account.role)
        if not (role in STAFF and oidc.is_only_way(work.db)):
            until = outbox.hang_sign_in_link(work.db, mail.id, account.id, digest(secret), SIGN_IN_LIFE)
    if account is None or until is None:
        work.db.delete(mail)
        work.db.flush()
        return None
    return Letter(
        id=mail.id,
        kind="sign_in",
        attempt=mail.attempts,
        asked_at=mail.created_at,
        recipient=mail.recipient,
        secret=secret,
        until=until,
        sender=_sender(work),
        name=account.name,
        role=Role(account.role),
    )


def _agreement(work: Work, mail: Mail) -> Letter | None:
    """The letter about an afspraak; the mail is gone when its link opens nothing any more, or nothing is to be done."""
    link = outbox.agreement_link(work.db, mail.agreement_link_id) if mail.agreement_link_id else None
    found = agreements.standing(work.db, link.agreement_id) if link else None
    if link is None or found is None or Status(found.agreement.status) not in STILL_OPEN:
        work.db.delete(mail)
        work.db.flush()
        return None
    row = found.agreement
    account = people.account(work.db, row.account_id) if row.account_id else None
    return Letter(
        id=mail.id,
        kind="agreement_reminder" if mail.kind == "agreement_reminder" else "agreement",
        attempt=mail.attempts,
        asked_at=mail.created_at,
        recipient=mail.recipient,
        secret=work.keys.agreement_token(link.id),
        until=link.expires_at,
        sender=_sender(work),
        name=account.name if account else row.owner_role,
        agreed=Agreed(
            row.what, row.organisation, row.owner_role, row.due, row.answer_by, _about(found.session, found.wijk)
        ),
    )


_LETTERS: dict[str, Callable[[Work, Mail], Letter | None]] = {
    "invitation": _invitation,
    "reminder": _invitation,
    "sign_in": _sign_in,
    "agreement": _agreement,
    "agreement_reminder": _agreement,
}


def _sender(work: Work) -> Sender:
    gemeente = work.gemeente
    return Sender(gemeente.slug, gemeente.name, gemeente.accent, gemeente.contact_email)


def _meeting(asked: Asked) -> Meeting | None:
    return _about(asked.session, asked.wijk or "") if asked.session else None


def _about(session: ScoringSession, wijk: str) -> Meeting:
    return Meeting(session.id, session.title, session.term, wijk, session.starts_at, session.ends_at, session.place)
