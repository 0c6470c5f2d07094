"""Tables for a spreadsheet: results (a row per punt, round and group), hidden notes, and the audit trail.

No cell becomes a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response
from werkzeug.utils import secure_filename

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.people import GROUPS
from wijkplatform.services.auditing import Line
from wijkplatform.services.discussion import HiddenNote
from wijkplatform.web import wording
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


def hidden_table(hidden: Sequence[HiddenNote]) -> str:
    """The notes that were hidden as CSV, with who did it, when and why."""
    return _table(
        HIDDEN_HEAD,
        (
            (
                *(one.at, one.by, one.reason, one.punt, wording.BOXES[one.note.box]),
                *(one.note.voice or wording.SOMEBODY, one.note.signed, one.note.text),
            )
            for one in hidden
        ),
    )


TRAIL_HEAD = ("wanneer (UTC)", "wat", "waarover", "nummer", "door")


def trail_table(trail: Sequence[Line]) -> str:
    """The audit trail as CSV."""
    return _table(
        TRAIL_HEAD,
        ((utc_text(one.at), wording.trace(one), wording.subject(one), one.about, wording.who(one)) for one in trail),
    )


def download(table: str, name: str) -> Response:
    """A table as a file that a browser keeps under this name."""
    answer = Response(table, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{secure_filename(name)}.csv"'
    return answer


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
