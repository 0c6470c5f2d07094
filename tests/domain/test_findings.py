"""The sentences of the findings: the same examples are held against the TypeScript of the front end."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from wijkplatform.domain.findings import FINDINGS_FOLDER, Catalogue, Finding, load_catalogue, say
from wijkplatform.domain.people import GROUPS

EXAMPLES: list[dict[str, Any]] = json.loads((FINDINGS_FOLDER / "examples.json").read_text(encoding="utf-8"))
LANGUAGES = ("nl", "en")


def _shape(part: Any) -> Any:
    return {key: _shape(value) for key, value in part.items()} if isinstance(part, dict) else None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['language']}: {one['sentence']}")
def test_every_example_is_said_as_it_is_written(example: dict[str, Any]) -> None:
    finding = Finding(example["finding"]["key"], example["finding"]["values"])
    assert say(finding, load_catalogue(example["language"]), example["term"]) == example["sentence"]


def test_the_examples_use_every_template_and_every_word_in_every_language() -> None:
    for language in LANGUAGES:
        catalogue = load_catalogue(language)
        said = [one for one in EXAMPLES if one["language"] == language]
        used = {word for one in said for word in one["finding"]["values"].get("words", ())}
        assert used == set(catalogue["words"]) == set(catalogue["short"])
        for table in ("often", "gap"):
            assert {one["finding"]["values"].get(table) for one in said} - {None} == set(catalogue[table])
        dates = {one["finding"]["values"].get("date", "") for one in said}
        assert {date[5:7] for date in dates if date} == {f"{month:02}" for month in range(1, 13)}
        keys = {one["finding"]["key"] for one in said}
        assert keys == {re.sub(r"_(kans|valkuil|waarde|first_divided)$", "", key) for key in catalogue["sentences"]}
        assert {one["term"] for one in said} == set(catalogue["here"])


def test_the_languages_have_the_same_templates() -> None:
    dutch, english = (_shape(load_catalogue(language)) for language in LANGUAGES)
    assert dutch == english
    assert set(dutch["groups"]) == set(GROUPS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['language']}: {one['sentence']}")
def test_no_sentence_is_left_with_a_gap_or_names_a_number_that_means_chance(example: dict[str, Any]) -> None:
    sentence = example["sentence"]
    assert not re.search(r"[{}]|  |\d\.\d", sentence)
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_a_key_that_no_catalogue_knows_is_refused() -> None:
    catalogue: Catalogue = load_catalogue("nl")
    with pytest.raises(KeyError, match="mystery"):
        say(Finding("mystery", {"kind": "kans"}), catalogue)
