"""Tables as files for a spreadsheet: one table as CSV, several as a workbook (XLSX). No cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import IO, Self, TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | None

_BYTE_ORDER = "\ufeff"  # without it a spreadsheet takes the letters for another alphabet
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook holds no zone; the same content makes the same bytes
_NARROW, _WIDE = 9, 60  # letters


def csv_head(head: Sequence[str]) -> str:
    """The first line of a file, as spreadsheets in the Netherlands read it (see `csv_lines`)."""
    return _BYTE_ORDER + csv_lines([head])


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Rows as spreadsheets in the Netherlands read them: semicolons, decimal commas, and no formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


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


class Workbook:
    """A workbook that grows row by row, on disk where it may get large: the sheets take rows in any order.

    Numbers are numbers. Everything else is text, whatever it looks like: no formula and no link is ever made, and what
    looks like a formula stays text when somebody edits the cell. The same rows make the same bytes.
    """

    def __init__(
        self, to: IO[bytes], heads: Sequence[tuple[str, Sequence[str]]], *, wide: Collection[str], large: bool
    ) -> None:
        """`heads`: the name of each sheet (at most 31 letters) with its columns; `wide` columns hold sentences."""
        self._book = xlsxwriter.Workbook(to, {"constant_memory": large, "in_memory": not large})
        self._book.set_properties({"created": _MADE})
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = self._book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._sheets = [self._book.add_worksheet(name) for name, _ in heads]
        self._rows = [1 for _ in heads]
        for sheet, (_, head) in zip(self._sheets, heads, strict=True):
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(head):
                sheet.set_column(place, place, _WIDE if column in wide else max(_NARROW, len(column) + 2))
                sheet.write_string(0, place, column, bold)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write the file; after an error what is half is thrown away."""
        self._book.close()

    def add(self, sheet: int, rows: Iterable[Sequence[Cell]]) -> None:
        """Write more rows in a sheet, which is named by its place."""
        for row in rows:
            for place, cell in enumerate(row):
                self._write(sheet, place, cell)
            self._rows[sheet] += 1

    def _write(self, sheet: int, place: int, cell: Cell) -> None:
        at, to = self._rows[sheet], self._sheets[sheet]
        if isinstance(cell, int | float):
            to.write_number(at, place, cell, self._plain)
        elif cell is not None:
            to.write_string(at, place, cell, self._quoted if cell.startswith(_FORMULA) else self._plain)
