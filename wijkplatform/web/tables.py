"""Results as a table for a spreadsheet: one row per punt, round and group; no cell can become a formula."""

from __future__ import annotations

import csv
import io

from wijkplatform.domain.people import GROUPS
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
    """The results as CSV, with semicolons and decimal commas as spreadsheets in the Netherlands read them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in export["items"]:
        for group in GROUPS:
            writer.writerow([harmless(cell) for cell in _row(one, group.value)])
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
