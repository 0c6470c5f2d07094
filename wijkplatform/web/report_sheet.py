"""A report as it is shown: the same words, numbers and pictures for the page and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wijkplatform.charts.difference import Lane, difference
from wijkplatform.charts.difference import name as difference_name
from wijkplatform.charts.floor_plan import Place, floor_plan
from wijkplatform.charts.floor_plan import name as plan_name
from wijkplatform.charts.movement import Moved, movement
from wijkplatform.charts.movement import name as movement_name
from wijkplatform.charts.svg import decimal, in_tenths
from wijkplatform.domain.agreements import STILL_OPEN
from wijkplatform.domain.dates import long_date
from wijkplatform.domain.discussion import Box
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.reporting import headline
from wijkplatform.web import report_words as words
from wijkplatform.web import wording
from wijkplatform.wire.reports import (
    Report,
    ReportItem,
    ReportMovement,
    ReportOpgave,
    ReportPoint,
    ReportPunt,
    ReportRound,
)
from wijkplatform.wire.results import OpgaveResult, SubResult
from wijkplatform.wire.talking import AgreementView

Sheet = Mapping[str, Any]

_STRONGEST, _FIRST = 3, 3


def sheet(report: Report, *, notes: bool = True) -> Sheet:
    """The whole report in plain JSON: everything that is read is a text here, every picture an SVG.

    Without `notes` what participants wrote is left out, and the sheet says so.
    """
    punten = {one["item"]: one for opgave in report["opgaven"] for one in opgave["items"]}
    agreements, points = [agreement(one, punten) for one in report["agreements"]], report["points"]
    return {
        "name": f"{words.kind(report)}: {report['title']}",
        "kind": words.kind(report),
        "final": report["final"],
        "title": report["title"],
        "gemeente": report["gemeente"],
        "wijk": report["wijk"],
        "wijk_id": report["wijk_id"],
        "label": words.provisional(report),
        "headline": words.headline(report["headline"], final=report["final"]),
        "where": [
            ("Wanneer", report["when"]),
            ("Wijk", report["wijk"]),
            *([("Waar", report["place"])] if report["place"] else []),
        ],
        "people": people(report),
        "strongest": _strongest(report, punten),
        "agreed": _first(agreements),
        "next": _next(report["agreements"]),
        "lists": [
            {"name": name, "what": what, "points": [_told(punten[one]) for one in report["lists"][key]]}
            for key, (name, what) in words.LISTS.items()
        ],
        "opgaven": [_opgave(one, report) for one in report["opgaven"]],
        "talked": [point(one, punten, report, notes=notes) for one in points if talked(one)],
        "later": [point(one, punten, report, notes=notes) for one in points if not (talked(one) or one["skipped"])],
        "skipped": [_told(punten[one["item"]]) for one in points if one["skipped"] and not talked(one)],
        "left_out": words.LEFT_OUT if not notes and any(one["notes"] for one in points) else "",
        "agreements": agreements,
        "how": words.how_to_read(report),
        "source": report["source"],
    }


def people(report: Report) -> list[Sheet]:
    """Of each group how many people gave an answer."""
    return [
        {
            "group": one["group"],
            "name": words.MANY[one["group"]],
            "number": "" if one["answered"] is None else str(one["answered"]),
            "what": words.took_part(one),
        }
        for one in report["people"]
    ]


def _strongest(report: Report, punten: Mapping[str, ReportItem]) -> Sheet:
    """Where groups differ most; when they nowhere do for sure, what else was found."""
    lists = report["lists"]
    found = lists["differ"]
    other = [one for name in ("divided", "worry", "unknown", "strength") for one in lists[name]]
    return {
        "name": "Hier verschillen de groepen het duidelijkst" if found else "Dit viel het meest op",
        "points": [picture(punten[one]) for one in (found or other)[:_STRONGEST]],
    }


def _told(one: ReportItem) -> Sheet:
    return {**punt(one), "sentence": one["sentence"]}


def punt(one: ReportPunt) -> Sheet:
    """What a punt is and says, without any result."""
    return {"place": words.place(one), "number": one["number"], "text": words.punt_text(one)}


def picture(one: ReportItem, around: str = "") -> Sheet:
    """A punt of a report with its verschil chart: the finding is the title.

    `around`: the frame of the chart, if that stands on the page.
    """
    lanes = [
        Lane(seen["group"], words.MANY[seen["group"]], seen["mean"], seen["unknown"], words.silence(seen))
        for seen in one["groups"]
    ]
    band, *further = one["differing"] or [[]]
    return {
        **_told(one),
        "opgave": one["opgave"],
        "verdict": words.verdict(one),
        "sure": bool(band),
        "apart": f"{words.named(band).capitalize()}: gemiddeld {_apart(one, band)} uit elkaar" if band else "",
        "further": f"Ook verschil: {'; '.join(map(words.named, further))}" if further else "",
        "proposed": f"{words.many(one['proposed'], 'deelnemer wilde', 'deelnemers wilden')} dit bespreken"
        if one["proposed"]
        else "",
        "svg": difference(lanes, band, around),
        "alt": difference_name(lanes),
    }


def cells(one: ReportRound) -> list[Sheet]:
    """The numbers of its verschil chart, a cell for each group."""
    return [
        {
            "name": words.MANY[seen["group"]].capitalize(),
            "mean": decimal(seen["mean"]) if seen["mean"] is not None else "",
            "why": words.silence(seen),
            "answers": words.answers(seen),
        }
        for seen in one["groups"]
    ]


def _apart(one: ReportItem, pair: Sequence[str]) -> str:
    low, high = sorted(in_tenths(seen["mean"] or 0.0) for seen in one["groups"] if seen["group"] in pair)
    return decimal(high - low)


def _opgave(one: ReportOpgave, report: Report) -> Sheet:
    number = one["number"]
    found = headline(one["items"], report["lists"]["differ"])
    return {
        "number": number,
        "name": words.opgave(one),
        "definition": one["definition"],
        "headline": words.headline(found, final=report["final"]),
        "plan": _plan(one["sides"], number) if one["sides"] and one["items"] else None,
        "punten": [picture(item) for item in one["items"]],
        "key": words.key(one["items"]),
        "table": [{**punt(item), "cells": cells(item)} for item in one["items"]],
        "numbers": words.KEY_NUMBERS,
        "movements": [movement_of(item, moved) for item in one["items"] for moved in item["movements"]],
        "none": words.nothing_shown(one["asked"], report["final"]),
        "hidden": [punt(each) for each in one["hidden"]] if one["asked"] else [],
        "hidden_why": words.HIDDEN[report["final"]],
    }


def _plan(found: OpgaveResult, opgave: int) -> Sheet:
    """The plattegrond, where both kinds of punten were asked, with the same numbers as a table."""
    groups: list[tuple[str, Any]] = [(group.value, found["groups"][group.value]) for group in GROUPS]
    overall: Any = found["overall"]
    sides = [name for name in ("kansen", "valkuilen") if overall[name]["asked"]]
    places = [
        Place(group, words.MANY[group], one["kansen"]["value"], one["valkuilen"]["value"])
        for group, one in groups
        if None not in (one["kansen"]["value"], one["valkuilen"]["value"])
    ]
    rows: list[tuple[str, str, Any]] = [(group, words.MANY[group].capitalize(), one) for group, one in groups]
    return {
        "title": words.ranges(words.shown(found, sides), opgave),
        "svg": floor_plan(places) if places else "",
        "alt": plan_name(places),
        "key": words.KEY_SIDES,
        "head": [words.side(name, opgave) for name in sides],
        "rows": [
            {"group": group, "name": name, "cells": [_value(one[side]) for side in sides]}
            for group, name, one in [*rows, ("", "Alle groepen", overall)]
        ],
    }


def _value(found: SubResult) -> Sheet:
    value = found["value"]
    return {"value": "" if value is None else str(value), "based": words.based_on(found)}


def movement_of(item: ReportItem, moved: ReportMovement, around: str = "") -> Sheet:
    """What a conversation moved on a punt, with the same numbers as rows."""
    lanes = [
        Moved(one["group"], words.MANY[one["group"]], one["first"], one["second"], words.moved(one))
        for one in moved["groups"]
    ]
    return {
        **punt(item),
        "title": "Het gesprek heeft iets veranderd" if moved["changed"] else "Wij zien geen duidelijke verandering",
        "changed": moved["changed"],
        "sentences": moved["sentences"],
        "svg": movement(lanes, around),
        "alt": movement_name(lanes),
        "key": words.KEY_MOVED,
        "rows": [
            {
                "name": one.name.capitalize(),
                "why": one.silent,
                "first": decimal(one.first) if one.first is not None else "",
                "second": decimal(one.second) if one.second is not None else "",
            }
            for one in lanes
        ],
    }


def talked(one: ReportPoint) -> bool:
    """Whether there is something to tell about a point: a note, or an end that is not just 'later'."""
    return bool(one["notes"]) or (one["outcome"] is not None and one["outcome"]["kind"] != "later")


def point(one: ReportPoint, punten: Mapping[str, ReportItem], report: Report, *, notes: bool = True) -> Sheet:
    """A punt that the room talked about, or could have: notes in two boxes, and how it ended."""
    outcome, none = one["outcome"], "Geen uitkomst" if report["final"] else "Nog geen uitkomst"
    return {
        **_told(punten[one["item"]]),
        "boxes": [
            {
                "name": name,
                "notes": [
                    {"text": note["text"], "voice": note["group"] or wording.SOMEBODY, "group": note["group"] or ""}
                    for note in one["notes"]
                    if notes and note["box"] == box
                ],
            }
            for box, name in ((Box.GOES_WELL, "Wat gaat goed"), (Box.COULD_BE_BETTER, "Wat kan beter"))
        ],
        "outcome": words.OUTCOMES[outcome["kind"]] if outcome else none,
        "reason": outcome["reason"] if outcome else "",
        "agreed": [made["what"] for made in report["agreements"] if made["item"] == one["item"]],
    }


def agreement(one: AgreementView, punten: Mapping[str, ReportItem]) -> Sheet:
    """An afspraak in words; about which of these punten it is, if it is about one."""
    punt = punten.get(one["item"] or "")
    asked = one["noticed"][-1] if one["noticed"] else None
    return {
        "what": one["what"],
        "who": f"{one['organisation']}, {one['role']}",
        "due": long_date(date.fromisoformat(one["due"]), "nl"),
        "level": wording.LEVELS[one["level"]],
        "status": wording.STATUSES[one["status"]][0],
        "late": one["late"],
        "earlier": one["earlier"],
        "about": words.place(punt) if punt else "",
        "noticed": f"{wording.noticed(asked)} ({wording.asked_on(asked)})" if asked else "",
    }


def _first(agreements: Sequence[Sheet]) -> Sheet:
    """The first afspraken of this session, as far as a summary has room."""
    made = [one for one in agreements if not one["earlier"]]
    return {
        "some": [{**one, "what": words.short(one["what"])} for one in made[:_FIRST]],
        "more": max(0, len(made) - _FIRST),
    }


def _next(agreements: Iterable[AgreementView]) -> Sheet:
    """What should happen on which day, of all afspraken that are still open: the first days."""
    days: list[tuple[str, int, str]] = []
    for one in agreements:
        if one["status"] not in STILL_OPEN:
            continue
        if one["answer_by"] and one["status"] == "open":
            days.append((one["answer_by"], 0, f"{one['organisation']} geeft antwoord: {words.short(one['what'])}"))
        ready = "Dit had klaar moeten zijn" if one["late"] else "Dan is dit klaar"
        days.append((one["due"], 1, f"{ready}: {words.short(one['what'])}"))
    days.sort()
    some = [{"day": long_date(date.fromisoformat(on), "nl"), "what": what} for on, _, what in days[:_FIRST]]
    return {"some": some, "more": max(0, len(days) - _FIRST)}
