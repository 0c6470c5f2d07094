"""The words of a report, on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkplatform.web.wording import SIDES, TOO_FEW_PEOPLE, TOO_FEW_TO_SHOW, listed
from wijkplatform.wire.reports import (
    ListName,
    Report,
    ReportGroup,
    ReportHeadline,
    ReportItem,
    ReportMoved,
    ReportOpgave,
    ReportPeople,
    ReportPunt,
)
from wijkplatform.wire.results import OpgaveResult, SubResult, Word

MANY: dict[str, str] = {"bewoner": "bewoners", "wijkpartner": "wijkpartners", "ambtenaar": "ambtenaren"}
NOT_ASKED = "niet gevraagd"
_LONGEST = 130

LISTS: dict[ListName, tuple[str, str]] = {
    "differ": (
        "Hier verschillen de groepen",
        "Dit verschil is groter dan toeval. Het duidelijkste verschil staat boven.",
    ),
    "divided": ("Verdeeld binnen een groep", "In één groep denken mensen hier heel anders over."),
    "worry": ("Samen zorg", "Hier maken de groepen zich samen zorgen over."),
    "strength": ("Samen sterk", "Dit gaat goed, vinden de groepen samen."),
    "unknown": ("Niemand weet het", "In elke groep koos de helft of meer: weet ik niet."),
    "proposed": ("Dit wilden deelnemers bespreken", "Het punt dat de meeste mensen kozen, staat boven."),
}
"""Each list with its name and what it holds."""

_VERDICTS: dict[ListName, str] = {
    "divided": "verdeeld binnen een groep",
    "worry": "samen zorg",
    "strength": "samen sterk",
    "unknown": "niemand weet het",
}
_WORDS: dict[Word, str] = {
    "large_difference": "groepen verschillen",
    "perhaps": "misschien verschil, te weinig antwoorden",
    "no_clear_difference": "geen duidelijk verschil",
    "too_few": "te weinig antwoorden om te vergelijken",
}
OUTCOMES: dict[str, str] = {"agreement": "Afspraak", "later": "Later", "no_action": "Geen actie"}
HIDDEN: dict[bool, str] = {
    False: "De uitkomst van deze punten is nog niet getoond.",
    True: "De uitkomst van deze punten is niet getoond. Zij blijft verborgen.",
}
"""Of punten without a result, before and after the closing."""


LEFT_OUT = "Wat mensen opschreven, staat niet in dit bestand. U leest het op de pagina van het rapport."
"""In a report that travels without notes."""


def took_part(one: ReportPeople) -> str:
    """What stands below a group and how many of it answered.

    >>> [took_part({"group": "bewoner", "answered": many, "paper": many}) for many in (9, 0, None)]
    ['gaven antwoord, 9 op papier', 'gaven antwoord', 'te weinig mensen om te tonen']
    """
    if one["answered"] is None:
        return TOO_FEW_PEOPLE
    paper = f", {one['paper']} op papier" if one["paper"] else ""
    return f"gaven antwoord{paper}"


def nothing_shown(asked: bool, final: bool) -> str:
    """Of an opgave without any result: that the room did not come to it, or that nothing of it was shown.

    >>> nothing_shown(asked=False, final=True), nothing_shown(asked=True, final=False)
    ('Dit deel is niet gedaan.', 'Van dit deel is nog geen uitkomst getoond.')
    """
    yet = "" if final else "nog "
    return f"Van dit deel is {yet}geen uitkomst getoond." if asked else f"Dit deel is {yet}niet gedaan."


KEY_MEAN = "Het getal is het gemiddelde van de groep."
KEY_MEDIAN = "De zin noemt het middelste antwoord van de groep."
KEY_SIDES = "Van 0 tot 100. Dit is geen rapportcijfer. Alle groepen: het gemiddelde van de groepen die hier staan."
KEY_NUMBERS = "Per groep: het gemiddelde van 1 tot 5, het aantal antwoorden, en hoe vaak iemand koos: weet ik niet."
KEY_MOVED = (
    "Open teken: vóór het gesprek. Vol teken: erna. Het getal is het gemiddelde van wie twee keer antwoord gaf."
    " Papier telt hier niet mee."
)


def kind(report: Report) -> str:
    """What it is: only after the closing it is the last one."""
    return "Rapport" if report["final"] else "Voorlopig rapport"


def provisional(report: Report) -> str:
    """What must stand on each page of a report that is not to be taken for the real and last one."""
    said = ("" if report["final"] else "Voorlopig", "Met proefdeelnemers" if report["simulated"] else "")
    return " · ".join(one for one in said if one)


def key(items: Iterable[ReportItem]) -> str:
    """What the number beside a mark is and, where a sentence names an answer, which answer that is."""
    return f"{KEY_MEAN} {KEY_MEDIAN}" if any(one["named"] for one in items) else KEY_MEAN


def headline(found: ReportHeadline, *, final: bool = True) -> str:
    """The main finding as a sentence.

    >>> headline({"key": "differ", "n": 2, "total": 13})
    'Over 2 van de 13 punten denken de groepen echt anders'
    """
    n, total = found["n"], found["total"]
    if found["key"] == "differ":
        return f"Over {n} van de {total} punten denken de groepen echt anders"
    if found["key"] == "knowledge":
        return f"Bij {n} van de {total} punten weet één groep veel minder"
    if found["key"] == "nothing":
        return "Er is geen uitkomst getoond" if final else "Er is nog geen uitkomst getoond"
    if found["key"] == "too_few":
        return "Te weinig antwoorden om groepen te vergelijken"
    return "Wij zien geen duidelijk verschil tussen de groepen"


def named(groups: Sequence[str]) -> str:
    """Groups in a sentence.

    >>> named(["bewoner", "wijkpartner", "ambtenaar"])
    'bewoners, wijkpartners en ambtenaren'
    """
    return listed([MANY[one] for one in groups])


def place(punt: ReportPunt) -> str:
    """Where a punt stands in the checklist."""
    if punt["kind"] == "waarde":
        return f"Waarde {punt['number']}"
    return f"Opgave {punt['opgave']}, punt {punt['number']} ({punt['kind']})"


def part_name(number: int, name: str) -> str:
    """An opgave with its number, or the ten waarden.

    >>> part_name(3, "Meedoen"), part_name(0, "De tien waarden")
    ('Opgave 3. Meedoen', 'De tien waarden')
    """
    return f"Opgave {number}. {name}" if number else name


def opgave(one: ReportOpgave) -> str:
    """The name of an opgave with its number; the ten waarden have none."""
    return f"Opgave {one['number']}: {one['name']}" if one["number"] else one["name"]


def punt_text(punt: ReportPunt) -> str:
    """What a punt says; a waarde with its name."""
    return f"{punt['name']}: {punt['text']}" if punt["name"] else punt["text"]


def verdict(item: ReportItem) -> str:
    """What was found in two or three words: the list that a punt stands in, else how sure it is that groups differ."""
    return _VERDICTS.get(item["listed"] or "differ", _WORDS[item["word"]])


def silence(group: ReportGroup) -> str:
    """Why a group has no mean; empty when it has one."""
    if group["state"] != "shown":
        return NOT_ASKED if group["state"] == "not_asked" else TOO_FEW_TO_SHOW
    return "" if group["mean"] is not None else "iedereen koos: weet ik niet"


def many(number: int, one: str, more: str) -> str:
    """A number with its noun.

    >>> many(1, "antwoord", "antwoorden"), many(0, "antwoord", "antwoorden")
    ('1 antwoord', '0 antwoorden')
    """
    return f"{number} {one if number == 1 else more}"


def answers(group: ReportGroup) -> list[str]:
    """How many answers a group gave and how many of them were 'weet ik niet'; nothing when that may not be told."""
    if group["answered"] is None:
        return []
    said = [many(group["answered"], "antwoord", "antwoorden"), f"waarvan {group['unknown']} × weet ik niet"]
    return [*said, f"{group['waiting']} niet meegeteld"] if group["waiting"] else said


def short(text: str) -> str:
    """A text as far as a summary has room for it, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def moved(group: ReportMoved) -> str:
    """Why nothing is told of a group that answered twice; empty when something is."""
    if group["silent"] == "direction":
        return "alleen de richting, zonder getallen"
    return "niet te vergelijken: te weinig mensen" if group["silent"] else ""


