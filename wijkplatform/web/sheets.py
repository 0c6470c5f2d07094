"""What is taken away as tables, with a word about every column: the sheets of a workbook, and the columns of a CSV.

A row tells what the screens showed. What they did not show is an empty cell, and 'antwoorden' says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import orjson

from wijkplatform.domain.people import GROUPS
from wijkplatform.printing.workbooks import Cell, Workbook, csv_head, csv_lines
from wijkplatform.services.taking_away import Form
from wijkplatform.web import wording
from wijkplatform.wire.exports import ExportedItem, ResultsExport
from wijkplatform.wire.results import SidesResult, SubResult
from wijkplatform.wire.talking import AgreementView, PointView

Row = Sequence[Cell]
_WORDS = {
    "large_difference": "groot verschil",
    "perhaps": "misschien verschil, te weinig antwoorden",
    "no_clear_difference": "geen duidelijk verschil",
    "too_few": "te weinig antwoorden",
}
_CHOICES = {"pin": "vooraan gezet", "skip": "overgeslagen", "add": "toegevoegd"}
_ENDS = {"agreement": "afspraak", "later": "later verder", "no_action": "geen actie"}
_ALL = "alle groepen"
_TOO_FEW = wording.TOO_FEW_TO_SHOW


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns with what each means, and its rows of one session."""

    name: str
    about: str
    columns: Sequence[tuple[str, str]]
    rows: Callable[[ResultsExport], Iterator[Row]]

    @property
    def head(self) -> list[str]:
        """The names of the columns."""
        return [name for name, _ in self.columns]


def of_session(export: ResultsExport) -> Row:
    """What says which session a row is of."""
    return export["title"], export["wijk"], export["held_on"]


def _outcomes(export: ResultsExport) -> Iterator[Row]:
    return (_outcome(one, group.value) for one in export["items"] for group in GROUPS)


def _outcome(one: ExportedItem, group: str) -> Row:
    result = one["result"]
    seen = result["groups"][group]  # type: ignore[index]
    counts: Row = seen["counts"] or [None] * 6
    return [
        *(one["opgave"], one["number"], one["kind"], one["text"], result["round"], group),
        _TOO_FEW if seen["answered"] is None else seen["answered"],
        *counts,
        *(seen["mean"], seen["agreement"], _WORDS[result["word"]], one["sentence"], result["proposed"]),
    ]


def _opgaven(export: ResultsExport) -> Iterator[Row]:
    for one in export["opgave_results"]:
        sides: list[tuple[str, SidesResult]] = [(group.value, one["groups"][group.value]) for group in GROUPS]
        for group, side in [*sides, (_ALL, one["overall"])]:
            yield one["opgave"], one["round"], group, *_side(side["kansen"]), *_side(side["valkuilen"])


def _side(one: SubResult) -> Row:
    return one["value"], one["judged"], one["asked"]


def _talk(export: ResultsExport) -> Iterator[Row]:
    items = _last(export)
    for point in export["discussion"]:
        about = _about(items, point["item"])
        for line in _lines(point):
            yield [*about, _CHOICES.get(point["choice"] or ""), *line]


def _lines(point: PointView) -> Iterator[Row]:
    for note in point["notes"]:
        yield "notitie", wording.BOXES[note["box"]], note["group"] or wording.SOMEBODY, note["signed"], note["text"]
    if point["outcome"]:
        yield "uitkomst", _ENDS[point["outcome"]["kind"]], None, None, point["outcome"]["reason"]
    if not point["notes"] and not point["outcome"]:
        yield "alleen het punt", None, None, None, None


def _agreements(export: ResultsExport) -> Iterator[Row]:
    items = _last(export)
    return (_agreement(one, _about(items, one["item"])) for one in export["agreements"])


def _agreement(one: AgreementView, about: Row) -> Row:
    asked = one["noticed"][-1] if one["noticed"] else None
    return [
        *about,
        *(one["what"], one["organisation"], one["role"], one["due"], wording.LEVELS[one["level"]], one["answer_by"]),
        *(wording.STATUSES[one["status"]][0], "ja" if one["late"] else "nee", "ja" if one["earlier"] else "nee"),
        *((asked["yes"], asked["a_bit"], asked["no"], asked["unknown"]) if asked else [None] * 4),
    ]


