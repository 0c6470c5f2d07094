"""A session punt by punt, as its page shows it: what was found, how people answered, what was said and agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wijkplatform.charts import difference, movement, spread
from wijkplatform.charts.lanes import frame
from wijkplatform.charts.spread import Answers, has_marks
from wijkplatform.charts.svg import decimal, parts_of
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.reporting import headline
from wijkplatform.web import report_sheet as sheets
from wijkplatform.web import report_words as words
from wijkplatform.web import session_words as says
from wijkplatform.wire.reports import Report, ReportGroup, ReportItem, ReportOpgave, ReportPoint, ReportRound

Sheet = Mapping[str, Any]
_DIFFERENCE, _MOVEMENT = "wp-chart-difference", "wp-chart-movement"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which punten are shown: of one opgave (by its number) or all, and of one kind or all. Empty: all."""

    opgave: str = ""
    kind: str = ""


Points = Mapping[str, ReportPoint]

KINDS: Mapping[str, tuple[str, Callable[[ReportItem, Points], bool]]] = {
    "verschillen": ("Groepen verschillen", lambda one, _: one["listed"] == "differ"),
    "verdeeld": ("Verdeeld binnen een groep", lambda one, _: one["listed"] == "divided"),
    "zorg": ("Samen zorg", lambda one, _: one["listed"] == "worry"),
    "sterk": ("Samen sterk", lambda one, _: one["listed"] == "strength"),
    "weet-ik-niet": ("Niemand weet het", lambda one, _: one["listed"] == "unknown"),
    "misschien": ("Misschien verschil", lambda one, _: one["listed"] is None and one["word"] == "perhaps"),
    "besproken": ("Besproken", lambda one, points: one["item"] in points and sheets.talked(points[one["item"]])),
}
"""What can be chosen, by its word in the address: its name, and of which punten it is true."""


def session_sheet(report: Report, chosen: Chosen) -> Sheet:
    """The punten that are chosen: everything that is read is a text here, every picture an SVG."""
    points = {one["item"]: one for one in report["points"]}
    here = [one for one in report["opgaven"] if chosen.opgave in ("", str(one["number"]))]
    every = [item for one in here for item in one["items"]]
    found = [item for item in every if not chosen.kind or KINDS[chosen.kind][1](item, points)]
    shown = {one["item"] for one in found}
    return {
        "title": report["title"],
        "gemeente": report["gemeente"],
        "wijk": report["wijk"],
        "wijk_id": report["wijk_id"],
        "kind": words.kind(report),
        "label": words.provisional(report),
        "headline": words.headline(report["headline"], final=report["final"]),
        "where": [report["when"], report["wijk"], *([report["place"]] if report["place"] else [])],
        "people": sheets.people(report),
        "final": report["final"],
        "parts": parts_of(_shared()),
        "opgave_options": [
            ("", "Alle opgaven"),
            *((str(one["number"]), words.opgave(one)) for one in report["opgaven"]),
        ],
        "kind_options": [
            ("", f"Alle punten ({len(every)})"),
            *((word, f"{name} ({sum(is_(one, points) for one in every)})") for word, (name, is_) in KINDS.items()),
        ],
        "many": says.shown(len(found), report["headline"]["total"]),
        "found": len(found),
        "opgaven": [
            part for one in here if (part := _opgave(one, report, points, shown, whole=not chosen.kind)) is not None
        ],
        "key": words.key(found),
        "source": report["source"],
    }


def _shared() -> Iterator[tuple[str, str]]:
    """What all pictures of the page have in common: a hundred punten in two rounds stay light."""
    groups = [(group.value, words.MANY[group]) for group in GROUPS]
    yield _DIFFERENCE, frame(groups, difference.LAST)
    yield _MOVEMENT, frame(groups, movement.LAST)
    yield from spread.parts(groups)


def _opgave(one: ReportOpgave, report: Report, points: Points, shown: set[str], *, whole: bool) -> Sheet | None:
    """The part of an opgave; None when nothing of it is shown. `whole`: with what is hidden or was not done."""
    punten = [_punt(item, report, points.get(item["item"])) for item in one["items"] if item["item"] in shown]
    if not punten and not whole:
        return None
    found = headline(one["items"], report["lists"]["differ"])
    return {
        "number": one["number"],
        "name": words.opgave(one),
        "headline": words.headline(found, final=report["final"]) if one["items"] else "",
        "punten": punten,
        "none": "" if one["items"] else words.nothing_shown(one["asked"], report["final"]),
        "hidden": [sheets.punt(punt) for punt in one["hidden"]] if whole and one["asked"] else [],
        "hidden_why": words.HIDDEN[report["final"]],
    }


def _punt(item: ReportItem, report: Report, point: ReportPoint | None) -> Sheet:
    earlier = item["earlier"]
    rounds = [*earlier, item] if earlier else [item]
    return {
        **sheets.picture(item, _DIFFERENCE),
        "id": f"punt-{item['opgave']}-{item['number']}",
        "where": says.place(item),
        "last": says.round_name(item["round"], len(rounds)) if earlier else "",
        "spreads": [_spread(one, len(rounds), report) for one in rounds],
        "rounds": [_row(one, len(rounds)) for one in rounds] if earlier else [],
        "movements": [sheets.movement_of(item, moved, _MOVEMENT) for moved in item["movements"]],
        "talk": _talk(item, report, point) if point else None,
        "agreements": [
            {"id": made["id"], **sheets.agreement(made, {})}
            for made in report["agreements"]
            if made["item"] == item["item"]
        ],
    }


def _spread(one: ReportRound, rounds: int, report: Report) -> Sheet:
    """How people answered in a round, as a picture and as a table of the same numbers."""
    lanes = [Answers(seen["group"], words.MANY[seen["group"]], seen["counts"], _why(seen)) for seen in one["groups"]]
    loose = report["loose"]
    return {
        "round": says.round_name(one["round"], rounds) if rounds > 1 else "",
        "title": says.most_chosen(lanes),
        "svg": spread.spread(lanes, loose=loose),
        "key": says.KEY_MARKS if has_marks(lanes, loose=loose) else says.KEY_BARS,
        "rows": [
            {
                "group": lane.group,
                "name": lane.name.capitalize(),
                "why": lane.silent,
                "answers": words.answers(seen)[:1],
                "waiting": words.answers(seen)[2:],
                "columns": lane.columns(),
                "mean": _mean(seen),
            }
            for lane, seen in zip(lanes, one["groups"], strict=True)
        ],
    }


def _why(seen: ReportGroup) -> str:
    """Why nothing is told of a group: a group that is shown says nothing, also when nobody gave a number."""
    return "" if seen["counts"] is not None else words.silence(seen)


def _mean(seen: ReportGroup) -> str:
    return "–" if seen["mean"] is None else decimal(seen["mean"])


def _row(one: ReportRound, rounds: int) -> Sheet:
    """A round in one line: the mean of each group, and how many gave an answer."""
    return {
        "name": says.round_name(one["round"], rounds),
        "cells": sheets.cells(one),
        "sentence": one["sentence"],
    }


def _talk(item: ReportItem, report: Report, point: ReportPoint) -> Sheet | None:
    """What was said at a punt and how it ended; None when the room only could have talked about it."""
    if not (sheets.talked(point) or point["outcome"] or point["skipped"]):
        return None
    told = sheets.point(point, {item["item"]: item}, report)
    return {
        "boxes": told["boxes"] if point["notes"] else [],
        "outcome": told["outcome"] if point["outcome"] else "",
        "kind": point["outcome"]["kind"] if point["outcome"] else "",
        "reason": told["reason"],
        "skipped": point["skipped"],
    }
