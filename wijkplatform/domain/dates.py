"""When something is, in the words of people in the Netherlands."""

from __future__ import annotations

from calendar import month_name
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def utc_text(moment: datetime) -> str:
    """A moment as it travels: UTC, ISO 8601, whole seconds.

    >>> utc_text(datetime(2026, 11, 26, 20, 5, 7, 900, tzinfo=HERE))
    '2026-11-26T19:05:07Z'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_MONTHS_IN = {"nl": _MONTHS, "en": tuple(month_name[1:])}


def long_date(on: date, language: str) -> str:
    """A day on the calendar in a language that findings are told in: nl or en (`KeyError` for another).

    >>> long_date(date(2026, 3, 12), "nl"), long_date(date(2026, 3, 12), "en")
    ('12 maart 2026', '12 March 2026')
    """
    return f"{on.day} {_MONTHS_IN[language][on.month - 1]} {on.year}"


def day(moment: datetime) -> str:
    """The day on the calendar in the Netherlands.

    >>> from datetime import UTC
    >>> day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    'vrijdag 27 november 2026'
    """
    here = moment.astimezone(HERE)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"


def clock(moment: datetime) -> str:
    """The time on a clock in the Netherlands.

    >>> from datetime import UTC
    >>> clock(datetime(2026, 7, 1, 17, 5, tzinfo=UTC))
    '19.05 uur'
    """
    return f"{moment.astimezone(HERE):%H.%M} uur"


def period(starts_at: datetime, ends_at: datetime | None) -> str:
    """From when until when something lasts.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 12, 3, 18, 30, tzinfo=UTC), datetime(2026, 12, 3, 20, 30, tzinfo=UTC)
    >>> period(*evening)
    'donderdag 3 december 2026, van 19.30 tot 21.30 uur'
    """
    if ends_at is None:
        return f"{day(starts_at)}, om {clock(starts_at)}"
    if day(starts_at) == day(ends_at):
        return f"{day(starts_at)}, van {clock(starts_at).removesuffix(' uur')} tot {clock(ends_at)}"
    return f"van {day(starts_at)} {clock(starts_at)} tot {day(ends_at)} {clock(ends_at)}"
