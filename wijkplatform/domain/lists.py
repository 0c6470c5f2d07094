"""Reading a list of people to invite: pasted from a mail or a spreadsheet, or a CSV file.

A first row with the names of columns is recognised, in Dutch and in English. Without one each line is an address,
`Name <address>`, several of these, or columns in the order name, e-mail, organisation, kind, role, session. Nothing is
checked here, and no address is dropped: one that stands where no address belongs is left there to be refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from wijkplatform.domain.errors import Malformed, TooLong
from wijkplatform.domain.lines import one_line

MOST_LINES = 500
_LONGEST_CELL = 200
_SEPARATORS = ("\t", ";", ",")
_NAMES = {
    "line": "wijkplatformregel",
    "name": "naam name volledigenaam fullname",
    "given": "voornaam roepnaam firstname givenname",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel infix middlename",
    "family": "achternaam familienaam lastname surname familyname",
    "email": "email emailadres adres mail mailadres emailaddress address",
    "organisation": "organisatie organisation organization bedrijf",
    "kind": "soort kind type",
    "role": "rol role",
    "session": "bijeenkomst session sessie",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split()}
_ORDER = ("name", "email", "organisation", "kind", "role", "session")
_PIECE = re.compile(r"<(?P<between>[^<>]*)>|[^\s,;<>\"]+")
_UNUSED = "?"
_AROUND = " \t,;\"'"
_EXCEL = "Dit is een Excel-bestand. Bewaar het als CSV en probeer het opnieuw."
_BINARY = "Dit is geen CSV-bestand. Kies een ander bestand."
_ENDLESS = "Een regel van deze lijst is te lang. Zet elk adres op een eigen regel."
_NAME_AND_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*[,;]?")


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody to invite, as it was written.

    `line` is where it stood in the list, counted from 1, and unique: a line with three people counts as three.
    """

    line: int
    email: str
    name: str = ""
    organisation: str = ""
    kind: str = ""
    role: str = ""
    session: str = ""


