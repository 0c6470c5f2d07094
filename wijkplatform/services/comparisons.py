"""Own comparisons: an opgave or a punt over wijken, and the groups of wijken over time.

No ranking: wijken stand by name, and nothing is said to differ between them. Other people answered in each, and no
guard against chance holds over wijken. It reads what stands of closed sessions and what was published in them, never an
answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast
from uuid import UUID

from wijkplatform.domain.checklist import Opgave
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.findings import load_catalogue
from wijkplatform.domain.people import Action, Group
from wijkplatform.services import checklists
from wijkplatform.services.reporting import as_item, as_punt
from wijkplatform.services.use_case import use_case
from wijkplatform.services.wijken import OpgaveOfWijk, SideName, moment
from wijkplatform.storage import comparisons, dashboards
from wijkplatform.storage.comparisons import Told, Went
from wijkplatform.storage.work import Work
from wijkplatform.wire.reports import ListName, ReportItem
from wijkplatform.wire.results import ItemResult, OpgaveResult

Question = Literal["opgave", "punt", "tijd"]
MOST = 6
"""So many sessions of each wijk are told over time: the last ones. The page of the wijk tells all."""

_LISTED: dict[str, ListName] = {
    "divided": "divided",
    "shared_worry": "worry",
    "shared_strength": "strength",
    "nobody_knows": "unknown",
}
"""The list in which a punt with this finding stands, where that says more than its word."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared. No opgave or punt: the first that there is; no wijken: all of them.

    `side` and `group` are of the question over time; no group: all three.
    """

    question: Question = "opgave"
    opgave: int | None = None
    punt: int | None = None
    side: SideName = "kansen"
    group: Group | None = None
    wijken: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A wijk of the gemeente."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Stands:
    """How an opgave stands in a wijk since a day. `same_words`: as the newest of all wijken, it was asked in those."""

    wijk: Place
    held_on: date
    result: OpgaveResult
    same_words: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """The last result of a punt in a wijk. `same_words`: as the newest of all wijken, it was asked in those words."""

    wijk: Place
    held_on: date
    item: ReportItem
    same_words: bool


@dataclass(frozen=True, slots=True)
class Course:
    """An opgave in the last sessions of a wijk."""

    wijk: Place
    opgave: OpgaveOfWijk


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, and between which wijken; only the rows of the question that was asked are filled, by name.

    `asked` has an opgave and a punt. `wijken`: those of which anything stands. `missing`: those that were asked for and
    have nothing to tell. `parts`: the opgaven that stand anywhere, with their punten, and `about` the one asked for.
    """

    asked: Asked
    wijken: tuple[Place, ...]
    parts: tuple[Opgave, ...]
    about: Opgave
    stands: tuple[Stands, ...] = ()
    seen: tuple[Seen, ...] = ()
    courses: tuple[Course, ...] = ()
    missing: tuple[Place, ...] = ()


@use_case(Action.SEE_OVERVIEW)
def see_comparison(work: Work, asked: Asked) -> Comparison:
    """What was asked for. Raises `NotFound` for an opgave, punt or wijk that there is not."""
    every = [Place(*row) for row in dashboards.wijken(work.db, None)]
    if not asked.wijken <= {one.id for one in every}:
        raise NotFound
    standing = comparisons.standing_at(work.db)
    here = {wijk for wijk, _ in standing}
    asked = _whole(asked, [opgave for _, opgave in standing])
    known = [one for one in every if one.id in here]
    chosen = [one for one in every if one.id in (asked.wijken or here)]
    numbers = {opgave for _, opgave in standing}
    found = Comparison(
        asked, tuple(known), tuple(_part(one) for one in sorted(numbers)), _part(cast(int, asked.opgave))
    )
    if len(known) < 2:
        return found
    return _COMPARE[asked.question](work, found, chosen)


def _whole(asked: Asked, standing: Collection[int]) -> Asked:
    """With an opgave (the one that stands in most wijken, when none was asked for) and a punt of it."""
    often = Counter(standing)
    opgave = asked.opgave if asked.opgave is not None else min(often, key=lambda one: (-often[one], one), default=0)
    punten = [one.number for one in _part(opgave).items]
    punt = punten[0] if asked.punt is None else asked.punt
    if punt not in punten:
        raise NotFound
    return replace(asked, opgave=opgave, punt=punt)


def _part(opgave: int) -> Opgave:
    """An opgave of the checklist, or the ten waarden (0). Raises `NotFound`."""
    try:
        return checklists.checklist()[checklists.PLAIN_LANGUAGE].agenda_part(opgave)
    except KeyError as error:
        raise NotFound from error


def _opgave(work: Work, found: Comparison, chosen: Sequence[Place]) -> Comparison:
    ids = {one.id for one in chosen}
    standing = [one for one in dashboards.standings(work.db, found.asked.opgave) if one.wijk in ids]
    asked = comparisons.wordings(work.db, [one.session for one in standing])
    rows = {one.wijk: (one, asked[one.session]) for one in standing}
    newest = max(((one.held_on, wording) for one, wording in rows.values()), default=(None, None))[1]
    stands = [
        Stands(place, one.held_on, cast(OpgaveResult, one.result), wording == newest)
        for place in chosen
        if place.id in rows
        for one, wording in [rows[place.id]]
    ]
    return replace(found, stands=tuple(stands), missing=_missing(chosen, rows))


def _punt(work: Work, found: Comparison, chosen: Sequence[Place]) -> Comparison:
    asked = found.asked
    told = comparisons.last_told(work.db, found.about.number, cast(int, asked.punt), [one.id for one in chosen])
    rows = {one.wijk: one for one in told}
    newest = max(told, key=lambda one: (one.held_on, one.wording)).wording if told else None
    seen = [
        Seen(one, rows[one.id].held_on, _item(found, rows[one.id]), rows[one.id].wording == newest)
        for one in chosen
        if one.id in rows
    ]
    return replace(found, seen=tuple(seen), missing=_missing(chosen, rows))


def _item(found: Comparison, told: Told) -> ReportItem:
    said = next(one for one in found.about.items if one.number == found.asked.punt)
    result = cast(ItemResult, told.result)
    listed = _LISTED.get(result["finding"]["key"])
    punt = as_punt(told.item, found.about.number, said)
    return as_item(punt, told.item, [result], listed, load_catalogue("nl"), told.term)


def _time(work: Work, found: Comparison, chosen: Sequence[Place]) -> Comparison:
    rows: dict[UUID, list[Went]] = {}
    for one in comparisons.last_sessions(work.db, found.about.number, [place.id for place in chosen], MOST):
        rows.setdefault(one.wijk, []).append(one)
    courses = [Course(one, _course(found.about, rows[one.id])) for one in chosen if one.id in rows]
    return replace(found, courses=tuple(courses), missing=_missing(chosen, rows))


def _course(about: Opgave, went: Sequence[Went]) -> OpgaveOfWijk:
    moments = tuple(moment(one.past, one.past.opgaven[0]) for one in went)
    return OpgaveOfWijk(about.number, about.name, moments, went[0].sessions - len(went))


def _missing(chosen: Sequence[Place], rows: Mapping[UUID, Any]) -> tuple[Place, ...]:
    return tuple(one for one in chosen if one.id not in rows)


_COMPARE = {"opgave": _opgave, "punt": _punt, "tijd": _time}
