"""The audit trail: what leaves a trace, and who may read it. No answer and no text of anybody stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias
from uuid import UUID

from wijkplatform.domain.dates import day_of
from wijkplatform.domain.people import Action, Proof
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import audit
from wijkplatform.storage.audit import AuditEntry
from wijkplatform.storage.work import Work

What: TypeAlias = Literal[
    "agreement_link_made",
    "agreement_link_opened",
    "agreement_link_answered",
    "agreement_links_revoked",
    "overview_link_made",
    "overview_link_opened",
    "overview_link_revoked",
    "peers_offered",
    "peers_withdrawn",
    "peers_findable",
    "peers_not_findable",
    "export_made",
    "export_downloaded",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit trail, by whom: a name, or None for who held a link and for the platform itself.

    `agreement` is what was agreed in the afspraak it is `about`, `reader` for whom the link to an overview is that it
    is about, and `wijk` of which wijk that overview is (None: of the gemeente). All None when that is gone.
    """

    what: What
    about: UUID
    agreement: str | None
    reader: str | None
    wijk: str | None
    by: str | None
    link: UUID | None
    at: datetime


def record(work: Work, what: What, about: UUID, *, link: UUID | None = None) -> None:
    """Write a line, if this piece of work succeeds."""
    account = work.actor.person if work.badge.proof is Proof.SIGN_IN else None
    work.db.add(AuditEntry(what=what, about=about, account_id=account, link_id=link))
    work.db.flush()


def record_daily(work: Work, what: What, about: UUID, *, link: UUID) -> None:
    """The same for what who holds a link does over and over: a line on the first time of each day."""
    days = {day_of(one.at) for one in lines(work, about) if (one.what, one.link) == (what, link)}
    if day_of(datetime.now(UTC)) not in days:
        record(work, what, about, link=link)


@use_case(Action.SEE_AUDIT_TRAIL)
def see_trail(work: Work, most: int | None = None) -> Sequence[Line]:
    """The lines of the gemeente, newest first; `most`: the newest ones only."""
    return lines(work, most=most)


def lines(work: Work, about: UUID | None = None, most: int | None = None) -> list[Line]:
    """Lines about everything or about one row, newest first. For use cases that checked who asks."""
    return [
        Line(one.what, one.about, agreement, reader, wijk, by=name, link=one.link_id, at=one.happened_at)  # type: ignore[arg-type]
        for one, name, agreement, reader, wijk in audit.entries(work.db, about, most)
    ]
