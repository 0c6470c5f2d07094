"""Tables for a spreadsheet: results (a row per punt, round and group), and hidden notes. No cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from wijkplatform.domain.discussion import Box
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.discussion import HiddenNote
from wijkplatform.wire.exports import ExportedItem, ResultsExport

HEAD = (
    *("opgave", "punt", "soort", "tekst", "ronde", "groep", "antwoorden", "weet ik niet"),
    *("1 helemaal niet", "2 meestal niet", "3 soms wel, soms niet", "4 meestal wel", "5 helemaal wel"),
    *("gemiddelde", "overeenstemming (A)", "verschil", "uitkomst", "bespreek dit"),
)
_WORDS = {
    "large_difference": "groot verschil",
    "perhaps": "misschien verschil, te weinig antwoorden",
    "no_clear_difference": "geen duidelijk verschil",
    "too_few": "te weinig antwoorden",
}
_HIDDEN = "te weinig antwoorden om te tonen"
_BYTE_ORDER = "\ufeff"  # without it a spreadsheet takes the letters for another alphabet
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def results_table(export: ResultsExport) -> str:
    """The results as CSV."""
    return _table(HEAD, (_row(one, group.value) for one in export["items"] for group in GROUPS))


HIDDEN_HEAD = ("wanneer", "door", "reden", "punt", "vak", "groep", "ondertekend", "tekst")
_BOXES = {Box.GOES_WELL: "wat gaat goed", Box.COULD_BE_BETTER: "wat kan beter"}


def hidden_table(hidden: Sequence[HiddenNote]) -> str:
    """The notes that were hidden as CSV, with who did it, when and why."""
    return _table(
        HIDDEN_HEAD,
        (
            (
                *(one.at, one.by, one.reason, one.punt, _BOXES[Box(one.note.box)]),
                *(one.note.voice or "een deelnemer", one.note.signed, one.note.text),
            )
            for one in hidden
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as spreadsheets in the Netherlands read them: semicolons, decimal commas, and no formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _BYTE_ORDER + out.getvalue()


def harmless(cell: object) -> str:
    """A cell as a spreadsheet may show it: what it would take for a formula starts with an apostrophe.

    >>> harmless("=1+1"), harmless(-0.25), harmless(None)
    ("'=1+1", '-0,25', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell).replace(".", ",")
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(one: ExportedItem, group: str) -> list[object]:
    result = one["result"]
    seen = result["groups"][group]  # type: ignore[index]
    counts: list[object] = [*seen["counts"]] if seen["counts"] else [None] * 6
    return [
        one["opgave"],
        one["number"],
        one["kind"],
        one["text"],
        result["round"],
        group,
        _HIDDEN if seen["answered"] is None else seen["answered"],
        *counts,
        seen["mean"],
        seen["agreement"],
        _WORDS[result["word"]],
        one["sentence"],
        result["proposed"],
    ]
