"""A report as a poster: the little that is read in passing, in the words and numbers of the report itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wijkplatform.domain.agreements import STILL_OPEN
from wijkplatform.domain.dates import long_date
from wijkplatform.web.report_sheet import Sheet, sheet
from wijkplatform.web.report_words import short
from wijkplatform.wire.reports import Report

_MOST_AGREED, _MOST_DAYS = 4, 2
_HOW = (
    "Zo leest u dit: hoe verder een teken naar rechts staat, hoe meer die groep het punt herkent."
    " Dit vonden de mensen die meededen. Het zegt niet wat de hele wijk vindt."
)


def poster_sheet(report: Report, contact: str | None) -> Sheet:
    """What stands on the poster, in plain JSON. `contact`: where the gemeente answers questions.

    Nobody is named, and nothing stands on it that participants wrote.
    """
    told = sheet(report, notes=False)
    made = [one for one in report["agreements"] if not one["earlier"] and one["status"] != "dropped"]
    return {
        **{name: told[name] for name in ("title", "gemeente", "label", "headline", "people", "strongest", "source")},
        "name": f"Poster: {report['title']}",
        "wijk": report["wijk"],
        "day": report["day"],
        "agreed": [
            {
                "what": short(one["what"]),
                "who": f"{one['organisation']}, {one['role']}",
                "due": "klaar" if one["status"] == "done" else f"uiterlijk {_day(one['due'])}",
            }
            for one in made[:_MOST_AGREED]
        ],
        "many": len(made),
        "next": list(_next(report, contact)),
        "how": _HOW,
    }


def _next(report: Report, contact: str | None) -> Iterator[Sheet]:
    """The first answers that were promised, when the afspraken come back, and where to ask."""
    answers = sorted(
        (one["answer_by"], one["organisation"])
        for one in report["agreements"]
        if one["answer_by"] and one["status"] == "open"
    )
    for on, organisation in list(dict.fromkeys(answers))[:_MOST_DAYS]:
        yield {"day": f"Uiterlijk {_day(on)}", "what": f"{organisation} geeft u antwoord."}
    if any(one["status"] in STILL_OPEN for one in report["agreements"]):
        yield {"day": "De volgende bijeenkomst", "what": "Wij vragen dan: merkt u iets van de afspraken?"}
    where = f"Mail naar {contact}." if contact else "Bel of mail uw gemeente."
    yield {"day": "Heeft u een vraag?", "what": where}


def _day(on: str) -> str:
    return long_date(date.fromisoformat(on), "nl")
