"""An afspraak: who does what before when, what became of it, and whether bewoners noticed ('gemerkt?')."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

AGREEMENTS_PART = -1
"""The number under which the afspraken of last time stand on an agenda, before everything else."""

PART_HEADING = {
    "nl": ("Afspraken van de vorige keer", "Wat is er afgesproken, en wat merkten bewoners ervan?"),
    "nl-b1": ("Afspraken van de vorige keer", "Dit spraken we de vorige keer af. Hebt u er iets van gemerkt?"),
    "en": ("Agreements of last time", "This is what we agreed last time. Did you notice anything of it?"),
    "tr": ("Geçen seferki anlaşmalar", "Geçen sefer bunda anlaştık. Bunu fark ettiniz mi?"),
    "ar": ("اتفاقات المرة الماضية", "هذا ما اتفقنا عليه في المرة الماضية. هل لاحظتم شيئًا منه؟"),
    "pl": ("Ustalenia z ostatniego razu", "Tak ustaliliśmy ostatnim razem. Czy coś Państwo zauważyli?"),
    "uk": ("Домовленості минулого разу", "Про це ми домовилися минулого разу. Ви щось помітили?"),
}
"""The name of that part, and what it asks, per language of the checklist."""

NOTICED_KIND = "afspraak"
"""The kind of an item that asks 'gemerkt?' about an afspraak, beside those of the checklist."""

LONGEST_WHAT = 500
"""How many characters may say what was agreed."""

LONGEST_ANSWER = 1_000
"""How many characters an owner may answer."""

ANSWER_WITHIN = timedelta(days=3)
"""How soon an answer is promised, when it is ('antwoord binnen 3 dagen': punt 6 of the checklist)."""

_REMIND_BEFORE = timedelta(days=7)
_LINK_LIFE = timedelta(days=60)


class Level(StrEnum):
    """Where an afspraak belongs: with who does the work, who steers it, or who sets the course."""

    OPERATIONAL = "operational"
    TACTICAL = "tactical"
    STRATEGIC = "strategic"


class Status(StrEnum):
    """How far an afspraak is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


STILL_OPEN = frozenset({Status.OPEN, Status.IN_PROGRESS})
"""An afspraak that somebody still has to do something for."""


class Noticed(StrEnum):
    """What a bewoner answers to 'gemerkt?'."""

    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"
    UNKNOWN = "unknown"


NOTICED: dict[int, Noticed] = {0: Noticed.UNKNOWN, 1: Noticed.NO, 2: Noticed.A_BIT, 3: Noticed.YES}
"""'Gemerkt?' travels and is counted as a score: the value of each answer."""


def is_late(due: date, status: Status, today: date) -> bool:
    """Whether the day of an afspraak passed while it is still open.

    >>> due = date(2026, 3, 1)
    >>> is_late(due, Status.OPEN, due), is_late(due, Status.OPEN, date(2026, 3, 2))
    (False, True)
    """
    return status in STILL_OPEN and due < today


def remind_on(made: date, due: date) -> date | None:
    """The day of the one reminder: a week before, or halfway when there is less time; None when there is none at all.

    >>> remind_on(date(2026, 3, 1), date(2026, 4, 1)), remind_on(date(2026, 3, 1), date(2026, 3, 5))
    (datetime.date(2026, 3, 25), datetime.date(2026, 3, 3))
    >>> remind_on(date(2026, 3, 1), date(2026, 3, 2)) is None
    True
    """
    day = max(due - _REMIND_BEFORE, made + (due - made) // 2)
    return day if made < day < due else None


def link_until(made: date, due: date) -> date:
    """The last day on which a link to an afspraak works: long enough to answer when it is late.

    >>> link_until(date(2026, 3, 1), date(2026, 4, 1))
    datetime.date(2026, 5, 31)
    """
    return max(made, due) + _LINK_LIFE