def _last(export: ResultsExport) -> dict[str, ExportedItem]:
    return {one["result"]["item"]: one for one in export["items"]}


def _about(items: dict[str, ExportedItem], item: str | None) -> Row:
    one = items.get(item or "")
    return (one["opgave"], one["number"], one["text"]) if one else (None, None, None)


OF_SESSION = (
    ("bijeenkomst", "De naam van de bijeenkomst."),
    ("wijk", "De wijk, de buurt, het dorp of het gebied waar de bijeenkomst over ging."),
    ("datum", "De dag van de bijeenkomst: jaar, maand, dag."),
)
_OPGAVE = ("opgave", "Het nummer van de opgave, van 1 tot en met 10. Bij 0 horen de tien waarden.")
_PUNT = ("punt", "Het nummer van het punt in de opgave.")
_TEXT = ("tekst", "Het punt in eenvoudige woorden. Deelnemers konden het zo lezen.")
_ROUND = ("ronde", "De eerste keer dat de groep antwoord gaf is ronde 1. Na een gesprek kan er een ronde 2 zijn.")
_GROUP = ("groep", "Wie antwoord gaven: bewoner, wijkpartner of ambtenaar.")
_COUNT = "Zoveel mensen van de groep kozen dit."

OUTCOMES = Sheet(
    "Uitkomst",
    "Eén regel per punt, per ronde en per groep.",
    (
        *(_OPGAVE, _PUNT, ("soort", "Een kans is iets goeds om te doen. Een valkuil is iets om te vermijden.")),
        *(_TEXT, _ROUND, _GROUP),
        ("antwoorden", f"Zoveel mensen van de groep gaven antwoord. Staat er ‘{_TOO_FEW}’? Dan tonen wij niets."),
        *(("weet ik niet", _COUNT), ("1 helemaal niet", _COUNT), ("2 meestal niet", _COUNT)),
        *(("3 soms wel, soms niet", _COUNT), ("4 meestal wel", _COUNT), ("5 helemaal wel", _COUNT)),
        ("gemiddelde", "Het gemiddelde van de antwoorden 1 tot en met 5. ‘Weet ik niet’ telt niet mee."),
        ("overeenstemming (A)", "Van -1 (twee kampen) tot 1 (iedereen zegt hetzelfde)."),
        ("verschil", "Of de groepen echt verschillen, of dat het ook toeval kan zijn."),
        ("uitkomst", "De zin die iedereen op het scherm las."),
        ("bespreek dit", "Zoveel deelnemers wilden over dit punt praten."),
    ),
    _outcomes,
)
OPGAVEN = Sheet(
    "Opgaven",
    "Eén regel per opgave, per ronde en per groep. Een cijfer gaat van 0 tot en met 100.",
    (
        *(_OPGAVE, _ROUND, ("groep", f"De groep, of ‘{_ALL}’: het gemiddelde van de groepen die te zien zijn.")),
        ("kansen benut", "Hoe goed de kansen worden benut. Bij de tien waarden: hoe goed mensen die herkennen."),
        *(("kansen beoordeeld", "Over zoveel punten gaat het cijfer."), ("kansen gevraagd", "Zoveel punten waren er.")),
        ("valkuilen vermeden", "Hoe goed de valkuilen worden vermeden."),
        ("valkuilen beoordeeld", "Over zoveel punten gaat het cijfer."),
        ("valkuilen gevraagd", "Zoveel punten waren er."),
    ),
    _opgaven,
)
TALK = Sheet(
    "Gesprek",
    "Waarover is gepraat: de notities die te zien waren, en hoe het punt eindigde.",
    (
        *(_OPGAVE, _PUNT, _TEXT, ("keuze", "Wat de spelleider met het punt deed. Leeg: niets bijzonders.")),
        ("regel", "Een notitie, of de uitkomst van het gesprek."),
        ("vak", "In welk vak de notitie hoort, of hoe het punt eindigde."),
        ("van groep", f"Wie de notitie schreef: een groep, of ‘{wording.SOMEBODY}’."),
        ("ondertekend", "De naam die de schrijver er zelf onder zette."),
        ("wat er staat", "De notitie, of de reden van de uitkomst."),
    ),
    _talk,
)
AGREEMENTS = Sheet(
    "Afspraken",
    "De afspraken van de bijeenkomst, en die van eerder waar zij over ging.",
    (
        *(_OPGAVE, _PUNT, _TEXT, ("afspraak", "Wat er gaat gebeuren.")),
        *(("organisatie", "Wie het doet."), ("rol", "Welke rol in die organisatie het doet.")),
        ("klaar op", "De dag waarop het klaar moet zijn: jaar, maand, dag."),
        ("niveau", "Uitvoerend, tactisch of strategisch."),
        ("antwoord voor", "De dag waarop de eigenaar antwoord geeft. Leeg: dat is niet gevraagd."),
        *(("stand", "Hoe ver het is."), ("te laat", "Of de dag voorbij is en het nog niet klaar is.")),
        ("van eerder", "Of de afspraak in een eerdere bijeenkomst is gemaakt."),
        ("gemerkt: ja", "Zoveel bewoners merkten het, de laatste keer dat het is gevraagd."),
        *(("gemerkt: een beetje", _COUNT), ("gemerkt: nee", _COUNT), ("gemerkt: weet ik niet", _COUNT)),
    ),
    _agreements,
)
SHEETS = (OUTCOMES, OPGAVEN, TALK, AGREEMENTS)
_LEGEND = ("blad", "kolom", "wat het betekent")
_WIDE = {"tekst", "uitkomst", "wat er staat", "afspraak", "wat het betekent", "bijeenkomst"}


