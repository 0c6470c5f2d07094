"""Answering for an afspraak without an account: by a link that opens that one afspraak and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wijkplatform.domain.errors import LinkNotValid, NotFound
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action
from wijkplatform.services import agreements as keeping
from wijkplatform.services import checklists
from wijkplatform.services.auditing import record, record_daily
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements
from wijkplatform.storage.agreements import AgreementLink, Standing
from wijkplatform.storage.work import Work
from wijkplatform.wire.talking import AgreementView


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that happened to an afspraak, in words that need no names."""

    at: datetime
    kind: str
    status: str | None
    text: str | None
    by_owner: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: one afspraak, where it comes from, and its history."""

    agreement: AgreementView
    wijk: str
    term: str
    title: str
    held_at: datetime
    opgave: int
    punt: int
    text: str
    until: datetime
    history: tuple[Answered, ...]


@use_case(Action.ANSWER_AGREEMENT)
def see_by_link(work: Work, token: str) -> Opened:
    """What the link opens; looking leaves a trace, once a day. Raises `LinkNotValid`."""
    link = _link(work, token)
    found = _found(work, link)
    record_daily(work, "agreement_link_opened", link.agreement_id, link=link.id)
    return opened(work, found, link.expires_at)


@use_case(Action.ANSWER_AGREEMENT)
def answer_by_link(work: Work, token: str, status: str | None, text: str) -> None:
    """Say how far it is (None: as it was), with a word about it. Raises `LinkNotValid`, `NotValid` and `TooLong`."""
    link = _link(work, token)
    try:
        keeping.answer(work, link.agreement_id, status, text, link.id)
    except NotFound as gone:
        raise LinkNotValid from gone
    record(work, "agreement_link_answered", link.agreement_id, link=link.id)


def opened(work: Work, found: Standing, until: datetime) -> Opened:
    """An afspraak as who answers for it sees it."""
    row, session = found.agreement, found.session
    noticed = keeping.noticed_of(work, [row]).get(row.id, ())
    return Opened(
        agreement=keeping.view(row, earlier=False, noticed=noticed),
        wijk=found.wijk,
        term=session.term,
        title=session.title,
        held_at=session.starts_at or session.created_at,
        opgave=found.opgave.number,
        punt=found.item.number,
        text=checklists.punt_text(session.checklist, found.opgave.number, found.item.number),
        until=until,
        history=tuple(
            Answered(one.happened_at, one.kind, one.status, one.text, one.account_id is None)
            for one, _ in agreements.history(work.db, row.id)
        ),
    )


def _link(work: Work, token: str) -> AgreementLink:
    link = agreements.link_by_digest(work.db, digest(token))
    if link is None:
        raise LinkNotValid
    return link


def _found(work: Work, link: AgreementLink) -> Standing:
    found = agreements.standing(work.db, link.agreement_id)
    if found is None:
        raise LinkNotValid
    return found
