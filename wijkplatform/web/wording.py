"""How pages and tables say what the domain knows about notes and afspraken."""

from __future__ import annotations

from datetime import datetime

from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.dates import day
from wijkplatform.domain.discussion import Box
from wijkplatform.services.auditing import Line
from wijkplatform.wire.talking import NoticedView

STATUSES: dict[str, tuple[str, str]] = {
    Status.OPEN: ("nog niet begonnen", ""),
    Status.IN_PROGRESS: ("bezig", ""),
    Status.DONE: ("klaar", "ok"),
    Status.DROPPED: ("vervallen", ""),
}
"""How far an afspraak is: the word and the kind of its mark."""

CHOICES: dict[str, str] = {
    Status.OPEN: "Nog niet begonnen",
    Status.IN_PROGRESS: "Bezig",
    Status.DONE: "Klaar",
    Status.DROPPED: "Gaat niet door (schrijf dan op waarom)",
}
"""How somebody chooses how far it is."""

LEVELS: dict[str, str] = {
    Level.OPERATIONAL: "uitvoerend",
    Level.TACTICAL: "tactisch",
    Level.STRATEGIC: "strategisch",
}
BOXES: dict[str, str] = {Box.GOES_WELL: "wat gaat goed", Box.COULD_BE_BETTER: "wat kan beter"}
SOMEBODY = "een deelnemer"
"""Who wrote a note of which the group may not be named."""

GONE = "een afspraak die er niet meer is"
TOO_FEW = "te weinig antwoorden"
_TRACES = {
    "agreement_link_made": "link gestuurd",
    "agreement_link_opened": "link geopend",
    "agreement_link_answered": "antwoord gegeven met de link",
    "agreement_links_revoked": "alle links ingetrokken",
}
_BY_LINK = ("agreement_link_opened", "agreement_link_answered")


def noticed(asked: NoticedView) -> str:
    """What bewoners answered to 'gemerkt?', as far as it may be shown."""
    if asked["yes"] is None:
        return TOO_FEW
    return f"Ja {asked['yes']} · Een beetje {asked['a_bit']} · Nee {asked['no']} · Weet ik niet {asked['unknown']}"


def asked_on(asked: NoticedView) -> str:
    """The day of the session that asked 'gemerkt?'."""
    return day(datetime.fromisoformat(asked["at"]))


def trace(line: Line) -> str:
    """What happened, in a line of the audit trail."""
    return _TRACES[line.what]


def who(line: Line) -> str:
    """Who did it: a name, who held the link, or the platform itself (a reminder)."""
    return "via de link" if line.what in _BY_LINK else line.by or "Wijkplatform"
