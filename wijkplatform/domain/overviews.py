"""Links that open an overview for who has no account: for whom, and until when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from wijkplatform.domain.dates import HERE

LONGEST_READER = 120
"""How many characters may say for whom a link is."""

_USUAL_LIFE = timedelta(weeks=6)
_LONGEST_LIFE = timedelta(days=365)


def usual_end(today: date) -> date:
    """The last day of a link of which nobody says until when.

    >>> usual_end(date(2026, 3, 1))
    datetime.date(2026, 4, 12)
    """
    return today + _USUAL_LIFE


def may_last_until(until: date, today: date) -> bool:
    """Whether a link may work until the end of that day: today at the least, a year from now at the most.

    >>> day = date(2026, 3, 1)
    >>> [may_last_until(one, day) for one in (date(2026, 2, 28), day, date(2027, 3, 1), date(2027, 3, 2))]
    [False, True, True, False]
    """
    return today <= until <= today + _LONGEST_LIFE


def last_day(end: datetime) -> datetime:
    """A moment on the last day of a link that ends then: of midnight the day before.

    >>> last_day(end_of(date(2026, 3, 1))).date()
    datetime.date(2026, 3, 1)
    """
    return end - timedelta(seconds=1)


def end_of(until: date) -> datetime:
    """The moment at which that day is over in the Netherlands.

    >>> end_of(date(2026, 3, 1)).isoformat()
    '2026-03-02T00:00:00+01:00'
    """
    return datetime.combine(until + timedelta(days=1), time(), HERE)
