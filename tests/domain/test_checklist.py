"""The checklist as it is shipped, and every way in which a file can be broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wijkplatform.domain.checklist import (
    CHECKLIST_FOLDER,
    EXPLAIN_ALWAYS,
    INSIDE_ORGANISATIONS,
    LANGUAGES,
    BrokenChecklist,
    Checklist,
    Item,
    Kind,
    load_checklist,
)

Break = Callable[..., BrokenChecklist]


@pytest.fixture(scope="module")
def checklist() -> dict[str, Checklist]:
    return load_checklist()


@pytest.fixture
def breaking(tmp_path: Path) -> Break:
    """Change one text in one file of a copy, and hand over the refusal."""
    folder = tmp_path / "checklist"
    shutil.copytree(CHECKLIST_FOLDER, folder)

    def change(file: str, old: str, new: str) -> BrokenChecklist:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand exactly once in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BrokenChecklist) as refused:
            load_checklist(folder)
        return refused.value

    return change


def _line_of(file: str, text: str) -> int:
    lines = (CHECKLIST_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def _items(checklist: Checklist) -> list[Item]:
    return [item for opgave in checklist.opgaven for item in opgave.items]


def test_the_checklist_has_ten_waarden_ten_opgaven_and_97_punten_in_seven_languages(
    checklist: dict[str, Checklist],
) -> None:
    assert tuple(checklist) == LANGUAGES
    for one in checklist.values():
        assert [value.number for value in one.values] == list(range(1, 11))
        assert [opgave.number for opgave in one.opgaven] == list(range(1, 11))
        assert [item.number for item in _items(one)] == list(range(1, 98))
        assert sum(item.kind is Kind.KANS for item in _items(one)) == 56
        assert sum(item.kind is Kind.VALKUIL for item in _items(one)) == 41


def test_only_the_text_of_2009_counts_as_reviewed(checklist: dict[str, Checklist]) -> None:
    assert [language for language, one in checklist.items() if one.reviewed] == ["nl"]


def test_the_waarden_can_be_scored_as_if_they_were_an_opgave(checklist: dict[str, Checklist]) -> None:
    for one in checklist.values():
        part = one.agenda_part(0)
        assert (part.number, bool(part.name), bool(part.definition)) == (0, True, True)
        assert {item.kind for item in part.items} == {Kind.WAARDE}
        assert [(item.number, item.name) for item in part.items] == [(value.number, value.name) for value in one.values]
    assert checklist["nl"].agenda_part(0).items[1].name == "Schaal"


def test_an_opgave_is_found_by_its_number_and_another_number_is_refused(checklist: dict[str, Checklist]) -> None:
    assert checklist["nl"].agenda_part(10).name == "Rugdekking"
    with pytest.raises(KeyError):
        checklist["nl"].agenda_part(11)


def test_valkuilen_that_read_as_something_good_have_an_explanation_in_b1(checklist: dict[str, Checklist]) -> None:
    shown = [item for item in _items(checklist["nl-b1"]) if item.explain_always]
    assert {item.number for item in shown} == EXPLAIN_ALWAYS
    assert all(item.kind is Kind.VALKUIL and item.explanation for item in shown)


def test_the_punten_about_the_inside_of_an_organisation_are_marked_and_the_waarden_are_not(
    checklist: dict[str, Checklist],
) -> None:
    assert {item.number for item in _items(checklist["pl"]) if item.inside_organisations} == INSIDE_ORGANISATIONS
    assert not any(item.inside_organisations or item.explain_always for item in checklist["nl"].agenda_part(0).items)


def test_nobody_can_change_a_checklist_while_it_is_used(checklist: dict[str, Checklist]) -> None:
    with pytest.raises(AttributeError):
        checklist["nl"].opgaven[0].items[0].text = "iets anders"  # type: ignore[misc]


PUNT_30 = '      - {nummer: 30, tekst: "Het podium werkt met diverse werkvormen en interactietechnieken"}\n'

BROKEN = {
    "a number is left out": (PUNT_30, "", "punt 30 was expected here, not 31"),
    "a number is no number": (PUNT_30, PUNT_30.replace("30", "dertig"), "punt 30 was expected here, not dertig"),
    "a number is a text": (PUNT_30, PUNT_30.replace("30", '"30"'), "punt 30 was expected here, not 30"),
    "a number stands there twice": (PUNT_30, PUNT_30 + PUNT_30, "punt 31 was expected here, not 30"),
    "a text is empty": (PUNT_30, '      - {nummer: 30, tekst: ""}\n', "this text is empty"),
    "a text is blank": (PUNT_30, '      - {nummer: 30, tekst: "  "}\n', "this text is empty"),
    "a text is a number": (PUNT_30, "      - {nummer: 30, tekst: 12}\n", "a text was expected, not 12"),
    "a text is missing": (PUNT_30, "      - {nummer: 30}\n", "tekst is missing"),
    "a key is unknown": (PUNT_30, "      - {nummer: 30, text: x}\n", "unknown key text"),
    "a key stands there twice": (PUNT_30, "      - {nummer: 30, tekst: x, tekst: y}\n", "tekst stands here twice"),
    "a punt is a text": (PUNT_30, "      - Het podium\n", "keys with values were expected, not Het podium"),
    "it is no YAML": (PUNT_30, '      - {nummer: 30, tekst: "Het podium}\n', "expected ',' or '}'"),
    "the slug is empty": ("slug: een-stap-verder", "slug:", "a text was expected, not nothing"),
    "the language is another": (
        "taal: nl\n",
        "taal: nl-be\n",
        "the language is 'nl-be', the name of the file says 'nl'",
    ),
    "the version is missing": ('versie: "2009.1"\n', "", "versie is missing"),
    "the version is a number": ('"2009.1"', "2009.1", "a text was expected, not 2009.1"),
    "a note stands there twice": ("  datum: 2009-12\n", "  datum: 2009-12\n  datum: 2010\n", "datum stands here twice"),
    "a note is empty": ("  datum: 2009-12\n", "  datum:\n", "this text is empty"),
    "the status is unknown": ("taal: nl\n", "taal: nl\nstatus: klaar\n", "unknown status 'klaar'"),
    "a character is not allowed": (PUNT_30, PUNT_30.replace("Het podium", "Het \x07podium"), "a character that YAML"),
}


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_refused_with_file_line_and_reason(breaking: Break, old: str, new: str, reason: str) -> None:
    refused = breaking("nl.yaml", old, new)
    assert refused.file == "nl.yaml"
    assert reason in refused.reason
    assert str(refused) == f"nl.yaml, line {refused.line}: {refused.reason}"
    place = _line_of("nl.yaml", old.splitlines()[0])
    assert refused.line in ((3,) if reason == "versie is missing" else (place, place + 1))


def test_the_line_is_that_of_the_punt_itself(breaking: Break) -> None:
    refused = breaking("nl.yaml", "Het podium werkt met diverse werkvormen en interactietechnieken", "")
    assert refused.line == _line_of("nl.yaml", "nummer: 30,")


def test_a_punt_too_few_and_a_waarde_too_few_are_counted(breaking: Break) -> None:
    last = (
        '      - {nummer: 97, tekst: "Er is sprake van collegebreed draagvlak voor wijkgericht werken, that\'s it"}\n'
    )
    refused = breaking("nl.yaml", "    valkuilen:\n" + last, "    valkuilen: []\n")
    assert refused.reason == "97 punten were expected, 96 found"
    assert refused.line == _line_of("nl.yaml", "naam: Breed bereik") - 1


def test_a_waarde_too_few_is_counted(breaking: Break) -> None:
    last = '  - nummer: 10\n    naam: "Local leaders involved"\n'
    text = (CHECKLIST_FOLDER / "en.yaml").read_text(encoding="utf-8")
    whole = text[text.index(last) : text.index("\n# The next step")]
    assert breaking("en.yaml", whole, "").reason == "10 waarden were expected, 9 found"


def test_a_list_that_is_no_list_is_refused(breaking: Break) -> None:
    text = (CHECKLIST_FOLDER / "en.yaml").read_text(encoding="utf-8")
    refused = breaking("en.yaml", text[text.index("waarden:") :], "waarden: {a: b}\nopgaven: []\n")
    assert refused.reason == "a list was expected, not keys with values"


HEADING = "    valkuilen:\n"


def _punt(file: str, number: int) -> str:
    text = (CHECKLIST_FOLDER / file).read_text(encoding="utf-8")
    return next(line for line in text.splitlines(keepends=True) if f"nummer: {number}," in line)


def test_a_kans_that_became_a_valkuil_is_counted(breaking: Break) -> None:
    seven = _punt("nl.yaml", 7)
    refused = breaking("nl.yaml", seven + HEADING, HEADING + seven)
    assert str(refused).endswith("56 punten of kind kans were expected, 55 found")


def test_a_punt_that_stands_elsewhere_in_one_language_is_refused(breaking: Break) -> None:
    text = (CHECKLIST_FOLDER / "uk.yaml").read_text(encoding="utf-8")
    start, end = text.index(_punt("uk.yaml", 7)), text.index(_punt("uk.yaml", 21))
    old = text[start:end]
    seven, twenty = _punt("uk.yaml", 7), _punt("uk.yaml", 20)
    new = old.replace(seven + HEADING, HEADING + seven).replace(HEADING + twenty, twenty + HEADING)
    assert str(breaking("uk.yaml", old, new)) == (
        f"uk.yaml, line {_line_of('uk.yaml', 'nummer: 7,') + 1}: "
        "punt 7 is a valkuil of opgave 1, in nl.yaml a kans of opgave 1"
    )


def test_another_version_in_one_language_is_refused(breaking: Break) -> None:
    refused = breaking("pl.yaml", 'versie: "2009.1"', 'versie: "2010.1"')
    assert str(refused) == "pl.yaml, line 3: versie is '2010.1', elsewhere it is '2009.1'"


def test_a_missing_and_a_foreign_language_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "checklist"
    shutil.copytree(CHECKLIST_FOLDER, folder)
    (folder / "ar.yaml").rename(folder / "fy.yaml")
    with pytest.raises(BrokenChecklist, match=r"ar\.yaml, line 1: this language is missing"):
        load_checklist(folder)
    (folder / "ar.yaml").write_bytes((folder / "fy.yaml").read_bytes())
    with pytest.raises(BrokenChecklist, match=r"fy\.yaml, line 1: no language of the checklist"):
        load_checklist(folder)


def test_an_empty_file_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "checklist"
    shutil.copytree(CHECKLIST_FOLDER, folder)
    (folder / "en.yaml").write_bytes(b"")
    with pytest.raises(BrokenChecklist, match=r"en\.yaml, line 1: this file is empty"):
        load_checklist(folder)
    (folder / "en.yaml").write_bytes(b"slug: x\ntitel: \xff\n")
    with pytest.raises(BrokenChecklist, match=r"en\.yaml, line 2: these bytes are no UTF-8"):
        load_checklist(folder)
