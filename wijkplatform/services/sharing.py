"""Sharing an overview with who has no account: a link that opens that one overview until a day, and can be revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wijkplatform.domain.errors import Malformed, NotFound, NotValid
from wijkplatform.domain.keys import digest
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.overviews import LONGEST_READER, end_of, last_day, may_last_until
from wijkplatform.domain.people import Action
from wijkplatform.services.agreements import today
from wijkplatform.services.auditing import record
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import audit, dashboards, overviews
from wijkplatform.storage.overviews import OverviewLink
from wijkplatform.storage.work import Work


@dataclass(frozen=True, slots=True)
class Shared:
    """A link that was made: for whom, what it opens (no wijk: the gemeente), by whom, and when it was opened last."""

    row: OverviewLink
    wijk: str | None
    by: str | None
    opened_at: datetime | None

    @property
    def last_day(self) -> datetime:
        """A moment on the last day on which it works."""
        return last_day(self.row.expires_at)


@dataclass(frozen=True, slots=True)
class Desk:
    """What can be shared, and what was shared before, newest first."""

    wijken: Sequence[tuple[UUID, str]]
    links: Sequence[Shared]


@use_case(Action.SHARE_OVERVIEW)
def see_shared(work: Work) -> Desk:
    """All links, and the wijken a link can be made for."""
    opened = audit.last_of(work.db, "overview_link_opened")
    return Desk(
        dashboards.wijken(work.db, None),
        [Shared(row, wijk, by, opened.get(row.id)) for row, wijk, by in overviews.links(work.db)],
    )


@use_case(Action.SHARE_OVERVIEW)
def share(work: Work, op: UUID, wijk: UUID | None, reader: str, until: date | None) -> str:
    """Make a link for somebody, that works until the end of a day; return the token in it, which is stored nowhere.

    `op` becomes the id of the link: the same form sent twice makes one link. Raises `NotValid`, and `Malformed` for
    another form with the same id: what was made is never told to be something else.
    """
    named = one_line(reader)
    known = overviews.link(work.db, op)
    if known is not None:
        mine = known.account_id == work.actor.person and not known.revoked_at
        wanted = wijk, named, end_of(until) if until and may_last_until(until, today()) else None
        if not mine or (known.wijk_id, known.reader, known.expires_at) != wanted:
            raise Malformed
        return work.keys.overview_token(work.gemeente.id, op)
    wrong = {}
    if not named:
        wrong["reader"] = "Schrijf op voor wie de link is."
    elif len(named) > LONGEST_READER:
        wrong["reader"] = f"Dit is te lang. Er passen {LONGEST_READER} tekens in."
    if wijk is not None and overviews.wijk(work.db, wijk) is None:
        wrong["wijk"] = "Kies wat de link laat zien."
    if until is None:
        wrong["until"] = "Schrijf de dag zo: 26-11-2026."
    elif not may_last_until(until, today()):
        wrong["until"] = "Kies een dag vanaf vandaag, en binnen een jaar."
    if wrong or until is None:
        raise NotValid(wrong)
    token = work.keys.overview_token(work.gemeente.id, op)
    made = {"digest": digest(token), "account_id": work.actor.person, "expires_at": end_of(until)}
    work.db.add(OverviewLink(id=op, wijk_id=wijk, reader=named, **made))
    work.db.flush()
    record(work, "overview_link_made", op, link=op)
    return token


@use_case(Action.SHARE_OVERVIEW)
def see_one_shared(work: Work, link_id: UUID) -> Shared:
    """One link. Raises `NotFound`."""
    found = next((one for one in see_shared(work).links if one.row.id == link_id), None)
    if found is None:
        raise NotFound
    return found


@use_case(Action.SHARE_OVERVIEW)
def revoke(work: Work, link_id: UUID) -> bool:
    """End a link; return whether it worked until now. Raises `NotFound`."""
    row = overviews.link(work.db, link_id)
    if row is None:
        raise NotFound
    now = overviews.now(work.db)
    if row.revoked_at is not None or row.expires_at <= now:
        return False
    row.revoked_at = now
    work.db.flush()
    record(work, "overview_link_revoked", link_id, link=link_id)
    return True
