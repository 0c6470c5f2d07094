"""The letters: what is told in a mail, read at the moment of sending. What is not worth telling leaves the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeAlias, cast
from uuid import UUID

from wijkplatform.domain.agreements import STILL_OPEN, Status
from wijkplatform.domain.keys import digest
from wijkplatform.domain.outbox import SIGN_IN_LIFE, wants_report
from wijkplatform.domain.people import STAFF, Action, Role, may
from wijkplatform.domain.sessions import State
from wijkplatform.services.reporting import report_of
from wijkplatform.storage import agreements, oidc, outbox, people, sessions
from wijkplatform.storage.outbox import Asked, Mail
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.reports import Report

Kind: TypeAlias = Literal["invitation", "reminder", "sign_in", "agreement", "agreement_reminder", "report"]

_TOO_LATE = "De uitnodiging was verlopen voor de mail weg kon."


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
    """Everything that is told in one mail. `secret` is the last part of its link, `until` when the link ends.

    With a `report` comes no link that opens anything: who reads on signs in. `leads`: the reader led the session.
    """

    id: UUID
    kind: Kind
    attempt: int
    asked_at: datetime
    recipient: str
    secret: str | None = field(repr=False)
    until: datetime | None
    sender: Sender
    name: str
    role: Role | None = None
    organisation: str | None = None
    inviter: str | None = None
    meeting: Meeting | None = None
    agreed: Agreed | None = None
    report: Report | None = None
    leads: bool = False


def letter_of(work: Work, mail: Mail) -> Letter | None:
    """What a mail tells now; None when it is not sent any more."""
    return _LETTERS[mail.kind](work, mail)


def _invitation(work: Work, mail: Mail) -> Letter | None:
    """The letter about an invitation; None when it need not be sent any more."""
    link_id = mail.invitation_link_id
    asked = outbox.asked_by(work.db, link_id) if link_id else None
    if link_id is None or asked is None or not asked.standing:
        outbox.drop(work.db, mail)
        return None
    if asked.expired:
        outbox.finish(work.db, mail.id, "failed", _TOO_LATE)
        return None
    return _letter(
        work,
        mail,
        secret=work.keys.invitation_secret(link_id),
        until=asked.invitation.expires_at,
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
        outbox.drop(work.db, mail)
        return None
    return _letter(
        work,
        mail,
        secret=secret,
        until=until,
        name=account.name,
        role=Role(account.role),
    )


def _agreement(work: Work, mail: Mail) -> Letter | None:
    """The letter about an afspraak; the mail is gone when its link opens nothing any more, or nothing is to be done."""
    link = outbox.agreement_link(work.db, mail.agreement_link_id) if mail.agreement_link_id else None
    found = agreements.standing(work.db, link.agreement_id) if link else None
    if link is None or found is None or Status(found.agreement.status) not in STILL_OPEN:
        outbox.drop(work.db, mail)
        return None
    row = found.agreement
    account = people.account(work.db, row.account_id) if row.account_id else None
    return _letter(
        work,
        mail,
        secret=work.keys.agreement_token(link.id),
        until=link.expires_at,
        name=account.name if account else row.owner_role,
        agreed=Agreed(
            row.what, row.organisation, row.owner_role, row.due, row.answer_by, _about(found.session, found.wijk)
        ),
    )


def _report(work: Work, mail: Mail) -> Letter | None:
    """The letter with a report; the mail is gone when the session runs again, or the reader may not or will not read.

    What was chosen counts until it is sent.
    """
    account = people.account_by_email(work.db, mail.recipient)
    session = sessions.session(work.db, mail.session_id) if mail.session_id else None
    if account is None or session is None or not _reads(account, session):
        outbox.drop(work.db, mail)
        return None
    return _letter(
        work,
        mail,
        secret=None,
        until=None,
        name=account.name,
        report=report_of(work, session),
        leads=session.leader_id == account.id,
    )


def _reads(account: Account, session: ScoringSession) -> bool:
    allowed = account.disabled_at is None and may(Role(account.role), Action.SEE_OVERVIEW)
    wants = wants_report(account.report_mail, leads=session.leader_id == account.id)
    return allowed and wants and session.state == State.CLOSED


_LETTERS: dict[str, Callable[[Work, Mail], Letter | None]] = {
    "invitation": _invitation,
    "reminder": _invitation,
    "sign_in": _sign_in,
    "agreement": _agreement,
    "agreement_reminder": _agreement,
    "report": _report,
}


def _letter(work: Work, mail: Mail, **told: Any) -> Letter:
    gemeente = work.gemeente
    return Letter(
        id=mail.id,
        kind=cast(Kind, mail.kind),
        attempt=mail.attempts,
        asked_at=mail.created_at,
        recipient=mail.recipient,
        sender=Sender(gemeente.slug, gemeente.name, gemeente.accent, gemeente.contact_email),
        **told,
    )


def _meeting(asked: Asked) -> Meeting | None:
    return _about(asked.session, asked.wijk or "") if asked.session else None


def _about(session: ScoringSession, wijk: str) -> Meeting:
    return Meeting(session.id, session.title, session.term, wijk, session.starts_at, session.ends_at, session.place)