def side(name: str, opgave: int) -> str:
    """The name of a sub-result: the ten waarden are recognised or not."""
    return "Waarden herkend" if (name, opgave) == ("kansen", 0) else SIDES[name]


def based_on(found: SubResult) -> str:
    """What a sub-result is based on, or why there is none."""
    if found["value"] is None:
        return TOO_FEW_TO_SHOW
    return f"op basis van {found['judged']} van {many(found['asked'], 'punt', 'punten')}"


def shown(result: OpgaveResult, sides: Iterable[str]) -> dict[str, dict[str, int]]:
    """Of each of these sides of an opgave the sub-results of the groups that have one."""
    groups: Any = result["groups"]
    return {
        side: {group: groups[group][side]["value"] for group in MANY if groups[group][side]["value"] is not None}
        for side in sides
    }


def ranges(values: Mapping[str, Mapping[str, int]], opgave: int) -> str:
    """From where to where the sub-results of the groups that are shown run: a title that claims nothing more.

    >>> ranges({"kansen": {"bewoner": 40}, "valkuilen": {"bewoner": 40, "ambtenaar": 60}}, 1)
    'Kansen benut: bewoners 40 van de 100. Valkuilen vermeden: bewoners 40, ambtenaren 60.'
    """
    said = [f"{side(name, opgave)}: {_range(found)}." for name, found in values.items() if found]
    return " ".join(said) or "Te weinig antwoorden om te tonen"


