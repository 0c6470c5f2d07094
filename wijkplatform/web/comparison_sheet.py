"""A comparison as its page shows it: a title, a picture for each wijk, and the same numbers as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wijkplatform.charts.sides import Lane, Score, sides
from wijkplatform.domain.dates import long_date
from wijkplatform.domain.heatmap import lowest_group
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.comparisons import MOST, Comparison, Course, Place, Seen, Stands
from wijkplatform.services.wijken import SIDES, Moment, SideName
from wijkplatform.web import report_words as words
from wijkplatform.web.report_sheet import cells, picture
from wijkplatform.web.wijk_sheet import NO_CHANGE, NOT_COMPARABLE, trend_of, way_of
from wijkplatform.web.wording import PLACES, TOO_FEW, part
from wijkplatform.wire.results import OpgaveResult, SubResult

Sheet = Mapping[str, Any]
_NAMES = {**words.MANY, "": "alle groepen"}
_KEY_TIME = (
    "Elk getal gaat van 0 tot 100. Hoger is beter. Wij noemen iets alleen ‘hoger’ of ‘lager’ als het waarschijnlijk"
    " geen toeval is. Daarvoor vergelijken wij dezelfde punten in dezelfde woorden."
)
_KEY_SIDES = (
    "Elk getal gaat van 0 tot 100. Hoger is beter. Het is geen rapportcijfer."
    " Alle groepen: het gemiddelde van de groepen die een getal hebben."
)
_OTHER_WORDS = ", in andere woorden"
_ELSEWHERE = "overal in andere woorden gevraagd"
_ONE_PUNT = "* Op basis van 1 punt."
_FEWER = f"U ziet de laatste {MOST} bijeenkomsten."
_ONCE = "Eén keer besproken: nog niet te vergelijken"
_NO_TRAPS = "De waarden hebben geen valkuilen. Kies ‘Kansen benut’ om te zien hoe goed mensen de waarden herkennen."


def sheet(found: Comparison, term: str) -> Sheet:
    """Everything that is read as a text, and each picture as an SVG; `term` is what the gemeente calls a wijk.

    `cards` and `others` (what was asked in other words) have a wijk and a picture each.
    """
    return {
        "name": words.part_name(found.about.number, found.about.name),
        "others": [],
        **_SHEETS[found.asked.question](found, term),
    }


def _of_opgave(found: Comparison, term: str) -> Sheet:
    number = found.about.number
    shown = [side for side in SIDES if any(one.result["overall"][side]["asked"] for one in found.stands)]
    heads = [words.side(side, number) for side in shown]
    same, other = ([one for one in found.stands if one.same_words == wanted] for wanted in (True, False))
    lanes = {one.wijk.id: [_lane(one.result, group, shown) for group in _NAMES] for one in found.stands}
    thin = any(score.thin for some in lanes.values() for lane in some for score in lane.scores)
    findings = [_lowest(same, side, number, term) for side in shown]
    return {
        "title": ". ".join(filter(None, findings)) or _no_lowest(found, same, shown, term),
        "key": f"{_KEY_SIDES} {_ONE_PUNT}" if thin else _KEY_SIDES,
        "cards": [_stands(one, shown, number, sides(heads, lanes[one.wijk.id])) for one in same],
        "others": [_stands(one, shown, number, sides(heads, lanes[one.wijk.id])) for one in other],
        "tables": [
            _table(
                words.side(side, number) + ("" if asked is same else _OTHER_WORDS),
                [_NAMES[group].capitalize() for group in _NAMES],
                [
                    _row(one.wijk, one.held_on, [_number(_sub(one.result, group, side)) for group in _NAMES])
                    for one in asked
                ],
            )
            for asked in (same, other)
            for side in shown
            if asked
        ],
    }


def _stands(one: Stands, shown: Sequence[SideName], number: int, svg: str) -> Sheet:
    return _card(one.wijk, one.held_on, finding=_widest(one.result, shown, number), svg=svg)


def _widest(result: OpgaveResult, shown: Sequence[SideName], number: int) -> str:
    """On which side the groups stand farthest apart: what the numbers are, and no claim."""
    values = words.shown(result, shown)
    apart = {side: max(of.values()) - min(of.values()) for side, of in values.items() if len(of) > 1}
    if not apart:
        return words.ranges(values, number)
    side = max(apart, key=lambda one: apart[one])
    if not apart[side]:
        return "De groepen staan gelijk"
    low, high = (pick(values[side], key=lambda who: values[side][who]) for pick in (min, max))
    said = f"{words.MANY[low]} {values[side][low]}, {words.MANY[high]} {values[side][high]}"
    name = words.side(side, number)
    return f"De grootste afstand is bij {name[0].lower()}{name[1:]}: {said}"


def _no_lowest(found: Comparison, same: Sequence[Stands], shown: Sequence[SideName], term: str) -> str:
    """When no group is the lowest in most wijken: that, or of one wijk how its groups stand."""
    if not same:
        return f"{_short(found)}: {_ELSEWHERE}"
    where = f"{_short(found)} {_where([one.wijk for one in same], term)}"
    if len(same) == 1:
        return f"{where}. {_widest(same[0].result, shown, found.about.number)}"
    known = [values.values() for one in same for values in words.shown(one.result, shown).values()]
    if all(len(values) < 2 for values in known):
        return f"{where}: te weinig antwoorden om groepen te vergelijken"
    if all(len(set(values)) < 2 for values in known):
        return f"{where}: de groepen staan gelijk"
    return f"{where}: geen groep staat in de meeste {PLACES[term]} het laagst"


def _short(found: Comparison) -> str:
    return f"Opgave {found.about.number}" if found.about.number else found.about.name


def _where(places: Sequence[Place], term: str) -> str:
    """In how many wijken, or in which one."""
    return f"in {places[0].name}" if len(places) == 1 else f"in {len(places)} {PLACES[term]}"


def _lowest(stands: Sequence[Stands], side: SideName, opgave: int, term: str) -> str:
    """Which group is the lowest in most wijken: a count, and no claim; empty when there is none."""
    rows = [{group: _sub(one.result, group.value, side)["value"] for group in GROUPS} for one in stands]
    found = lowest_group(rows)
    if found is None:
        return ""
    able = "" if all(None not in row.values() for row in rows) else " met genoeg antwoorden"
    where = f"in {part(found.many, found.all)} {PLACES[term]}{able}"
    return f"{words.side(side, opgave)}: {where} staan {words.MANY[found.group]} het laagst"


def _sub(result: OpgaveResult, group: str, side: SideName) -> SubResult:
    """The sub-result of a group, or of all of them."""
    groups: Any = result["groups"]
    found: SubResult = (groups[group] if group else result["overall"])[side]
    return found


def _lane(result: OpgaveResult, group: str, shown: Sequence[SideName]) -> Lane:
    return Lane(group, _NAMES[group], [_score(_sub(result, group, side)) for side in shown])


def _score(found: SubResult) -> Score:
    return Score(found["value"], _why(found), thin=found["judged"] == 1)


def _number(found: SubResult) -> Sheet:
    value = found["value"]
    if value is None:
        return {"value": "", "small": [_why(found)]}
    return {"value": str(value), "small": [words.based_on(found)]}


def _why(found: SubResult) -> str:
    """Why there may be no number."""
    return TOO_FEW if found["asked"] else words.NOT_ASKED


def _of_punt(found: Comparison, term: str) -> Sheet:
    same, other = ([one for one in found.seen if one.same_words == wanted] for wanted in (True, False))
    sure = sum(one.item["word"] == "large_difference" for one in same)
    said = next(one for one in found.about.items if one.number == found.asked.punt)
    what = f"{'Punt' if found.about.number else 'Waarde'} {said.number}"
    if not same:
        title = f"{what}: {_ELSEWHERE}"
    elif len(same) == 1:
        title = f"{what} in {same[0].wijk.name}: {words.verdict(same[0].item)}"
    elif sure:
        title = f"In {sure} van de {len(same)} {PLACES[term]} verschillen de groepen bij dit punt"
    else:
        title = f"{what} {_where([one.wijk for one in same], term)}: {_none_sure(same)}"
    return {
        "title": title,
        "about": f"{what}: {said.name}: {said.text}" if said.name else f"{what} ({said.kind}): {said.text}",
        "key": words.key(one.item for one in found.seen),
        "cards": [_seen(one) for one in same],
        "others": [_seen(one) for one in other],
        "tables": [
            _table(
                what + ("" if asked is same else _OTHER_WORDS),
                [*(_NAMES[group.value].capitalize() for group in GROUPS), "Verschil"],
                [_row(one.wijk, one.held_on, [*map(_mean, cells(one.item)), _verdict(one)]) for one in asked],
            )
            for asked in (same, other)
            if asked
        ],
    }


def _none_sure(some: Sequence[Seen]) -> str:
    if all(one.item["word"] == "too_few" and not one.item["listed"] for one in some):
        return "overal te weinig antwoorden om groepen te vergelijken"
    return "nergens zeker een verschil tussen de groepen"


def _seen(one: Seen) -> Sheet:
    drawn = picture(one.item)
    told = {name: drawn[name] for name in ("verdict", "sure", "svg")}
    return _card(one.wijk, one.held_on, finding=drawn["sentence"], **told)


def _mean(cell: Sheet) -> Sheet:
    return {"value": cell["mean"], "small": [one for one in (cell["why"], *cell["answers"]) if one]}


def _verdict(one: Seen) -> Sheet:
    return {"value": "", "small": [words.verdict(one.item)]}


def _of_time(found: Comparison, term: str) -> Sheet:
    asked, number = found.asked, found.about.number
    some = [asked.group.value] if asked.group else [group.value for group in GROUPS]
    courses = [one for one in found.courses if any(asked.side in moment.sides() for moment in one.opgave.moments)]
    trends = [(one, trend_of(one.opgave, asked.side, some)) for one in courses]
    side = words.side(asked.side, number)
    return {
        "title": _over_time(found, some, trends, term),
        "key": f"{_KEY_TIME} {_FEWER}" if any(one.opgave.before for one in courses) else _KEY_TIME,
        "none": _NO_TRAPS if found.courses and not courses else "",
        "cards": [
            _card(
                one.wijk,
                None if drawn["svg"] else one.opgave.moments[-1].held_on,
                finding=drawn["title"] if drawn["svg"] else _ONCE,
                svg=drawn["svg"],
            )
            for one, drawn in trends
        ],
        "tables": [
            _table(
                side,
                [_NAMES[group].capitalize() for group in some],
                [
                    {"name": one.wijk.name, "when": row["day"], "cells": [_change(cell) for cell in row["cells"]]}
                    for one, drawn in trends
                    for row in drawn["rows"]
                ],
            )
        ],
    }


def _over_time(found: Comparison, some: Sequence[str], trends: Sequence[tuple[Course, Sheet]], term: str) -> str:
    """In how many wijken a group stands higher or lower than before, as their summaries say; or why there is none."""
    side, name = found.asked.side, words.side(found.asked.side, found.about.number)
    lasts = [(one, told, one.opgave.moments[-1]) for one, told in trends]
    able = [each for each in lasts if any(of == side and group in some for of, group in each[2].changes)]
    if len(able) < 2:
        return f"{able[0][0].wijk.name}. {able[0][1]['title']}" if able else _not_yet(name, lasts)
    ways = [{way_of(last, group, side) for group in some} for *_, last in able]
    told = [(sum(way in each for each in ways), word) for way, word in ((1, "hoger"), (-1, "lager"))]
    parts = [(f"in {many} van de {len(able)} {PLACES[term]}", word) for many, word in told if many]
    if not parts:
        return f"{name}, in {len(able)} {PLACES[term]} die te vergelijken zijn: {NO_CHANGE} sinds eerder"
    who = f"staan {words.named(some)}" if len(some) == 1 else "staat minstens één groep"
    (where, word), *rest = parts
    others = "".join(f" en {there} {way}" for there, way in rest)
    return f"{name}: {where} {who} {word}{others} dan eerder"


def _not_yet(name: str, lasts: Sequence[tuple[Course, Sheet, Moment]]) -> str:
    if all(len(one.opgave.moments) + one.opgave.before < 2 for one, *_ in lasts):
        return f"{name}: nergens meer dan één keer besproken"
    if all(last.compared for *_, last in lasts):
        return f"{name}: {NOT_COMPARABLE} met eerder"
    return f"{name}: wordt nog vergeleken met eerder"


def _change(cell: Sheet) -> Sheet:
    return {"value": cell["value"], "small": [one for one in (cell["based"], cell["change"]) if one]}


def _card(wijk: Place, held_on: date | None, **more: Any) -> Sheet:
    return {"wijk": wijk.id, "name": wijk.name, "when": long_date(held_on, "nl") if held_on else "", **more}


def _row(wijk: Place, held_on: date, numbers: Sequence[Sheet]) -> Sheet:
    return {"name": wijk.name, "when": long_date(held_on, "nl"), "cells": numbers}


def _table(label: str, heads: Sequence[str], rows: Sequence[Sheet]) -> Sheet:
    return {"label": label, "heads": heads, "rows": rows}


_SHEETS = {"opgave": _of_opgave, "punt": _of_punt, "tijd": _of_time}
