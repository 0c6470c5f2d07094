"""The page of one wijk: how each opgave stands, how that was before, what was found and what came of it.

It reads what stands of closed sessions and never an answer. Whether something changed is not worked out here: only what
a summary says to be higher or lower is called so, and that is over the same punten in the same words (decision 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from wijkplatform.domain.agreements import STILL_OPEN, Status, is_late
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action
from wijkplatform.services import checklists
from wijkplatform.services.agreements import today
from wijkplatform.services.overview import MOST_PROMISES, Changed, Said, changed_in, found_in
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import overviews, wijken
from wijkplatform.storage.overviews import Coming, Held, Promised
from wijkplatform.storage.wijken import Event, Past
from wijkplatform.storage.work import Work
from wijkplatform.wire.results import OpgaveResult, SubResult
from wijkplatform.wire.summaries import ChangeWord

SideName = Literal["kansen", "valkuilen"]
SIDES: tuple[SideName, SideName] = ("kansen", "valkuilen")


@dataclass(frozen=True, slots=True)
class Change:
    """How many points a group rose on a side since an earlier session, over what both asked, and what may be said."""

    points: int
    word: ChangeWord


@dataclass(frozen=True, slots=True)
class Moment:
    """An opgave in one session: its sub-results, and per side and group what changed `since` the time before.

    `since` None: nothing can be compared. `compared`: whether that was looked at yet.
    """

    session: UUID
    title: str
    held_on: date
    result: OpgaveResult
    compared: bool
    since: date | None
    changes: Mapping[tuple[str, str], Change]

    def sides(self) -> tuple[SideName, ...]:
        """The sides of which punten were asked."""
        return tuple(one for one in SIDES if self.overall(one)["asked"])

    def of(self, group: str, side: SideName) -> SubResult:
        """The sub-result of a group."""
        groups: Any = self.result["groups"]
        found: SubResult = groups[group][side]
        return found

    def overall(self, side: SideName) -> SubResult:
        """The sub-result of all groups."""
        return self.result["overall"][side]


@dataclass(frozen=True, slots=True)
class OpgaveOfWijk:
    """An opgave (0: the ten waarden) with the sessions that have a result of it, oldest first; at least one.

    `before`: how many sessions before these have a result of it too.
    """

    number: int
    name: str
    moments: tuple[Moment, ...]
    before: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """An afspraak of the wijk and how it went: (when, how far from then on), oldest first."""

    id: UUID
    what: str
    organisation: str
    role: str
    due: date
    status: str
    late: bool
    history: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class WijkPage:
    """One wijk. `held`: its closed sessions, newest first.

    `found` and `found_before`: the strongest findings of the last session and of the one before. `kept`: late afspraken
    first, what is over last; of very many only the first, `promised` counts all.
    """

    wijk: str
    opgaven: tuple[OpgaveOfWijk, ...]
    held: tuple[Held, ...]
    found: tuple[Said, ...]
    found_before: tuple[Said, ...]
    changed: Changed | None
    kept: tuple[Kept, ...]
    promised: int
    coming: tuple[Coming, ...]


@use_case(Action.SEE_OVERVIEW)
def see_wijk(work: Work, wijk: UUID) -> WijkPage:
    """What stands of a wijk. Raises `NotFound`."""
    name = overviews.wijk(work.db, wijk)
    if name is None:
        raise NotFound
    held = overviews.held_in(work.db, wijk)
    promised = overviews.promised(work.db, wijk)
    return WijkPage(
        wijk=name,
        opgaven=_opgaven(wijken.history(work.db, wijk)),
        held=tuple(held),
        found=tuple(found_in(held[:1], by_session=True)),
        found_before=tuple(found_in(held[1:2], by_session=True)),
        changed=changed_in(work, held[0]) if held else None,
        kept=_kept(promised, wijken.events(work.db, wijk)),
        promised=len(promised),
        coming=tuple(overviews.coming(work.db, wijk)),
    )


def _opgaven(past: Sequence[Past]) -> tuple[OpgaveOfWijk, ...]:
    """The ten waarden first, then the opgaven by their numbers."""
    moments: dict[int, list[Moment]] = {}
    for one in past:
        for result in one.opgaven:
            moments.setdefault(result["opgave"], []).append(moment(one, result))
    texts = checklists.checklist()[checklists.PLAIN_LANGUAGE]
    return tuple(
        OpgaveOfWijk(number, texts.agenda_part(number).name, tuple(some)) for number, some in sorted(moments.items())
    )


def moment(one: Past, result: dict[str, Any]) -> Moment:
    """An opgave with this result in a session.

    Each opgave was compared with one earlier session: the newest that has a result of it.
    """
    changes: dict[tuple[str, str], Change] = {}
    since = None
    for earlier in one.changes:
        for change in earlier["opgaven"]:
            if change["opgave"] == result["opgave"]:
                since = date.fromisoformat(earlier["held_on"])
                changes[change["side"], change["group"]] = Change(change["points"], change["word"])
    found: Any = result
    return Moment(one.session, one.title, one.held_on, found, one.compared, since, changes)


def _kept(promised: Iterable[Promised], events: Iterable[Event]) -> tuple[Kept, ...]:
    went: dict[UUID, list[tuple[datetime, str]]] = {}
    for event in events:
        went.setdefault(event.agreement, []).append((event.at, "made" if event.kind == "made" else event.status or ""))
    rows = sorted(promised, key=lambda one: one.status not in STILL_OPEN)
    return tuple(
        Kept(
            id=one.id,
            what=one.what,
            organisation=one.organisation,
            role=one.role,
            due=one.due,
            status=one.status,
            late=is_late(one.due, Status(one.status), today()),
            history=tuple(went.get(one.id, ())),
        )
        for one in rows[:MOST_PROMISES]
    )
