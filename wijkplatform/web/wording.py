"""How pages and tables say what the domain knows about notes and afspraken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.dates import day, day_of, long_date
from wijkplatform.domain.discussion import Box
from wijkplatform.domain.heatmap import Lowest
from wijkplatform.domain.peers import OPGAVEN
from wijkplatform.services.auditing import Line
from wijkplatform.services.heatmap import Side
from wijkplatform.services.overview import Overview
from wijkplatform.storage.overviews import Totals
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

SIDES = {"kansen": "Kansen benut", "valkuilen": "Valkuilen vermeden"}
_FEWEST = {"kansen": "de minste kansen benut", "valkuilen": "de minste valkuilen vermeden"}
PLACES = {"wijk": "wijken", "buurt": "buurten", "dorp": "dorpen", "gebied": "gebieden"}
"""More than one of what a gemeente calls a wijk."""

GONE = "een afspraak die er niet meer is"
LINK_GONE = "een link die er niet meer is"
TOO_FEW = "te weinig antwoorden"
TOO_FEW_TO_SHOW = f"{TOO_FEW} om te tonen"
TOO_FEW_PEOPLE = "te weinig mensen om te tonen"
"""Of a group of which somebody took part, but too few to say how many."""
_TRACES = {
    "agreement_link_made": "link gestuurd",
    "agreement_link_opened": "link geopend",
    "agreement_link_answered": "antwoord gegeven met de link",
    "agreement_links_revoked": "alle links ingetrokken",
    "overview_link_made": "link naar overzicht gemaakt",
    "overview_link_opened": "link naar overzicht geopend",
    "overview_link_revoked": "link naar overzicht ingetrokken",
    "peers_offered": "ingevuld wat collega’s zien",
    "peers_withdrawn": "weggehaald wat collega’s zien",
    "peers_findable": "vinden door collega’s aangezet",
    "peers_not_findable": "vinden door collega’s uitgezet",
    "export_made": "gegevens gevraagd",
    "export_downloaded": "gegevens opgehaald",
}
_PEERS = ("peers_offered", "peers_withdrawn", "peers_findable", "peers_not_findable")
_EXPORTS = ("export_made", "export_downloaded")
_BY_LINK = ("agreement_link_opened", "agreement_link_answered", "overview_link_opened")


def noticed(asked: NoticedView) -> str:
    """What bewoners answered to 'gemerkt?', as far as it may be shown."""
    if asked["yes"] is None:
        return TOO_FEW
    return f"Ja {asked['yes']} · Een beetje {asked['a_bit']} · Nee {asked['no']} · Weet ik niet {asked['unknown']}"


def asked_on(asked: NoticedView) -> str:
    """The day of the session that asked 'gemerkt?'."""
    return day(datetime.fromisoformat(asked["at"]))


def asked_day(asked: NoticedView) -> str:
    """The same, without the name of the day."""
    return long_date(day_of(datetime.fromisoformat(asked["at"])), "nl")


def trace(line: Line) -> str:
    """What happened, in a line of the audit trail."""
    return _TRACES[line.what]


def subject(line: Line) -> str:
    """What a line of the audit trail is about, as long as it is there.

    An afspraak, a file of results, an overview and for whom its link is, or 'sparren met een collega', perhaps on an
    opgave.
    """
    if line.what in _EXPORTS:
        return "een bestand met uitkomsten"
    if line.what in _PEERS:
        return f"sparren over opgave {line.about.int}" if line.about.int in OPGAVEN else "sparren met een collega"
    if line.reader is not None:
        return f"overzicht van {line.wijk or 'de hele gemeente'}, voor {line.reader}"
    if line.agreement is not None:
        return line.agreement
    return LINK_GONE if line.what.startswith("overview_") else GONE


def who(line: Line) -> str:
    """Who did it: a name, who held the link, or the platform itself (a reminder)."""
    return "via de link" if line.what in _BY_LINK else line.by or "Wijkplatform"


def promised(one: Overview) -> str:
    """How far the afspraken of an overview are, in one sentence or two."""
    told = one.promises
    if not told.all:
        return "Er zijn nog geen afspraken gemaakt."
    if told.all == 1:
        stands = "klaar" if told.done else "vervallen" if told.dropped else "te laat" if told.late else "nog te doen"
        return f"Er is 1 afspraak gemaakt. Die is {stands}."
    late = f" ({told.late} te laat)" if told.late else ""
    parts = [(told.done, "klaar"), (told.open, f"nog te doen{late}"), (told.dropped, "vervallen")]
    return f"Er zijn {told.all} afspraken gemaakt: {listed([f'{many} {word}' for many, word in parts if many])}."


def held(totals: Totals) -> str:
    """How many sessions were held, and when."""
    if totals.first is None or totals.last is None:
        return "Er is nog geen bijeenkomst afgelopen."
    if totals.held == 1:
        return f"Er was 1 bijeenkomst, op {long_date(totals.last, 'nl')}."
    if totals.first == totals.last:
        return f"Er waren {totals.held} bijeenkomsten, op {long_date(totals.last, 'nl')}."
    days = f"van {long_date(totals.first, 'nl')} tot en met {long_date(totals.last, 'nl')}"
    return f"Er waren {totals.held} bijeenkomsten, {days}."


def ended(many: Mapping[str, int]) -> str:
    """How discussion points ended."""
    done, later = many["agreement"] + many["no_action"], many["later"]
    if not (done or later):
        return "Er is nog geen punt met een uitkomst."
    ends = (("agreement", "een afspraak"), ("no_action", "geen actie"))
    told = listed([f"{word} bij {many[name]}" for name, word in ends if many[name]])
    said = [f"Er {'is 1 punt' if done == 1 else f'zijn {done} punten'} met een uitkomst: {told}."] if done else []
    if later:
        said.append("1 punt wacht op later." if later == 1 else f"{later} punten wachten op later.")
    return " ".join(said)


def changed(better: int, worse: int) -> str:
    """How often a group answers better about a punt, and how often worse.

    >>> changed(8, 1), changed(0, 2)
    ('8 keer gaat een groep op een punt vooruit en 1 keer achteruit.', '2 keer gaat een groep op een punt achteruit.')
    """
    (first, way), *rest = [one for one in ((better, "vooruit"), (worse, "achteruit")) if one[0]]
    others = "".join(f" en {many} keer {other}" for many, other in rest)
    return f"{first} keer gaat een groep op een punt {way}{others}."


def listed(parts: Sequence[str]) -> str:
    """Things in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b en c', 'a', '')
    """
    return " en ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def part(many: int, every: int) -> str:
    """How many of how many.

    >>> part(2, 3), part(3, 3), part(2, 2)
    ('2 van de 3', 'alle 3', 'beide')
    """
    if many < every:
        return f"{many} van de {every}"
    return "beide" if every == 2 else f"alle {every}"


def standout(side: Side, found: Lowest | None, term: str) -> str:
    """The name of a side of the heatmap, with what stands out in it."""
    if found is None:
        return f"{SIDES[side]}: geen opgave valt op"
    asked = f"{PLACES[term]} waar dit is gevraagd"
    where = f"in {part(found.many, found.all)} {asked} zijn " if found.all > 1 else ""
    there = f"bij opgave {found.opgave} {_FEWEST[side] if where else f'zijn {_FEWEST[side]}'}"
    return f"{SIDES[side]}: {where}{there}"
