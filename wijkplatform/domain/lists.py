"""Reading a list of people to invite: pasted from a mail or a spreadsheet, or a CSV file.

A first row with the names of columns is recognised, in Dutch and in English. Without one each line is an address,
`Name <address>`, or columns in the order name, e-mail, organisation, kind, role, session. Nothing is checked here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from wijkplatform.domain.errors import Malformed, TooLong

MOST_LINES = 500
_LONGEST_CELL = 200
_SEPARATORS = ("\t", ";", ",")
_NAMES = {
    "line": "wijkplatformregel",
    "name": "naam name volledigenaam",
    "email": "email emailadres adres mail mailadres emailaddress address",
    "organisation": "organisatie organisation organization bedrijf",
    "kind": "soort kind type",
    "role": "rol role",
    "session": "bijeenkomst session sessie",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split()}
_ORDER = ("name", "email", "organisation", "kind", "role", "session")
_NAME_AND_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*[,;]?\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody to invite, as it was written. `line` is where it stood in the list, counted from 1."""

    line: int
    email: str
    name: str = ""
    organisation: str = ""
    kind: str = ""
    role: str = ""
    session: str = ""


def as_text(raw: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or else what Windows writes."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_list(text: str, defaults: Mapping[str, str] | None = None) -> list[Wish]:
    r"""The people in a list; what a line leaves open is filled in from `defaults`. Raises `TooLong` beyond 500
    lines, and `Malformed` when quotes are not closed.

    >>> [(one.line, one.name, one.email) for one in read_list("Els Bos <els@x.nl>\n\nkees@x.nl")]
    [(1, 'Els Bos', 'els@x.nl'), (3, '', 'kees@x.nl')]
    >>> read_list("e-mail;organisatie\nels@x.nl;Woonbron")[0].organisation
    'Woonbron'
    """
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    filled = {key: _clean(value) for key, value in (defaults or {}).items()}
    found = []
    for number, cells in _rows(plain):
        wish = _wish(number, cells, filled)
        if wish is None:
            continue
        found.append(wish)
        if len(found) > MOST_LINES:
            raise TooLong(f"Deze lijst is te lang. Nodig niet meer dan {MOST_LINES} mensen tegelijk uit.")
    return found


def write_list(wishes: list[Wish]) -> str:
    """The list as text that `read_list` reads back exactly: for a form that asks to confirm it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    names = [field.name for field in fields(Wish)]
    writer.writerow(["wijkplatform-regel", *names[1:]])
    writer.writerows([getattr(wish, name) for name in names] for wish in wishes)
    return target.getvalue()


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for separator in _SEPARATORS:
        header = [_COLUMNS.get(_plain(cell)) for cell in _cells(lines[first], separator)]
        if "email" in header:
            yield from _below(header, lines[first + 1 :], separator, first + 1)
            return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _loose(line)


def _below(
    header: list[str | None], lines: list[str], separator: str, before: int
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows under a header; a cell between quotes may hold the end of a line."""
    rest = (line + "\n" for line in lines)
    reader = csv.reader(rest, delimiter=separator, skipinitialspace=True, strict=True)
    began = 0
    try:
        for cells in reader:
            named = zip(header, cells, strict=False)
            yield before + began + 1, {column: cell for column, cell in named if column}
            began = reader.line_num
    except csv.Error:
        line = before + began + 1
        raise Malformed(f"De aanhalingstekens op regel {line} kloppen niet. Haal ze weg.") from None


def _loose(line: str) -> Mapping[str, str]:
    """A line without a header above it."""
    if whole := _NAME_AND_ADDRESS.fullmatch(line.strip()):
        return whole.groupdict()
    separator = next((one for one in _SEPARATORS if one in line), ",")
    cells = _cells(line, separator)
    if len(cells) > 1 and not any(cells[1:]):
        cells = cells[:1]
    if len(cells) == 1:
        return {"email": cells[0]}
    if both := _NAME_AND_ADDRESS.fullmatch(cells[0]):
        cells = [both["name"], both["email"], *cells[1:]]
    elif "@" in cells[0] and "@" not in cells[1]:
        cells[:2] = cells[1::-1]
    return dict(zip(_ORDER, cells, strict=False))


def _cells(line: str, separator: str) -> list[str]:
    if len(line) > csv.field_size_limit():
        raise Malformed("Een regel van deze lijst is te lang. Zet elk adres op een eigen regel.")
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])]


def _wish(number: int, cells: Mapping[str, str], defaults: Mapping[str, str]) -> Wish | None:
    said = {column: _clean(cell) for column, cell in cells.items()}
    if not any(value for column, value in said.items() if column != "line"):
        return None
    line = said.pop("line", "")
    said = {**said, **{column: value for column, value in defaults.items() if not said.get(column)}}
    said["name"] = said.get("name", "").strip("\"' ")
    return Wish(int(line) if re.fullmatch(r"[0-9]{1,6}", line) else number, said.pop("email", ""), **said)


def _clean(cell: str) -> str:
    """Without signs that nobody sees, on one line: names stand in mails and on pages."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in cell).split())[:_LONGEST_CELL].strip()


def _plain(cell: str) -> str:
    return re.sub(r"[^a-z]", "", cell.lower())
