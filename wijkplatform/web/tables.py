"""Tables for a spreadsheet: results (a row per punt, round and group), hidden notes, and the audit trail.

No cell becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from flask import Response
from werkzeug.utils import secure_filename

from wijkplatform.domain.dates import utc_text
from wijkplatform.printing.workbooks import csv_head, csv_lines
from wijkplatform.services.auditing import Line
from wijkplatform.services.discussion import HiddenNote
from wijkplatform.web import wording
from wijkplatform.web.sheets import OUTCOMES, write_workbook
from wijkplatform.wire.exports import ResultsExport

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of files that are taken away, as a browser knows them."""


def results_table(export: ResultsExport) -> str:
    """The results as CSV."""
    return _table(OUTCOMES.head, OUTCOMES.rows(export))


def workbook(export: ResultsExport) -> bytes:
    """The results with everything said and agreed as a workbook, with a legend."""
    out = io.BytesIO()
    write_workbook(out, [export])
    return out.getvalue()


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
    return attachment(table, "csv", name)


def attachment(content: str | bytes, form: str, name: str) -> Response:
    """Content of one of the kinds in `KINDS` as a file that a browser keeps under this name."""
    answer = Response(content, content_type=KINDS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{secure_filename(name)}.{form}"'
    return answer


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return csv_head(head) + csv_lines(rows)