def as_text(raw: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or else what Windows writes.

    Raises `Malformed` for a file that is no text, with a word of its own for the one of Excel.
    """
    if raw.startswith(b"PK\x03\x04"):
        raise Malformed(_EXCEL)
    text = _decoded(raw)
    if "\0" in text:
        raise Malformed(_BINARY)
    return text


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def holds_address(text: str) -> bool:
    """Whether something in this text may be an address.

    >>> holds_address("Els els@x.nl"), holds_address("@SUM(1)")
    (True, False)
    """
    return re.search(r"\S@\S", text) is not None


def read_list(text: str, defaults: Mapping[str, str] | None = None) -> list[Wish]:
    r"""The people in a list; what a line leaves open is filled in from `defaults`. Raises `TooLong` beyond 500
    lines, and `Malformed` when quotes are not closed.

    >>> [(one.line, one.name, one.email) for one in read_list("Els Bos <els@x.nl>\n\nkees@x.nl")]
    [(1, 'Els Bos', 'els@x.nl'), (3, '', 'kees@x.nl')]
    >>> [(one.line, one.name, one.email) for one in read_list("Jan <jan@x.nl>; Piet <piet@x.nl>")]
    [(1, 'Jan', 'jan@x.nl'), (2, 'Piet', 'piet@x.nl')]
    >>> read_list("e-mail;organisatie\nels@x.nl;Woonbron")[0].organisation
    'Woonbron'
    """
    filled = {key: _clean(value) for key, value in (defaults or {}).items()}
    found: list[Wish] = []
    for number, cells in _rows(_lines(text)):
        wish = _wish(number, cells, filled)
        if wish is None:
            continue
        if found and wish.line <= found[-1].line:  # each line is agreed to by its number: no two may have the same
            wish = replace(wish, line=found[-1].line + 1)
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


def unused_columns(text: str) -> list[str]:
    r"""The names of the columns that hold something and that `read_list` does not use.

    >>> unused_columns("e-mail;telefoon;fax\nels@x.nl;010;")
    ['telefoon']
    """
    lines = _lines(text)
    header = _header(lines)
    if header is None:
        return []
    names, unused = header.names, set()
    for _, cells in _below(header, lines):
        unused |= {place for place, cell in enumerate(cells) if _clean(cell) and not _column(names, place)}
    said = [_clean(names[place]) if place < len(names) else "" for place in sorted(unused)]
    return [name or f"kolom {place + 1}" for name, place in zip(said, sorted(unused), strict=True)]


@dataclass(frozen=True, slots=True)
class _Header:
    at: int
    separator: str
    names: list[str]


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _header(lines: Sequence[str]) -> _Header | None:
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if holds_address(lines[first]):
        return None
    for separator in [one for one in _SEPARATORS if one in lines[first]] or _SEPARATORS:
        names = _cells(lines[first], separator)
        if any(_COLUMNS.get(_plain(name)) == "email" for name in names):
            return _Header(first, separator, names)
    return None


def _column(names: Sequence[str], place: int) -> str | None:
    return _COLUMNS.get(_plain(names[place])) if place < len(names) else None


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = _header(lines)
    if header is not None:
        columns = [_column(header.names, place) or (_UNUSED if name else "") for place, name in enumerate(header.names)]
        for number, cells in _below(header, lines):
            yield number, _named(columns, cells)
        return
    number = 1
    for line in lines:
        people = _loose(line) if line.strip() else [{}]
        yield from enumerate(people, start=number)
        number += len(people)


def _below(header: _Header, lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows under a header; a cell between quotes may hold the end of a line."""
    before = header.at + 1
    rest = (line + "\n" for line in lines[before:])
    reader = csv.reader(rest, delimiter=header.separator, skipinitialspace=True, strict=True)
    began = 0
    try:
        for cells in reader:
            yield before + began + 1, cells
            began = reader.line_num
    except csv.Error:
        line = before + began + 1
        raise Malformed(f"De aanhalingstekens op regel {line} kloppen niet. Haal ze weg.") from None


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by column. What stands twice is kept twice, and so is an address beyond the last column."""
    found: dict[str, list[str]] = {}
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else ""
        if not column and holds_address(cell):
            column = "email"
        if cell.strip() and cell.strip() not in found.setdefault(column, []):
            found[column].append(cell.strip())
    return {column: " ".join(found[column]) for column in (*_NAMES,) if column in found}


def _loose(line: str) -> Sequence[Mapping[str, str]]:
    """The people on a line without a header above it."""
    if len(line) > csv.field_size_limit():
        raise Malformed(_ENDLESS)
    pieces = [one for one in _PIECE.finditer(line) if holds_address(one[0])]
    if len(pieces) > 1:
        return _people(line, pieces) or [{"email": line}]
    if whole := _NAME_AND_ADDRESS.fullmatch(line.strip()):
        return [whole.groupdict()]
    separator = next((one for one in _SEPARATORS if one in line), ",")
    cells = _cells(line, separator)
    if len(cells) > 1 and not any(cells[1:]):
        cells = cells[:1]
    if len(cells) == 1:
        return [{"email": cells[0]}]
    if both := _NAME_AND_ADDRESS.fullmatch(cells[0]):
        cells = [both["name"], both["email"], *cells[1:]]
    elif "@" in cells[0] and "@" not in cells[1]:
        cells[:2] = cells[1::-1]
    return [_named(_ORDER, cells)]


def _people(line: str, pieces: Sequence[re.Match[str]]) -> list[dict[str, str]] | None:
    """Several people on a line, as mail programs write them; None when it cannot be told which name is whose."""
    found: list[dict[str, str]] = []
    began, bare = 0, False
    for piece in pieces:
        between = piece["between"]
        email = (piece[0] if between is None else between).strip(_AROUND)
        before = line[began : piece.start()]
        name = before.strip(_AROUND)
        if name and (between is None or ";" in name or "\t" in name):
            return None
        instead_of_a_name = bare and between is not None and not name and not set(before) & set(",;\t")
        if instead_of_a_name and found.pop()["email"].casefold() != email.casefold():
            return None
        found.append({"name": name, "email": email})
        began, bare = piece.end(), between is None
    return None if line[began:].strip(_AROUND) else found


def _cells(line: str, separator: str) -> list[str]:
    if len(line) > csv.field_size_limit():
        raise Malformed(_ENDLESS)
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])]


def _wish(number: int, cells: Mapping[str, str], defaults: Mapping[str, str]) -> Wish | None:
    said = {column: _clean(cell) for column, cell in cells.items()}
    if not any(value for column, value in said.items() if column != "line"):
        return None
    line = said.pop("line", "")
    said = {**said, **{column: value for column, value in defaults.items() if not said.get(column)}}
    said["name"] = _name(said, said.get("email", ""))
    return Wish(int(line) if re.fullmatch(r"[0-9]{1,6}", line) else number, said.pop("email", ""), **said)


def _name(said: dict[str, str], email: str) -> str:
    """The name in one column or in three. Mail programs write the address in its place when they know no name."""
    whole, given, infix, family = (said.pop(part, "").strip("\"' ") for part in ("name", "given", "infix", "family"))
    apart = [given, infix, family or whole]
    if family and whole:
        apart = [whole, *(part for part in (given, infix, family) if holds_address(part))]
    elif given in whole and infix in whole and not family:
        apart = [whole]
    name = _clean(" ".join(part for part in apart if part)).strip("\"' ")
    return "" if name.casefold() == email.casefold() else name


def _clean(cell: str) -> str:
    """Without signs that nobody sees, on one line: names stand in mails and on pages. What is cut off says so."""
    line = one_line(cell)
    if len(line) <= _LONGEST_CELL:
        return line
    if "@" in line[_LONGEST_CELL - 1 :]:
        raise Malformed(_ENDLESS)
    return line[: _LONGEST_CELL - 1].strip() + "…"


def _plain(cell: str) -> str:
    return re.sub(r"[^a-z]", "", cell.lower())
