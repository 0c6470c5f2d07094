"""The one page for college and raad: what was found, what was promised and what was done, in a gemeente or a wijk.

It reads what stands of closed sessions and never an answer. Nobody is named in it: no person, no address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from uuid import UUID

from wijkplatform.domain.agreements import STILL_OPEN, Status, is_late
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.dates import day_of
from wijkplatform.domain.errors import LinkNotValid, NotFound
from wijkplatform.domain.findings import Finding, load_catalogue, say
from wijkplatform.domain.keys import digest
from wijkplatform.domain.overviews import last_day
from wijkplatform.domain.people import Action
from wijkplatform.services import checklists
from wijkplatform.services.agreements import noticed_about, today
from wijkplatform.services.auditing import record_daily
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards, overviews
from wijkplatform.storage.overviews import Coming, Held, Promised, Totals
from wijkplatform.storage.work import Work
from wijkplatform.wire.summaries import ChangesSince, FoundPoint
from wijkplatform.wire.talking import NoticedView

MOST_PROMISES = 60
"""How many afspraken of a kind (to do, over) are told one by one; all of them are counted."""

_MOST_COMING = 12
_CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was found about a punt, as a sentence; where and when, and in which session."""

    sentence: str
    opgave: int
    punt: int
    text: str
    wijk: str
    held_on: date
    session: UUID


