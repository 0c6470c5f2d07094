"""The checklist: ten waarden and ten opgaven with 97 punten, in seven languages of one structure.

A broken file is refused with file, line and reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

CHECKLIST_FOLDER = Path(__file__).parent.parent / "content" / "een-stap-verder"

LANGUAGES = ("nl", "nl-b1", "en", "tr", "ar", "pl", "uk")
SOURCE_LANGUAGE = "nl"

INSIDE_ORGANISATIONS = frozenset(
    {13, 18, 19, 21, 52, 55, 56, 62, 63, 64, 65, 67, 70, 71, 72, 77, 82, 83, 84, 87, 89, 94, 95, 97}
)
"""Punten about the inside of an organisation, which a bewoner often cannot know: a session may leave them out."""

EXPLAIN_ALWAYS = frozenset({20, 75, 77, 93, 97})
"""Valkuilen that read as something good: their explanation is always shown."""

VALUES_PART = 0
"""The number under which the ten waarden stand on an agenda, before the opgaven 1-10."""

_WAARDEN, _OPGAVEN, _PUNTEN = 10, 10, 97
_STATUS = {"concept": False, "nagekeken": True}
_VALUES_HEADING = {
    "nl": ("De tien waarden", "Tien vaste waarden die elke aanpak in zich heeft"),
    "nl-b1": ("De tien waarden", "Tien vaste waarden die bij elke aanpak horen"),
    "en": ("The ten values", "Ten fixed values that are part of every approach"),
    "tr": ("On değer", "Her yaklaşımda bulunan on sabit değer"),
    "ar": ("القيم العشر", "عشر قيم ثابتة موجودة في كل طريقة عمل"),
    "pl": ("Dziesięć wartości", "Dziesięć stałych wartości, które są częścią każdego podejścia"),
    "uk": ("Десять цінностей", "Десять сталих цінностей, які є в кожному підході"),
}


class Kind(StrEnum):
    """What recognising an item means: a kans helps, a valkuil holds back, a waarde belongs to every approach."""

    KANS = "kans"
    VALKUIL = "valkuil"
    WAARDE = "waarde"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is scored: a punt (1-97) or a waarde (1-10); only a waarde has a name of its own."""

    number: int
    kind: Kind
    text: str
    explanation: str | None = None
    name: str | None = None

    @property
    def inside_organisations(self) -> bool:
        """Whether a bewoner often cannot know this."""
        return self.kind is not Kind.WAARDE and self.number in INSIDE_ORGANISATIONS

    @property
    def explain_always(self) -> bool:
        """Whether the explanation is shown without asking for it."""
        return self.kind is not Kind.WAARDE and self.number in EXPLAIN_ALWAYS


@dataclass(frozen=True, slots=True)
class Value:
    """One of the ten waarden that every approach has in it."""

    number: int
    name: str
    text: str
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Opgave:
    """One of the ten opgaven: its kansen, then its valkuilen."""

    number: int
    name: str
    definition: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole checklist in one language; `reviewed` is False as long as no native reader has checked the wording."""

    slug: str
    version: str
    language: str
    title: str
    subtitle: str
    reviewed: bool
    values: tuple[Value, ...]
    opgaven: tuple[Opgave, ...]

    def agenda_part(self, number: int) -> Opgave:
        """What stands on an agenda under this number: an opgave, or the ten waarden as if they were one (0).

        Raises `KeyError` for another number.
        """
        if number == VALUES_PART:
            name, definition = _VALUES_HEADING[self.language]
            items = tuple(Item(one.number, Kind.WAARDE, one.text, one.explanation, one.name) for one in self.values)
            return Opgave(VALUES_PART, name, definition, items)
        for opgave in self.opgaven:
            if opgave.number == number:
                return opgave
        raise KeyError(number)


_KINDS = {Kind.KANS: 56, Kind.VALKUIL: 41}


class BrokenChecklist(Exception):
    """A file that is no complete checklist. `line` counts from 1."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}, line {line}: {reason}")


