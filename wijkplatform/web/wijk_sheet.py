"""The opgaven of a wijk as their page shows them: the words, the pictures and the same numbers as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplatform.charts.columns import MOST
from wijkplatform.charts.floor_plan import Place, floor_plan
from wijkplatform.charts.trend import Column, Dot, trend
from wijkplatform.domain.dates import long_date, two_lines
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.wijken import SIDES, Change, Moment, OpgaveOfWijk, SideName
from wijkplatform.web import report_words as words

Sheet = Mapping[str, Any]
_WAYS = {"higher": 1, "lower": -1, "no_clear_change": 0}
_WORDS = {1: "hoger", -1: "lager"}
_GROUPS = tuple(group.value for group in GROUPS)
NO_CHANGE = "geen duidelijke verandering"
NOT_COMPARABLE = "niet te vergelijken"


def sheet(one: OpgaveOfWijk) -> Sheet:
    """One opgave: its newest standing, and how that was before."""
    last = one.moments[-1]
    sides = [side for side in SIDES if any(side in moment.sides() for moment in one.moments)]
    return {
        "number": one.number,
        "heading": words.part_name(one.number, one.name),
        "when": long_date(last.held_on, "nl"),
        "title": _finding(one.number, last),
        "ranges": words.ranges(words.shown(last.result, last.sides()), one.number),
        "svg": _plan(last),
        "head": [words.side(side, one.number) for side in last.sides()],
        "rows": [_row(group, last) for group in _GROUPS] + [_overall(last)],
        "trends": [trend_of(one, side) for side in sides] if len(one.moments) > 1 else [],
    }


def way_of(moment: Moment, group: str, side: str) -> int:
    """1 or -1 where a group is told to stand higher or lower on a side than the time before, else 0."""
    change = moment.changes.get((side, group))
    return _WAYS[change.word] if change else 0


def _finding(opgave: int, last: Moment) -> str:
    """What certainly changed, else that nothing clearly did, else from where to where the groups stand."""
    if not last.changes or last.since is None:
        return words.ranges(words.shown(last.result, last.sides()), opgave)
    parts = [said for side in last.sides() if (said := _moved(last, side, opgave))]
    day = long_date(last.since, "nl")
    return f"{'; '.join(parts)} dan op {day}" if parts else f"De opgave als geheel: {NO_CHANGE} sinds {day}"


def _moved(moment: Moment, side: SideName, opgave: int, some: Sequence[str] = _GROUPS) -> str:
    """Of which of some groups a side is higher or lower than before; empty when of none."""
    parts = []
    for way, word in _WORDS.items():
        groups = [group for group in some if way_of(moment, group, side) == way]
        if groups:
            parts.append(f"bij {words.named(groups)} {word}")
    return f"{words.side(side, opgave)}: {', '.join(parts)}" if parts else ""


def _plan(last: Moment) -> str:
    """The plattegrond, or nothing when no group stands on both sides."""
    places = []
    for group in _GROUPS:
        kansen, valkuilen = last.of(group, "kansen")["value"], last.of(group, "valkuilen")["value"]
        if kansen is not None and valkuilen is not None:
            before = (_before(last, group, "kansen", kansen), _before(last, group, "valkuilen", valkuilen))
            moved = any(way_of(last, group, side) for side in SIDES)
            places.append(Place(group, words.MANY[group], kansen, valkuilen, before if moved else None))
    return floor_plan(places) if places else ""


def _before(moment: Moment, group: str, side: str, value: float) -> float:
    """Where a group came from, when it is told to have moved on this side: as many points back as that is."""
    change = moment.changes.get((side, group))
    if change is None or not _WAYS[change.word]:
        return value
    return min(100.0, max(0.0, value - change.points))


def _row(group: str, moment: Moment) -> Sheet:
    cells = [
        {**_number(moment.of(group, side)), "change": _change(moment, group, side, first=False)}
        for side in moment.sides()
    ]
    return {"group": group, "name": words.MANY[group].capitalize(), "cells": cells}


def _overall(moment: Moment) -> Sheet:
    cells = [{**_number(moment.overall(side)), "change": ""} for side in moment.sides()]
    return {"group": "", "name": "Alle groepen", "cells": cells}


def _number(found: Any) -> Sheet:
    value = found["value"]
    return {"value": "" if value is None else str(value), "based": words.based_on(found)}


def _change(moment: Moment, group: str, side: str, *, first: bool) -> str:
    """What may be said about a group since the time before; nothing in its first session, or without a value."""
    if first:
        return "eerste keer"
    found: Change | None = moment.changes.get((side, group))
    if found is not None and moment.since is not None:
        way = _WAYS[found.word]
        if not way:
            return NO_CHANGE
        return f"{words.many(abs(found.points), 'punt', 'punten')} {_WORDS[way]} dan op {long_date(moment.since, 'nl')}"
    if moment.since is not None:
        return NOT_COMPARABLE
    return "" if moment.compared else "wordt nog vergeleken"


def trend_of(one: OpgaveOfWijk, side: SideName, some: Sequence[str] = _GROUPS) -> Sheet:
    """How a side of an opgave was in its sessions, of all groups or of some. Of one in which it was asked at least."""
    shown = [moment for moment in one.moments if side in moment.sides()]
    return {
        "side": words.side(side, one.number),
        "title": _trend_title(one.number, side, shown, some),
        "svg": trend([_column(moment, side, some) for moment in shown]) if len(shown) > 1 else "",
        "fewer": MOST if len(shown) > MOST else 0,
        "rows": [
            {
                "day": long_date(moment.held_on, "nl"),
                "cells": [
                    {
                        **_number(moment.of(group, side)),
                        "change": _told(moment, group, side, first=moment is shown[0] and not one.before),
                    }
                    for group in some
                ],
            }
            for moment in shown
        ],
    }


def _told(moment: Moment, group: str, side: SideName, *, first: bool) -> str:
    """The same in the table of all sessions, where a session that can be compared with none says so."""
    said = _change(moment, group, side, first=first)
    return said or ("" if moment.of(group, side)["value"] is None else NOT_COMPARABLE)


def _trend_title(opgave: int, side: SideName, shown: Sequence[Moment], some: Sequence[str]) -> str:
    last, name = shown[-1], words.side(side, opgave)
    if len(shown) == 1:
        return f"{name}: alleen op {long_date(last.held_on, 'nl')} gevraagd"
    if last.since is None or not any(of == side and group in some for of, group in last.changes):
        return f"{name}: {NOT_COMPARABLE} met eerder" if last.compared else f"{name}: wordt nog vergeleken met eerder"
    day = long_date(last.since, "nl")
    moved = _moved(last, side, opgave, some)
    return f"{moved} dan op {day}" if moved else f"{name}: {NO_CHANGE} sinds {day}"


def _column(moment: Moment, side: SideName, some: Sequence[str]) -> Column:
    dots = [
        Dot(group, words.MANY[group], moment.of(group, side)["value"], way_of(moment, group, side)) for group in some
    ]
    return Column(long_date(moment.held_on, "nl"), two_lines(moment.held_on), dots)
