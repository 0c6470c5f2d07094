"""The report of a session, for who hands it on: what was published and said, and nothing that was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain import dates
from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.checklist import Item, Kind
from wijkplatform.domain.findings import Catalogue, Finding, load_catalogue, say
from wijkplatform.domain.people import GROUPS, Action
from wijkplatform.domain.sessions import OpgaveState, State
from wijkplatform.services import checklists
from wijkplatform.services.agreements import agreements_of
from wijkplatform.services.points import points_of
from wijkplatform.services.reading import readable
from wijkplatform.services.scoring import skipped_by
from wijkplatform.services.seeing import results, simulated
from wijkplatform.services.summing import last_sub_results, people_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import sessions
from wijkplatform.storage.sessions import ScoringSession, SessionItem
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import GroupName
from wijkplatform.wire.reports import (
    ListName,
    Report,
    ReportGroup,
    ReportHeadline,
    ReportItem,
    ReportMoved,
    ReportMovement,
    ReportOpgave,
    ReportPeople,
    ReportPunt,
    ReportRound,
    Wording,
)
from wijkplatform.wire.results import ItemResult, MovementGroup
from wijkplatform.wire.results import Movement as Moved

FOUND: tuple[ListName, ...] = ("differ", "divided", "worry", "strength", "unknown")
"""The lists of what was found, in the order in which they are told; no punt stands in two of them."""

_LANGUAGE = "nl"
_WORDINGS: dict[Wording, str] = {"plain": checklists.PLAIN_LANGUAGE, "original": checklists.ORIGINAL_LANGUAGE}


@use_case(Action.SEE_OVERVIEW)
def see_report(work: Work, session_id: UUID, wording: Wording = "plain") -> Report:
    """What was published of a session, with what was said and agreed; punten in plain Dutch or in the source's words.

    Before the session is closed this is a provisional report. Raises `NotFound`.
    """
    return report_of(work, readable(work, session_id), wording)


def report_of(work: Work, session: ScoringSession, wording: Wording = "plain") -> Report:
    """The same of a session at hand. For use cases that know who reads it."""
    told = results(work, session.id)
    lists: dict[ListName, list[str]] = {name: session.lists[name] for name in (*FOUND, "proposed")}
    opgaven = _opgaven(work, session, told, lists, wording)
    items = [item for opgave in opgaven for item in opgave["items"]]
    return {
        "session": str(session.id),
        "gemeente": work.gemeente.name,
        "title": session.title,
        "wijk": sessions.wijk_name(work.db, session.wijk_id),
        "wijk_id": str(session.wijk_id),
        "when": dates.period(session.starts_at, session.ends_at)
        if session.starts_at
        else dates.day(session.created_at),
        "day": dates.day(session.starts_at or session.created_at),
        "place": session.place,
        "state": cast(Any, session.state),
        "final": session.state == State.CLOSED,
        "simulated": simulated(work, session),
        "loose": _loose(work, session),
        "smallest_group": session.smallest_group,
        "wording": wording,
        "source": checklists.SOURCE,
        "headline": headline(items, lists["differ"]),
        "people": _people(people_of(work, session, told), told),
        "lists": lists,
        "opgaven": opgaven,
        "points": [
            {
                "item": one["item"],
                "skipped": one["choice"] == "skip",
                "notes": one["notes"],
                "outcome": one["outcome"],
            }
            for one in points_of(work, session)
        ],
        "agreements": agreements_of(work, session),
    }


def _loose(work: Work, session: ScoringSession) -> bool:
    """Whether the answers are still kept: until so many days after the closing."""
    kept = timedelta(days=work.gemeente.keep_answers_days)
    return session.closed_at is None or session.closed_at > datetime.now(UTC) - kept


def headline(items: Sequence[ReportItem], differ: Sequence[str]) -> ReportHeadline:
    """The main finding over these punten. That groups do not differ is never claimed: only that it is not clear."""
    here = [one for one in items if one["item"] in differ]
    sure = sum(one["word"] == "large_difference" for one in here)
    total = len(items)
    if sure:
        return {"key": "differ", "n": sure, "total": total}
    if here:
        return {"key": "knowledge", "n": len(here), "total": total}
    if not items:
        return {"key": "nothing", "n": 0, "total": 0}
    few = all(one["word"] == "too_few" for one in items)
    return {"key": "too_few" if few else "no_clear_difference", "n": 0, "total": total}


def _people(answered: Mapping[GroupName, int | None], told: Sequence[ItemResult]) -> list[ReportPeople]:
    """How many of each group answered, and of those the most cards that one punt got; nothing of a group not known."""
    cards = {group: [one["paper"][group.value] for one in told] for group in GROUPS}
    return [
        {
            "group": group.value,
            "answered": answered[group.value],
            "paper": max((one for one in cards[group] if one is not None), default=None)
            if answered[group.value]
            else None,
        }
        for group in GROUPS
        if group.value in answered
    ]


def _opgaven(
    work: Work,
    session: ScoringSession,
    told: Sequence[ItemResult],
    lists: Mapping[ListName, Sequence[str]],
    wording: Wording,
) -> list[ReportOpgave]:
    texts = checklists.checklist(session.checklist)[_WORDINGS[wording]]
    sides = {one["opgave"]: one for one in last_sub_results(work, session.id)}
    rounds: dict[str, list[ItemResult]] = {}
    for one in sorted(told, key=lambda one: one["round"]):
        rounds.setdefault(one["item"], []).append(one)
    listed = {item: name for name in FOUND for item in lists[name]}
    every = sessions.items(work.db, session.id)
    catalogue = load_catalogue(_LANGUAGE)
    opgaven: list[ReportOpgave] = []
    for row in sessions.agenda(work.db, session.id):
        if row.number == AGREEMENTS_PART:
            continue
        part = texts.agenda_part(row.number)
        said = {one.number: one for one in part.items}
        asked = [one for one in every if one.opgave_id == row.id]
        punten = [(one, as_punt(one, row.number, said[one.number])) for one in asked]
        opgaven.append(
            {
                "number": row.number,
                "name": part.name,
                "definition": part.definition,
                "items": [
                    as_item(punt, one, rounds[punt["item"]], listed.get(punt["item"]), catalogue, session.term)
                    for one, punt in punten
                    if punt["item"] in rounds
                ],
                "asked": row.state != OpgaveState.WAITING or row.round > 1,
                "hidden": [punt for _, punt in punten if punt["item"] not in rounds],
                "sides": sides.get(row.number),
            }
        )
    return opgaven


def as_punt(row: SessionItem, opgave: int, said: Item) -> ReportPunt:
    """A punt with what it says in a checklist."""
    return {
        "item": str(row.id),
        "opgave": opgave,
        "number": row.number,
        "kind": cast(Any, row.kind),
        "name": said.name,
        "text": said.text,
    }


def as_item(
    punt: ReportPunt,
    row: SessionItem,
    rounds: Sequence[ItemResult],
    listed: ListName | None,
    catalogue: Catalogue,
    term: str,
) -> ReportItem:
    """A punt with the results of its rounds, oldest first; `term` is what the session calls its wijk."""
    *earlier, last = rounds
    not_asked: set[GroupName] = {group.value for group in skipped_by(row)}
    return {
        **punt,
        **_round(last, not_asked, catalogue, term),
        "listed": listed,
        "named": last["finding"]["key"] == "differ",
        "proposed": last["proposed"],
        "earlier": [_round(one, not_asked, catalogue, term) for one in earlier],
        "movements": [
            _movement(one["round"], one["movement"], catalogue, term) for one in rounds if one["movement"] is not None
        ],
    }


def _round(result: ItemResult, not_asked: set[GroupName], catalogue: Catalogue, term: str) -> ReportRound:
    return {
        "round": result["round"],
        "word": result["word"],
        "sentence": _say(result["finding"], catalogue, term),
        "groups": [_group(group.value, result, not_asked) for group in GROUPS],
        "differing": _differing(result),
    }


def _say(found: Any, catalogue: Catalogue, term: str, **other: str) -> str:
    return say(Finding(found["key"], {**found["values"], **other}), catalogue, term)


def _group(group: GroupName, result: ItemResult, not_asked: set[GroupName]) -> ReportGroup:
    seen = result["groups"][group]
    shown = seen["answered"] is not None and seen["counts"] is not None
    return {
        "group": group,
        "state": "shown" if shown else "not_asked" if group in not_asked else "hidden",
        "mean": seen["mean"] if shown else None,
        "answered": seen["answered"] if shown else None,
        "unknown": seen["counts"][0] if seen["counts"] and shown else None,
        "counts": seen["counts"] if shown else None,
        "waiting": result["waiting"][group] if shown else None,
    }


def _differing(result: ItemResult) -> list[list[GroupName]]:
    """The pairs that differ for sure: that of the sentence first, then by width; groups in their fixed order."""
    named = result["finding"]["values"].get("groups", ())
    pairs = [one for one in result["pairs"] if one["real"]] if result["word"] == "large_difference" else []
    pairs.sort(key=lambda one: (not set(one["groups"]) <= set(named), -abs(one["delta"])))
    return [[group.value for group in GROUPS if group.value in one["groups"]] for one in pairs]


def _movement(round_: int, moved: Moved, catalogue: Catalogue, term: str) -> ReportMovement:
    found: dict[GroupName, MovementGroup | None] = {one.value: moved["groups"].get(one.value) for one in GROUPS}
    gap = str(catalogue["gap"][moved["gap"]]).strip()
    each = [_say(one["finding"], catalogue, term, gap="none") for one in found.values() if one]
    return {
        "round": round_,
        "changed": moved["changed"],
        "sentences": [*each, gap] if gap else each,
        "groups": [_moved(group, one) for group, one in found.items()],
    }


def _moved(group: GroupName, found: MovementGroup | None) -> ReportMoved:
    if found is None:
        return {"group": group, "first": None, "second": None, "silent": "few"}
    first, second = (_answer(one, found["finding"]["values"]["kind"]) for one in (found["first"], found["second"]))
    told = first is not None and second is not None
    return {"group": group, "first": first, "second": second, "silent": None if told else "direction"}


def _answer(index: float | None, kind: str) -> float | None:
    """The mean answer (1 to 5) that belongs to an index of 0 to 100: of a valkuil, recognising it is the low end."""
    if index is None:
        return None
    return 5 - index / 25 if kind == Kind.VALKUIL else 1 + index / 25
