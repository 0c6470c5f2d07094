"""Afspraken as the workspace sees them: all of them with what is late, and one with everything that happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from wijkplatform.domain.agreements import STILL_OPEN, Status, is_late
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, may
from wijkplatform.services import checklists
from wijkplatform.services.agreements import mark, noticed_of, today, view
from wijkplatform.services.auditing import Line, lines
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, outbox, people
from wijkplatform.storage.agreements import Agreement, AgreementLink, Standing
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.talking import AgreementView, NoticedView

MOST_AT_HOME = 3
"""How many late afspraken the front page names."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to an afspraak: by whom (None: by the owner, over a link) and when."""

    at: datetime
    kind: str
    status: str | None
    text: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """An afspraak as the workspace sees it: where it comes from, its history, and the links that were sent.

    `owner` is the name of who has an account, else the address of the owner. An address, the links and the `mails` they
    were sent in (by link) are told to who keeps afspraken only. `mark` tells a form whether the plan changed.
    """

    row: Agreement
    view: AgreementView
    wijk: str
    session: ScoringSession
    opgave: int
    punt: int
    text: str
    owner: str | None
    history: tuple[Happened, ...] = ()
    links: tuple[AgreementLink, ...] = ()
    mails: Mapping[UUID, Mail] = field(default_factory=dict)
    trail: tuple[Line, ...] = ()
    mark: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something for it."""
        return self.row.status in STILL_OPEN


@dataclass(frozen=True, slots=True)
class Late:
    """A late afspraak on the front page."""

    id: UUID
    what: str
    wijk: str
    due: date


@dataclass(frozen=True, slots=True)
class AtHome:
    """The afspraken in short: how many are late, how many are open (the late ones too), and the first late ones."""

    late: int
    open: int
    first: tuple[Late, ...]


@use_case(Action.SEE_AGREEMENTS)
def see_all(work: Work) -> list[Story]:
    """Every afspraak of the gemeente but those of trials: what is open first, by its day, late ones before all."""
    standing = agreements.all_standing(work.db)
    noticed = noticed_of(work, [one.agreement for one in standing])
    found = [_story(work, one, noticed) for one in standing]
    return sorted(found, key=lambda one: (not one.open, one.row.due))


@use_case(Action.SEE_AGREEMENTS)
def see_story(work: Work, agreement_id: UUID) -> Story:
    """One afspraak with all that happened to it. Raises `NotFound`, also for one of a trial."""
    found = agreements.standing(work.db, agreement_id)
    if found is None or found.session.trial:
        raise NotFound
    history = tuple(
        Happened(one.happened_at, one.kind, one.status, one.text, name)
        for one, name in agreements.history(work.db, agreement_id)
    )
    story = replace(_story(work, found, noticed_of(work, [found.agreement])), history=history)
    if not _keeps(work):
        return story
    links = tuple(agreements.links(work.db, agreement_id))
    return replace(
        story,
        links=links,
        mails=outbox.about_links(work.db, [one.id for one in links]),
        trail=tuple(lines(work, agreement_id)),
        mark=mark(work, found.agreement),
    )


@use_case(Action.KEEP_AGREEMENTS)
def see_to_keep(work: Work, agreement_id: UUID) -> Story:
    """The same for who changes it. Raises `NotFound`."""
    return see_story(work, agreement_id)


@use_case(Action.SEE_WHO_I_AM)
def see_at_home(work: Work) -> AtHome | None:
    """The afspraken on the front page of the workspace; None for who may not see them."""
    if not may(work.actor.role, Action.SEE_AGREEMENTS):
        return None
    standing = [one for one in agreements.all_standing(work.db) if one.agreement.status in STILL_OPEN]
    late = [one for one in standing if is_late(one.agreement.due, Status(one.agreement.status), today())]
    first = (Late(one.agreement.id, one.agreement.what, one.wijk, one.agreement.due) for one in late[:MOST_AT_HOME])
    return AtHome(len(late), len(standing), tuple(first))


def _keeps(work: Work) -> bool:
    return may(work.actor.role, Action.KEEP_AGREEMENTS)


def _story(work: Work, found: Standing, noticed: Mapping[UUID, Sequence[NoticedView]]) -> Story:
    row = found.agreement
    account = people.account(work.db, row.account_id) if row.account_id else None
    return Story(
        row=row,
        view=view(row, earlier=False, noticed=noticed.get(row.id, ())),
        wijk=found.wijk,
        session=found.session,
        opgave=found.opgave.number,
        punt=found.item.number,
        text=checklists.punt_text(found.session.checklist, found.opgave.number, found.item.number),
        owner=account.name if account else row.email if _keeps(work) else None,
    )