def write_workbook(to: IO[bytes], exports: Iterable[ResultsExport], *, large: bool = False) -> None:
    """Write sessions as a workbook with its legend. `large`: through the disk, so that memory does not grow."""
    heads = [(sheet.name, [name for name, _ in OF_SESSION] + sheet.head) for sheet in SHEETS]
    about: set[tuple[str, str, int]] = set()
    with Workbook(to, [*heads, ("Legenda", _LEGEND)], wide=_WIDE, large=large) as book:
        for export in exports:
            about.add((export["source"], export["checklist"], export["smallest_group"]))
            first = of_session(export)
            for place, sheet in enumerate(SHEETS):
                book.add(place, ([*first, *row] for row in sheet.rows(export)))
        book.add(len(SHEETS), _legend(sorted(about)))


def _legend(about: Sequence[tuple[str, str, int]]) -> Iterator[Row]:
    """Every column in plain words, and how to read the whole."""
    groups = sorted({smallest for *_, smallest in about})
    checklists = sorted({name for _, name, _ in about})
    smallest = " of ".join(map(str, groups))
    yield None, "wat dit is", "Dit is geen verkiezing en geen steekproef. Het is wat de mensen zeiden die er waren."
    if groups:
        yield None, "kleinste groep", f"Van een groep met minder dan {smallest} antwoorden tonen wij geen cijfers."
    yield None, "leeg vakje", "Dit cijfer is er niet, of wij tonen het niet. Een leeg vakje is geen nul."
    yield None, "streepje (–)", "In het rapport en op het scherm staat een streepje waar hier een leeg vakje staat."
    for source in sorted({one for one, *_ in about}):
        yield None, "bron", source
    for name in checklists:
        yield None, "versie van de vragenlijst", name
    for name, meaning in OF_SESSION:
        yield "alle bladen", name, meaning
    for sheet in SHEETS:
        yield sheet.name, None, sheet.about
        for name, meaning in sheet.columns:
            yield sheet.name, name, meaning


def _write_table(to: IO[bytes], exports: Iterable[ResultsExport]) -> None:
    to.write(csv_head([*(name for name, _ in OF_SESSION), *OUTCOMES.head]).encode())
    for export in exports:
        first = of_session(export)
        to.write(csv_lines([*first, *row] for row in OUTCOMES.rows(export)).encode())


def _write_json(to: IO[bytes], exports: Iterable[ResultsExport]) -> None:
    to.write(b'{"sessions":[')
    for place, export in enumerate(exports):
        to.write((b"," if place else b"") + orjson.dumps(export))
    to.write(b"]}")


def write_file(to: IO[bytes], form: Form, exports: Iterable[ResultsExport]) -> None:
    """Write sessions as one file, one after the other: memory does not grow with them."""
    if form == "xlsx":
        write_workbook(to, exports, large=True)
    elif form == "csv":
        _write_table(to, exports)
    else:
        _write_json(to, exports)
