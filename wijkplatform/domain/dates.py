"""When something is, in the words of people in the Netherlands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Europe/Amsterdam")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def day(moment: datetime) -> str:
    """The day on the calendar in the Netherlands.

    >>> from datetime import UTC
    >>> day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    'vrijdag 27 november 2026'
    """
    here = moment.astimezone(_HERE)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"


def clock(moment: datetime) -> str:
    """The time on a clock in the Netherlands.

    >>> from datetime import UTC
    >>> clock(datetime(2026, 7, 1, 17, 5, tzinfo=UTC))
    '19.05 uur'
    """
    return f"{moment.astimezone(_HERE):%H.%M} uur"
