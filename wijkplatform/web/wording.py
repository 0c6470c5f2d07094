"""How pages and tables say what the domain knows about notes and afspraken."""

from __future__ import annotations

from datetime import datetime

from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.dates import day
from wijkplatform.domain.discussion import Box
from wijkplatform.domain.peers import OPGAVEN
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
    "peers_offered": "ingevuld wat collega’s zien",
    "peers_withdrawn": "weggehaald wat collega’s zien",
    "peers_findable": "vinden door collega’s aangezet",
    "peers_not_findable": "vinden door collega’s uitgezet",
}
_PEERS = ("peers_offered", "peers_withdrawn", "peers_findable", "peers_not_findable")
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


def subject(line: Line) -> str:
    """What a line is about: an afspraak as long as it is there, or 'sparren met een collega', perhaps on an opgave."""
    if line.what in _PEERS:
        return f"sparren over opgave {line.about.int}" if line.about.int in OPGAVEN else "sparren met een collega"
    return line.agreement or GONE


def who(line: Line) -> str:
    """Who did it: a name, who held the link, or the platform itself (a reminder)."""
    return "via de link" if line.what in _BY_LINK else line.by or "Wijkplatform"