def _range(found: Mapping[str, int]) -> str:
    if len(found) == len(MANY) and len(set(found.values())) == 1:
        return f"elke groep {min(found.values())} van de 100"
    told = ", ".join(f"{MANY[group]} {value}" for group, value in found.items())
    return f"{told} van de 100" if len(found) == 1 else told


def how_to_read(report: Report) -> list[tuple[str, str]]:
    """What the results say and what they do not, in short paragraphs with a heading each."""
    least, wording = report["smallest_group"], report["wording"]
    few = (
        f"Gaven minder dan {least} mensen van een groep antwoord? Dan tonen wij niet wat zij antwoordden."
        if least > 1
        else ""
    )
    return [
        (
            "Geen verkiezing, geen steekproef",
            "Dit rapport vertelt wat de mensen vonden die meededen. Het zegt niet wat de hele wijk vindt."
            " Het is een begin van een gesprek.",
        ),
        (
            "De vraag",
            "Bij elk punt was de vraag: herkent u dit? Mensen kozen 1 (helemaal niet) tot 5 (helemaal wel)."
            " Of ze kozen: weet ik niet. Dat telt niet mee in een gemiddelde.",
        ),
        (
            "Kans en valkuil",
            "Een kans helpt om verder te komen. Een valkuil houdt tegen. Herkennen mensen een valkuil niet?"
            " Dan is dat goed nieuws.",
        ),
        (
            "Verschil",
            "Wij schrijven alleen ‘groepen verschillen’ als toeval niet waarschijnlijk is."
            " ‘Geen duidelijk verschil’ betekent niet dat de groepen het eens zijn."
            f" {KEY_MEDIAN} Het getal in een tekening is het gemiddelde.",
        ),
        (
            "Kansen benut en valkuilen vermeden",
            "Deze getallen lopen van 0 tot 100. Hoger is beter. Het is geen rapportcijfer."
            " Er is geen grens tussen goed en fout.",
        ),
        *([("Kleine groepen", f"{few} Zo kan niemand zien wat één persoon koos.")] if few else []),
        (
            "De woorden",
            "De punten staan hier in de woorden van de checklist uit 2009."
            if wording == "original"
            else "De punten staan hier in eenvoudige woorden. De checklist uit 2009 zegt het soms anders.",
        ),
    ]
