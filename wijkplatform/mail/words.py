"""How a letter says when, and as what."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from wijkplatform.domain.people import Role

_HERE = ZoneInfo("Europe/Amsterdam")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

AS_WHAT = {
    Role.WIJKPARTNER: "U doet mee als wijkpartner.",
    Role.AMBTENAAR: "U doet mee als ambtenaar.",
    Role.INKIJKER: "U mag meekijken met de resultaten.",
    Role.SPELLEIDER: "U wordt spelleider: u leidt bijeenkomsten.",
    Role.BEHEERDER: "U wordt beheerder: u nodigt mensen uit en regelt de instellingen.",
}
"""What an invitation asks somebody to be."""

_LONGEST_LINE = 200


def line(text: str) -> str:
    r"""A text as one line without control characters: it can begin no header, and no paragraph of its own.

    >>> line("De Linden\r\nBcc: x@y.example")
    'De Linden Bcc: x@y.example'
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:_LONGEST_LINE]


def day(moment: datetime) -> str:
    """The day of a moment, in the Netherlands.

    >>> from datetime import UTC
    >>> day(datetime(2026, 12, 3, 23, 30, tzinfo=UTC))
    'vrijdag 4 december 2026'
    """
    local = moment.astimezone(_HERE)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def hour(moment: datetime) -> str:
    """The time of a moment, on a clock in the Netherlands.

    >>> from datetime import UTC
    >>> hour(datetime(2026, 7, 3, 17, 5, tzinfo=UTC))
    '19.05'
    """
    local = moment.astimezone(_HERE)
    return f"{local:%H.%M}"


def when(starts_at: datetime, ends_at: datetime | None) -> str:
    """From when until when something lasts.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 12, 3, 18, 30, tzinfo=UTC), datetime(2026, 12, 3, 20, 30, tzinfo=UTC)
    >>> when(*evening)
    'donderdag 3 december 2026, van 19.30 tot 21.30 uur'
    """
    if ends_at is None:
        return f"{day(starts_at)}, om {hour(starts_at)} uur"
    if day(starts_at) == day(ends_at):
        return f"{day(starts_at)}, van {hour(starts_at)} tot {hour(ends_at)} uur"
    return f"van {day(starts_at)} {hour(starts_at)} uur tot {day(ends_at)} {hour(ends_at)} uur"
