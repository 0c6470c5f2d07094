"""The owners of afspraken: the mail that tells them, the one reminder, and the links by which they answer."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid4

from wijkplatform.domain.agreements import STILL_OPEN, Status, link_until, remind_on
from wijkplatform.domain.dates import HERE, day_of
from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action
from wijkplatform.services import outbox
from wijkplatform.services.agreements import today
from wijkplatform.services.auditing import record
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, people, sessions
from wijkplatform.storage.agreements import Agreement, AgreementLink
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work

_NO_ADDRESS = "Van deze eigenaar is geen e-mailadres bekend. Vul eerst een adres in."
_TRIAL = "Dit is een proef. Daarover krijgt niemand een mail."
_ENDED = "Deze afspraak is klaar of vervallen. Er is niets meer te vragen."


def tell_owners(work: Work, session: ScoringSession) -> None:
    """Mail the owner of every afspraak of a session that ends; of a trial nobody hears."""
    if session.trial:
        return
    for row in agreements.of_session(work.db, session.id):
        if row.told_at is None and Status(row.status) in STILL_OPEN and _address(work, row):
            _mail(work, row, "agreement")


@use_case(Action.KEEP_AGREEMENTS)
def send_again(work: Work, agreement_id: UUID) -> None:
    """Mail the owner a new link; the links that were sent before go on working. Raises `NotFound` and `NotNow`."""
    row = agreements.lock(work.db, agreement_id)
    session = sessions.session(work.db, row.session_id) if row else None
    if row is None or session is None:
        raise NotFound
    if session.trial:
        raise NotNow(_TRIAL)
    if Status(row.status) not in STILL_OPEN:
        raise NotNow(_ENDED)
    if _address(work, row) is None:
        raise NotNow(_NO_ADDRESS)
    _mail(work, row, "agreement")


@use_case(Action.KEEP_AGREEMENTS)
def revoke(work: Work, agreement_id: UUID) -> int:
    """End every link to an afspraak; return how many worked until now. Raises `NotFound`."""
    if agreements.lock(work.db, agreement_id) is None:
        raise NotFound
    many = agreements.revoke_links(work.db, agreement_id)
    if many:
        record(work, "agreement_links_revoked", agreement_id)
    return many


@use_case(Action.SEND_MAIL)
def remind(work: Work) -> int:
    """Mail the owners of afspraken whose day comes near, each once; return how many."""
    many = 0
    for row in agreements.to_remind(work.db):
        told = day_of(row.told_at) if row.told_at else today()
        on = remind_on(told, row.due)
        if on is not None and on <= today() < row.due and _address(work, row):
            _mail(work, row, "agreement_reminder")
            many += 1
    return many


def _mail(work: Work, row: Agreement, kind: Literal["agreement", "agreement_reminder"]) -> None:
    recipient = _address(work, row)
    if recipient is None:
        return
    link_id, now = uuid4(), datetime.now(UTC)
    ends = datetime.combine(link_until(today(), row.due) + timedelta(days=1), time(), HERE)
    token = digest(work.keys.agreement_token(link_id))
    work.db.add(AgreementLink(id=link_id, agreement_id=row.id, digest=token, recipient=recipient, expires_at=ends))
    if kind == "agreement":
        row.told_at = row.told_at or now
    else:
        row.reminded_at = now
    record(work, "agreement_link_made", row.id, link=link_id)
    outbox.put_agreement(work, recipient, link_id, kind)


def _address(work: Work, row: Agreement) -> str | None:
    """Where the owner gets mail: the address that was typed, else that of the account."""
    if row.email:
        return row.email
    account = people.account(work.db, row.account_id) if row.account_id else None
    return account.email if account and account.disabled_at is None else None
