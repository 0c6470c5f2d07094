"""Findings in words: one sentence at level B1 for what the answers to a punt show.

The templates stand in `content/findings/*.json`; `README.md` beside them tells the rules of `say`, which the front end
follows as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FINDINGS_FOLDER = Path(__file__).parent.parent / "content" / "findings"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Catalogue = Mapping[str, Any]
"""The templates of one language, as they stand in the JSON file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say about a punt, without words; `content/findings/README.md` lists keys and values."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


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
    return str(values[name])
