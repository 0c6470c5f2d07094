"""Who wants a report, how often a mail is tried, how long a link lives, and what may be kept of a server's words."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

from wijkplatform.domain.lines import one_line

SIGN_IN_LIFE = timedelta(minutes=10)
"""How long a link to sign in is good, and how long it makes sense to send it."""

_PAUSES = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)  # in units of the first one: minutes
_JITTER = 0.2
_LONGEST_WORDS = 500
_LOOKS_SECRET = re.compile(r"[\w+=-]{20,}")

MOST_ATTEMPTS = len(_PAUSES) + 1
"""After so many attempts a mail is a dead letter."""


class ReportMail(StrEnum):
    """Of which sessions somebody wants the report by mail when one closes; `own`: those that the person leads."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


def wants_report(choice: str, *, leads: bool) -> bool:
    """Whether somebody who made this choice gets the report of a session that this person leads, or does not.

    >>> wants_report("own", leads=True), wants_report("own", leads=False), wants_report("all", leads=False)
    (True, False, True)
    """
    return choice == ReportMail.ALL or (choice == ReportMail.OWN and leads)


def pause_after(attempts: int, chance: float, first: float = 60) -> timedelta | None:
    """How long a mail waits after so many attempts that failed; None when it is not tried again.

    The pauses grow from one minute to a day. `chance` (0 up to 1) makes each up to a fifth longer, so that mails that
    failed together do not all come back together. `first` is the first pause in seconds; the others grow along.

    >>> pause_after(1, 0), pause_after(2, 0.5), pause_after(7, 0), pause_after(8, 0)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=330), datetime.timedelta(days=1), None)
    """
    if not 1 <= attempts < MOST_ATTEMPTS:
        return None
    return timedelta(seconds=first * _PAUSES[attempts - 1] * (1 + _JITTER * chance))


def harmless(words: str) -> str:
    r"""What a mail server said, fit to be kept and shown: on one line, not too long, without anything like a secret.

    A server may repeat what it was sent, and a link opens a door. So every long run of letters and digits goes, also
    when the link was broken in two: what is left of it is too little to guess the rest.

    >>> harmless("550 5.7.1\n No such user")
    '550 5.7.1 No such user'
    >>> harmless("554 https://x.nl/a/uitnodiging/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy is spam")
    '554 https://x.nl/a/uitnodiging/… is spam'
    """
    return _LOOKS_SECRET.sub("…", one_line(words))[:_LONGEST_WORDS]