def load_checklist(folder: Path = CHECKLIST_FOLDER) -> dict[str, Checklist]:
    """The checklist of a folder in all seven languages, by language; `BrokenChecklist` when anything is not right.

    Every file must hold 10 waarden, 10 opgaven and 97 punten, numbered in order, of which 56 kansen and 41 valkuilen;
    and all files the same ones at the same place, so that an answer means the same in each language.
    """
    files = {path.stem: _ChecklistFile(path) for path in sorted(folder.glob("*.yaml"))}
    for language in LANGUAGES:
        if language not in files:
            raise BrokenChecklist(f"{language}.yaml", 1, "this language is missing")
    unknown = next((file for language, file in files.items() if language not in LANGUAGES), None)
    if unknown:
        raise BrokenChecklist(unknown.name, 1, "no language of the checklist has this name")
    read = {language: files[language].checklist() for language in LANGUAGES}
    for language in LANGUAGES:
        files[language].compare(read[language], read[SOURCE_LANGUAGE])
    return read


class _ChecklistFile:
    """One file, read as YAML nodes, because only a node knows its line."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.language = path.stem
        self._lines: dict[str | int, int] = {}
        self._root = self._compose(path.read_bytes())

    def checklist(self) -> Checklist:
        """What the file says, checked by itself."""
        top = self._mapping(
            self._root,
            needed=("slug", "versie", "taal", "titel", "ondertitel", "waarden", "opgaven"),
            allowed=("status", "bron", "correcties"),
        )
        language = self._text(top["taal"])
        if language != self.language:
            raise self._broken(
                top["taal"], f"the language is {language!r}, the name of the file says {self.language!r}"
            )
        self._lines |= {key: _line(node) for key, node in top.items()}
        for key in {"bron", "correcties"} & set(top):
            self._check_notes(top[key])
        status = self._text(top["status"]) if "status" in top else "nagekeken"
        if status not in _STATUS:
            raise self._broken(top["status"], f"unknown status {status!r}: it is {' or '.join(_STATUS)}")
        return Checklist(
            slug=self._text(top["slug"]),
            version=self._text(top["versie"]),
            language=language,
            title=self._text(top["titel"]),
            subtitle=self._text(top["ondertitel"]),
            reviewed=_STATUS[status],
            values=self._values(top["waarden"]),
            opgaven=self._opgaven(top["opgaven"]),
        )

    def compare(self, read: Checklist, source: Checklist) -> None:
        """Refuse what stands at another place than in the source language."""
        for key, mine, theirs in (("slug", read.slug, source.slug), ("versie", read.version, source.version)):
            if mine != theirs:
                raise BrokenChecklist(self.name, self._lines[key], f"{key} is {mine!r}, elsewhere it is {theirs!r}")
        for number, (kind, opgave) in _places(read).items():
            expected_kind, expected_opgave = _places(source)[number]
            if (kind, opgave) != (expected_kind, expected_opgave):
                here, there = f"{kind} of opgave {opgave}", f"{expected_kind} of opgave {expected_opgave}"
                reason = f"punt {number} is a {here}, in {SOURCE_LANGUAGE}.yaml a {there}"
                raise BrokenChecklist(self.name, self._lines[number], reason)

    def _values(self, node: yaml.Node) -> tuple[Value, ...]:
        values: list[Value] = []
        for one in self._sequence(node):
            part = self._mapping(one, needed=("nummer", "naam", "tekst"), allowed=("toelichting",))
            number = self._next_number(part["nummer"], len(values) + 1, "waarde")
            values.append(Value(number, self._text(part["naam"]), self._text(part["tekst"]), self._explanation(part)))
        self._expect(node, _WAARDEN, len(values), "waarden")
        return tuple(values)

    def _opgaven(self, node: yaml.Node) -> tuple[Opgave, ...]:
        opgaven: list[Opgave] = []
        items: list[Item] = []
        for one in self._sequence(node):
            part = self._mapping(one, needed=("nummer", "naam", "definitie", "kansen", "valkuilen"))
            number = self._next_number(part["nummer"], len(opgaven) + 1, "opgave")
            before = len(items)
            self._punten(part["kansen"], Kind.KANS, items)
            self._punten(part["valkuilen"], Kind.VALKUIL, items)
            name, definition = self._text(part["naam"]), self._text(part["definitie"])
            opgaven.append(Opgave(number, name, definition, tuple(items[before:])))
        self._expect(node, _OPGAVEN, len(opgaven), "opgaven")
        self._expect(node, _PUNTEN, len(items), "punten")
        for kind, expected in _KINDS.items():
            self._expect(node, expected, sum(item.kind is kind for item in items), f"punten of kind {kind}")
        return tuple(opgaven)

    def _punten(self, node: yaml.Node, kind: Kind, items: list[Item]) -> None:
        for one in self._sequence(node):
            part = self._mapping(one, needed=("nummer", "tekst"), allowed=("toelichting",))
            number = self._next_number(part["nummer"], len(items) + 1, "punt")
            self._lines[number] = _line(one)
            items.append(Item(number, kind, self._text(part["tekst"]), self._explanation(part)))

    def _check_notes(self, node: yaml.Node) -> None:
        """Notes for who reads the file: free, but nothing empty and nothing twice."""
        if isinstance(node, yaml.MappingNode):
            for part in self._mapping(node, allowed=tuple(_shown(key) for key, _ in node.value)).values():
                self._check_notes(part)
        elif isinstance(node, yaml.SequenceNode):
            for part in node.value:
                self._check_notes(part)
        elif not node.value:
            raise self._broken(node, "this text is empty")

    def _explanation(self, part: Mapping[str, yaml.Node]) -> str | None:
        return self._text(part["toelichting"]) if "toelichting" in part else None

    def _next_number(self, node: yaml.Node, expected: int, what: str) -> int:
        if node.tag != "tag:yaml.org,2002:int" or node.value != str(expected):
            raise self._broken(node, f"{what} {expected} was expected here, not {_shown(node)}")
        return expected

    def _expect(self, node: yaml.Node, expected: int, found: int, what: str) -> None:
        if found != expected:
            raise self._broken(node, f"{expected} {what} were expected, {found} found")

    def _text(self, node: yaml.Node) -> str:
        if node.tag != "tag:yaml.org,2002:str":
            raise self._broken(node, f"a text was expected, not {_shown(node)}")
        if not node.value.strip():
            raise self._broken(node, "this text is empty")
        return str(node.value)

    def _sequence(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._broken(node, f"a list was expected, not {_shown(node)}")
        return list(node.value)

    def _mapping(
        self, node: yaml.Node, *, needed: tuple[str, ...] = (), allowed: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._broken(node, f"keys with values were expected, not {_shown(node)}")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = _shown(key)
            if name not in needed + allowed:
                raise self._broken(key, f"unknown key {name}")
            if name in found:
                raise self._broken(key, f"{name} stands here twice")
            found[name] = value
        for name in needed:
            if name not in found:
                raise self._broken(node, f"{name} is missing")
        return found

    def _compose(self, raw: bytes) -> yaml.Node:
        try:
            root = yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise BrokenChecklist(self.name, line, "these bytes are no UTF-8") from error
        except yaml.reader.ReaderError as error:
            line = raw.decode("utf-8").count("\n", 0, error.position) + 1
            raise BrokenChecklist(self.name, line, "a character that YAML does not allow") from error
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise BrokenChecklist(self.name, mark.line + 1 if mark else 1, error.problem or "no YAML") from error
        if root is None:
            raise BrokenChecklist(self.name, 1, "this file is empty")
        return root

    def _broken(self, node: yaml.Node, reason: str) -> BrokenChecklist:
        return BrokenChecklist(self.name, _line(node), reason)


def _places(checklist: Checklist) -> dict[int, tuple[Kind, int]]:
    return {item.number: (item.kind, opgave.number) for opgave in checklist.opgaven for item in opgave.items}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value) or "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "keys with values"
