"""When something is, in the words of people in the Netherlands."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)

_YEARS = range(1900, 2200)


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


def day_of(moment: datetime) -> date:
    """The day of a moment in the Netherlands.

    >>> day_of(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    datetime.date(2026, 11, 27)
    """
    return moment.astimezone(HERE).date()


def day(moment: datetime) -> str:
    """The day on the calendar in the Netherlands.

    >>> from datetime import UTC
    >>> day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    'vrijdag 27 november 2026'
    """
    return calendar_day(day_of(moment))


def calendar_day(on: date) -> str:
    """A day on the calendar, with its name.

    >>> calendar_day(date(2026, 11, 27))
    'vrijdag 27 november 2026'
    """
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


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


def short_date(on: date) -> str:
    """A day as people type it.

    >>> short_date(date(2026, 3, 2))
    '2-3-2026'
    """
    return f"{on.day}-{on.month}-{on.year}"


def two_lines(on: date) -> tuple[str, str]:
    """A day as it stands under a column of a drawing, short.

    >>> two_lines(date(2026, 3, 2))
    ('2 mrt', '2026')
    """
    month = "mrt" if on.month == 3 else _MONTHS[on.month - 1][:3]
    return f"{on.day} {month}", str(on.year)


def read_date(text: str) -> date | None:
    """The day that somebody typed, with a year and in the Dutch order or the one of computers; else None.

    >>> read_date("26-11-2026") == read_date(" 26 Nov. 2026 ") == read_date("2026-11-26") == date(2026, 11, 26)
    True
    >>> read_date("26/11/26"), read_date("31-2-2026"), read_date("26-11")
    (datetime.date(2026, 11, 26), None, None)
    """
    parts = [part for part in re.split(r"[\s./-]+", text.strip().lower()) if part]
    if len(parts) != 3:
        return None
    if re.fullmatch(r"[0-9]{4}", parts[0]):
        parts.reverse()
    day_of, month, year = parts
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day_of, year)):
        return None
    whole = int(year) + (2000 if len(year) == 2 else 0)
    if whole not in _YEARS:
        return None
    try:
        return date(whole, _month(month), int(day_of))
    except ValueError:
        return None


def _month(text: str) -> int:
    """1 … 12, by number or by (the first three letters of) a name; 0 when it is neither."""
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    names = [name for name in _MONTHS if len(text) >= 3 and (name.startswith(text) or (name, text) == ("maart", "mrt"))]
    return _MONTHS.index(names[0]) + 1 if names else 0


def read_clock(text: str) -> time | None:
    """The time on a clock that somebody typed, else None.

    >>> read_clock("19.30 uur") == read_clock("19:30") == read_clock("19u30") == read_clock("19.30u") == time(19, 30)
    True
    >>> read_clock("9 uur") == read_clock("9u"), read_clock("9"), read_clock("24.00")
    (True, datetime.time(9, 0), None)
    """
    found = re.fullmatch(r"([0-9]{1,2})(?:[.:u]([0-9]{2}))?(?:\s*u(?:ur)?)?", text.strip().lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def at(on: date, clock_time: time) -> datetime | None:
    """That moment in the Netherlands; None for a time that a clock skips when summer time begins.

    >>> at(date(2026, 3, 29), time(2, 30)), at(date(2026, 3, 29), time(3, 30)).isoformat()
    (None, '2026-03-29T03:30:00+02:00')
    """
    moment = datetime.combine(on, clock_time, HERE)
    there = moment.astimezone(UTC).astimezone(HERE)
    return moment if (there.date(), there.time()) == (on, clock_time) else None
