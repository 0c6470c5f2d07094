"""What there is to say about an item: one finding, and its sentence at level B1.

The templates stand in `content/findings/*.json`; `README.md` beside them tells the rules of `say`, which the front end
follows as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from wijkplatform.domain.comparing import TOLERANCE, Compared, Facts, widest
from wijkplatform.domain.dates import long_date
from wijkplatform.domain.people import Group
from wijkplatform.domain.points import Point, divided_group, is_divided, real_difference, real_gap
from wijkplatform.domain.scoring import DIVIDED, median_levels, median_word

T = TypeVar("T")

FINDINGS_FOLDER = Path(__file__).parent.parent / "content" / "findings"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

PERHAPS_FROM = 0.474
"""From this |delta| on, a difference is named as a possible one although it may be chance."""

Catalogue = Mapping[str, Any]
"""The templates of one language, as they stand in the JSON file."""

Word = Literal["too_few", "large_difference", "perhaps", "no_clear_difference"]
"""How sure it is that the groups differ on an item."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say about a punt, without words; `content/findings/README.md` lists keys and values."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


def word_of(facts: Facts) -> Word:
    """How sure it is that groups differ; that they do not differ is never claimed."""
    if len(facts.judging) < 2:
        return "too_few"
    if real_difference(facts):
        return "large_difference"
    return "perhaps" if possible_difference(facts) else "no_clear_difference"


def possible_difference(facts: Facts) -> Compared | None:
    """The widest difference that is large enough to be named, whether or not it is more than chance."""
    return widest(pair for pair in facts.differences if abs(pair.delta) >= PERHAPS_FROM - TOLERANCE)


def find(facts: Facts, point: Point | None) -> Finding:
    """The one thing to say about an item, given the kind of point that it is."""
    found = _FIND[point](facts) if point else _find_nothing(facts)
    return Finding(found.key, {"kind": facts.scored.kind.value, **found.values})


@cache
def load_catalogue(language: str, folder: Path = FINDINGS_FOLDER) -> Catalogue:
    """The templates of a language; `FileNotFoundError` when there are none.

    >>> load_catalogue("nl")["groups"]["ambtenaar"]
    'ambtenaren'
    """
    catalogue: dict[str, Any] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return catalogue


def say(finding: Finding, catalogue: Catalogue, term: str = "wijk") -> str:
    """A finding as one or two short sentences that anyone in the room understands.

    `term` is what the session calls its place: wijk, buurt, dorp or gebied. A key, value or term that the catalogue
    does not know raises `KeyError`.

    >>> pair = {"kind": "valkuil", "groups": ["bewoner", "ambtenaar"], "words": ["mostly", "divided"]}
    >>> say(Finding("differ", pair), load_catalogue("nl"))
    'Bewoners herkennen deze valkuil meestal wel. Ambtenaren zijn verdeeld.'
    >>> shared = {"kind": "kans", "groups": ["bewoner", "wijkpartner", "ambtenaar"]}
    >>> say(Finding("shared_worry", shared), load_catalogue("nl"), "dorp")
    'Alle groepen missen dit in het dorp.'
    """
    sentences = catalogue["sentences"]
    words = finding.values.get("words", ())
    choices = [f"{finding.key}_{finding.values.get('kind')}", finding.key]
    if words and words[0] == "divided":
        choices.insert(0, f"{finding.key}_first_divided")
    template = next((sentences[one] for one in choices if one in sentences), None)
    if template is None:
        raise KeyError(finding.key)
    return _fill(template, finding.values, catalogue, term)


def _fitting(found: T | None) -> T:
    """What the rule of a kind of point found; a finding of a kind that does not fit the item is a mistake."""
    if found is None:
        raise ValueError("this item is not that kind of point")
    return found


def _differ(facts: Facts) -> Finding:
    pair = _fitting(real_difference(facts))
    words = [_word(facts, group) for group in pair.groups]
    middles = [sum(median_levels(facts.judging[group]) or ()) for group in pair.groups]
    if words[0] == words[1] or (DIVIDED not in words and (middles[0] - middles[1]) * pair.delta < 0):
        return Finding("differ_same_word", {"groups": _names(pair.groups if pair.delta > 0 else pair.groups[::-1])})
    return Finding("differ", {"groups": _names(pair.groups), "words": words})


def _knowledge(facts: Facts) -> Finding:
    pair = _fitting(real_gap(facts))
    less, more = pair.groups if pair.delta > 0 else pair.groups[::-1]
    counts = facts.shown[less]
    return Finding("knowledge", {"groups": _names((less, more)), "unknown": counts[0], "answered": sum(counts)})


def _divided(facts: Facts) -> Finding:
    group = _fitting(divided_group(facts))
    counts = facts.judging[group]
    return Finding("divided", {"group": group.value, "recognise": sum(counts[4:]), "not": sum(counts[1:3])})


def _about_all(key: str) -> Callable[[Facts], Finding]:
    return lambda facts: Finding(key, {"groups": _names(facts.shown)})


_FIND: Mapping[Point, Callable[[Facts], Finding]] = {
    Point.NOBODY_KNOWS: _about_all("nobody_knows"),
    Point.DIFFER: _differ,
    Point.KNOWLEDGE: _knowledge,
    Point.DIVIDED: _divided,
    Point.SHARED_WORRY: _about_all("shared_worry"),
    Point.SHARED_STRENGTH: _about_all("shared_strength"),
}


def _find_nothing(facts: Facts) -> Finding:
    word = word_of(facts)
    pair = possible_difference(facts)
    if word == "perhaps" and pair:
        return Finding("perhaps", {"groups": _names(pair.groups)})
    return Finding("too_few" if word == "too_few" else "nothing")


def _word(facts: Facts, group: Group) -> str:
    counts = facts.judging[group]
    return DIVIDED if is_divided(counts, facts) else median_word(counts) or DIVIDED


def _names(groups: Iterable[Group]) -> list[str]:
    return [group.value for group in groups]


def _fill(template: str, values: Mapping[str, Any], catalogue: Catalogue, term: str) -> str:
    def replace(place: re.Match[str]) -> str:
        name = place[1]
        text = _fill(_value(name.lower(), values, catalogue, term), values, catalogue, term)
        return text[0].upper() + text[1:] if name[0].isupper() else text

    return _PLACEHOLDER.sub(replace, template)


def _value(name: str, values: Mapping[str, Any], catalogue: Catalogue, term: str) -> str:
    table, _, place = name.rpartition("_")
    position = "ab".find(place)
    if name in ("a", "b"):
        return str(catalogue["groups"][values["groups"][position]])
    if name == "group":
        return str(catalogue["groups"][values["group"]])
    if table == "word":
        return str(catalogue["words"][values["words"][position]])
    if table == "short":
        return str(catalogue["short"][values["words"][position]])
    if name == "this":
        return str(catalogue["this"][values["kind"]])
    if name == "here":
        return str(catalogue["here"][term])
    if name == "all":
        return str(catalogue["all"][str(len(values["groups"]))])
    if name in ("often", "gap"):
        return str(catalogue[name][values[name]])
    if name == "date":
        return long_date(date.fromisoformat(values["date"]), catalogue["language"])
    return str(values[name])
