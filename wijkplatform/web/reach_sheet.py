"""Whom a gemeente reached as a page shows it: the finding, the picture and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplatform.charts.columns import MOST
from wijkplatform.charts.reach import Bar, Column, reach, said
from wijkplatform.domain.dates import long_date, two_lines
from wijkplatform.domain.people import GROUPS
from wijkplatform.domain.reach import Attended, Span
from wijkplatform.services.reach import Reach
from wijkplatform.web.report_words import MANY
from wijkplatform.web.wording import TOO_FEW_PEOPLE, listed

_QUARTERS = {1: "jan–mrt", 4: "apr–jun", 7: "jul–sep", 10: "okt–dec"}


def sheet(found: Reach) -> Mapping[str, Any]:
    """What a page shows of it; `fewer`: so many columns are drawn when there are more; `few`: a group was too small."""
    columns = [_column(one) for one in found.spans]
    return {
        "title": _finding(found.attended),
        "svg": reach(columns),
        "fewer": MOST if len(columns) > MOST else 0,
        "by_session": not found.spans[0].months,
        "few": any(many is None for one in found.attended for many in one.people.values()),
        "rows": [
            {
                "name": column.name,
                "sessions": span.sessions,
                "people": [said(bar) for bar in column.bars],
            }
            for column, span in zip(columns, found.spans, strict=True)
        ],
    }


def _finding(attended: Sequence[Attended]) -> str:
    """How many sessions had somebody of every group, and of one session who was missing."""
    many, whole = len(attended), sum(one.whole for one in attended)
    if many == 1:
        if attended[0].whole:
            return "Alle drie de groepen deden mee"
        missing = [MANY[group.value] for group in attended[0].missing]
        return f"Geen antwoorden van {listed(missing)}" if missing else "Niet van elke groep is bekend hoeveel meededen"
    if whole == many:
        return f"Bij alle {many} bijeenkomsten deden alle drie de groepen mee"
    if not whole:
        return f"Bij geen van de {many} bijeenkomsten deden alle drie de groepen mee"
    return f"Bij {whole} van de {many} bijeenkomsten deden alle drie de groepen mee"


def _column(one: Span) -> Column:
    year = str(one.since.year)
    if one.months == 0:
        name, short = long_date(one.since, "nl"), two_lines(one.since)
    elif one.months == 12:
        name, short = year, (year, "")
    else:
        quarter = _QUARTERS[one.since.month]
        name, short = f"{quarter} {year}", (quarter, year)
    return Column(
        name, short, [Bar(group.value, MANY[group.value], one.people[group], TOO_FEW_PEOPLE) for group in GROUPS]
    )