@dataclass(frozen=True, slots=True)
class Promise:
    """An afspraak: who does what before when, how far it is (`since` when), and what bewoners noticed of it last."""

    what: str
    organisation: str
    role: str
    wijk: str
    due: date
    status: str
    late: bool
    since: date | None
    noticed: NoticedView | None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something for it."""
        return self.status in STILL_OPEN


@dataclass(frozen=True, slots=True)
class Promises:
    """The afspraken: how many there are of each kind, and the first of them: late ones before all, newest ends first.

    `late` counts among `open`.
    """

    late: int
    open: int
    done: int
    dropped: int
    to_do: tuple[Promise, ...]
    over: tuple[Promise, ...]

    @property
    def all(self) -> int:
        """How many afspraken there are."""
        return self.open + self.done + self.dropped


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed on which punten, how often for the better and for the worse; `since`: the day, if it is one."""

    told: tuple[Said, ...]
    better: int
    worse: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What was found, promised and done; `wijk` is None for the whole gemeente.

    `held`: of a wijk every closed session, of a gemeente the newest one of each wijk; newest first. `found`: the
    strongest findings of these sessions: of a wijk the newest session first, of a gemeente what is strongest in a wijk
    first, and what may be chance last. `changed`: what changed in a wijk since earlier
    sessions. `last_day`: a moment on the last day of the link by which this is read, if it is.
    """

    wijk: str | None
    totals: Totals
    held: tuple[Held, ...]
    found: tuple[Said, ...]
    changed: Changed | None
    promises: Promises
    coming: tuple[Coming, ...]
    last_day: datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not (self.totals.held or self.promises.all or self.coming)


@use_case(Action.SEE_OVERVIEW)
def see_overview(work: Work, wijk: UUID | None) -> Overview:
    """The overview of a wijk, or of the gemeente. Raises `NotFound`."""
    return _compose(work, wijk)


@use_case(Action.SEE_OVERVIEW)
def see_wijken(work: Work) -> Sequence[tuple[UUID, str]]:
    """The wijken that have an overview of their own, by name."""
    return dashboards.wijken(work.db, None)


@use_case(Action.OPEN_OVERVIEW)
def see_overview_by_link(work: Work, token: str) -> Overview:
    """The overview that a link opens; opening leaves a trace, once a day. Raises `LinkNotValid`."""
    link = overviews.link_by_digest(work.db, digest(token))
    if link is None:
        raise LinkNotValid
    record_daily(work, "overview_link_opened", link.id, link=link.id)
    return replace(_compose(work, link.wijk_id), last_day=last_day(link.expires_at))


def _compose(work: Work, wijk: UUID | None) -> Overview:
    name = overviews.wijk(work.db, wijk) if wijk else None
    if wijk and name is None:
        raise NotFound
    held = overviews.held_in(work.db, wijk) if wijk else overviews.last_held(work.db)
    return Overview(
        wijk=name,
        totals=overviews.totals(work.db, wijk),
        held=tuple(held),
        found=tuple(found_in(held, by_session=wijk is not None)),
        changed=changed_in(work, held[0]) if wijk and held else None,
        promises=_promises(work, overviews.promised(work.db, wijk)),
        coming=tuple(overviews.coming(work.db, wijk)[:_MOST_COMING]),
    )


def found_in(held: Iterable[Held], *, by_session: bool) -> list[Said]:
    """What was found in these sessions: one session after another, or the strongest of all sessions first."""
    points: list[tuple[int, Held, FoundPoint]] = [
        (rank, one, point) for one in held for rank, point in enumerate(one.found)
    ]
    if not by_session:
        points.sort(key=lambda one: (one[2]["word"] == "perhaps", one[0]))
    return [
        _said(one, point["opgave"], point["number"], point["finding"]["key"], point["finding"]["values"])
        for _, one, point in points
    ]


def changed_in(work: Work, newest: Held) -> Changed | None:
    """What changed since earlier sessions, each opgave since its own time before; None when nothing is compared.

    What became better and what became worse take turns, so that who reads a few of them reads of both.
    """
    changes: list[ChangesSince] = overviews.changes_of(work.db, newest.session)
    if not changes:
        return None
    found = [
        (item["kind"], _said(newest, item["opgave"], item["number"], finding["key"], values), values["often"])
        for since in changes
        for item in since["items"]
        for finding in item["findings"]
        if finding["key"] == _CHANGED and (values := finding["values"])
    ]
    better, worse = (
        [said for kind, said, often in found if ((often == "more") == (kind != Kind.VALKUIL.value)) is wanted]
        for wanted in (True, False)
    )
    told = tuple(one for pair in zip_longest(better, worse) for one in pair if one)
    days = {one["held_on"] for one in changes}
    return Changed(told, len(better), len(worse), date.fromisoformat(days.pop()) if len(days) == 1 else None)


def _said(held: Held, opgave: int, number: int, key: str, values: dict[str, object]) -> Said:
    sentence = say(Finding(key, values), load_catalogue("nl"), held.term)
    text = checklists.punt_text(held.checklist, opgave, number)
    return Said(sentence, opgave, number, text, held.wijk, held.held_on, held.session)


def _promises(work: Work, rows: Sequence[Promised]) -> Promises:
    to_do = [one for one in rows if one.status in STILL_OPEN]
    over = [one for one in rows if one.status not in STILL_OPEN]
    over.sort(key=lambda one: (one.moved_at is not None, one.moved_at), reverse=True)
    late = sum(_late(one) for one in to_do)
    done = sum(one.status == Status.DONE for one in over)
    shown = [*to_do[:MOST_PROMISES], *over[:MOST_PROMISES]]
    noticed = noticed_about(work, [one.id for one in shown])
    told = {one.id: _promise(one, noticed.get(one.id, ())) for one in shown}
    return Promises(
        late,
        len(to_do),
        done,
        len(over) - done,
        to_do=tuple(told[one.id] for one in to_do[:MOST_PROMISES]),
        over=tuple(told[one.id] for one in over[:MOST_PROMISES]),
    )


def _late(one: Promised) -> bool:
    return is_late(one.due, Status(one.status), today())


def _promise(one: Promised, noticed: Sequence[NoticedView]) -> Promise:
    return Promise(
        what=one.what,
        organisation=one.organisation,
        role=one.role,
        wijk=one.wijk,
        due=one.due,
        status=one.status,
        late=_late(one),
        since=day_of(one.moved_at) if one.moved_at else None,
        noticed=noticed[-1] if noticed else None,
    )
