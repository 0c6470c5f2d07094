"""A gemeente in which evenings were held in several wijken, and who may look at what came of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.house.agreeing import TODAY, agree
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.people import Group, Role
from wijkplatform.services import preparing, sharing
from wijkplatform.storage.overviews import OverviewLink
from wijkplatform.storage.sessions import Wijk

APART = {Group.BEWONER: [1] * 8, Group.WIJKPARTNER: [5] * 2, Group.AMBTENAAR: [5] * 6}
"""Bewoners and ambtenaren really differ; of wijkpartners too few answered."""


def planned(
    town: Town, wijk: str, on: date, *, title: str = "Een avond in de wijk", place: str | None = None
) -> Meeting:
    """A session in a wijk that is to be held on a day."""
    starts = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    ends = starts + timedelta(hours=2)
    with town.store.workspace(town.operator) as work:
        session = preparing.prepare_session(
            work, title=title, wijk=wijk, opgaven=(1,), starts_at=starts, ends_at=ends, place=place
        )
    return Meeting(town, session, town.sign_in())


def held(town: Town, wijk: str, what: str, on: date = date(2026, 3, 12), **plan: object) -> Meeting:
    """A session that was held in a wijk, in which the groups differed and one thing was agreed."""
    meeting = planned(town, wijk, on, title=f"Avond in {wijk}")
    meeting.play(APART)
    agree(meeting, what, **plan)
    meeting.step("close")
    return meeting


def wijk_id(town: Town, name: str) -> UUID:
    """The id of a wijk of this gemeente."""
    with town.store.workspace(town.operator) as work:
        return work.db.scalars(select(Wijk.id).where(Wijk.name == name)).one()


def share(lead: SignedIn, town: Town, wijk: UUID | None = None, reader: str = "de raad", weeks: int = 6) -> str:
    """The address of a new link to the overview of a wijk, or of the gemeente."""
    with town.store.workspace(lead.badge) as work:
        token = sharing.share(work, uuid4(), wijk, reader, TODAY + timedelta(weeks=weeks))
    return f"/{town.slug}/inzage/{token}"


def links(town: Town) -> list[OverviewLink]:
    """The links of a gemeente as they are stored, oldest first."""
    with town.store.workspace(town.operator) as work:
        return list(work.db.scalars(select(OverviewLink).order_by(OverviewLink.made_at)))


def page(anyone, town: Town, more: str = "", role: Role = Role.INKIJKER) -> str:
    """The page of the overview, or of what comes after it in its address, for who only looks or another role."""
    answer = anyone.get(f"/{town.slug}/beheer/overzicht{more}", headers=town.sign_in(role).cookies)
    assert answer.status_code == 200
    return str(answer.text)


def words(page: str) -> str:
    """What a reader of a page sees of its main part, on one line."""
    inside = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())
