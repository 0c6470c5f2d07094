"""One session, one set of numbers: on the screen, in the API, in CSV, XLSX, JSON and PDF, and on both pages of it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.house.agreeing import HOSTILE
from tests.house.taking import ask, make_all, sheets
from tests.house.test_reports import FEW, Told, cell, play
from tests.house.test_session_page import cards, counted, page_of, spreads
from tests.house.test_session_page import read as read_card
from tests.makers import Maker, Meeting
from wijkplatform.web.report_words import MANY

GROUPS = ("bewoner", "wijkpartner", "ambtenaar")
SCALE = ("weet ik niet", "1 helemaal niet", "2 meestal niet", "3 soms wel, soms niet", "4 meestal wel")
COUNTS = (*SCALE, "5 helemaal wel")
SIDES = ("kansen", "valkuilen")
NAMES = {"kansen": "kansen benut", "valkuilen": "valkuilen vermeden"}


@pytest.fixture(scope="module")
def meeting(maker: Maker) -> Meeting:
    """A session with a group of two that is never shown."""
    return play(maker.town())


def file_of(anyone, meeting: Meeting, form: str) -> bytes:
    """A session as a file of the worker."""
    job = ask(meeting.leader, meeting.town, form, session=meeting.id)
    make_all(meeting.town)
    answer = anyone.get(f"/{meeting.town.slug}/beheer/uitvoer/{job}", headers=meeting.leader.cookies)
    assert answer.status_code == 200
    content: bytes = answer.content
    return content


def taken(anyone, meeting: Meeting, form: str) -> bytes:
    """A session as the API gives it at once."""
    content: bytes = anyone.get(f"{meeting.path}/results?format={form}", headers=meeting.leader.cookies).content
    return content


def number(text: str) -> float | int | None:
    """A number as a spreadsheet in the Netherlands writes it."""
    return json.loads(text.replace(",", ".")) if text else None


def told_by_tables(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], list[Any]]:
    """What a table says per punt, round and group: answered, counts, mean, agreement, sentence and wish."""
    keys = ("antwoorden", *COUNTS, "gemiddelde", "overeenstemming (A)", "uitkomst", "bespreek dit")
    return {(one["opgave"], one["punt"], one["ronde"], one["groep"]): [one[key] for key in keys] for one in rows}


def of_csv(content: bytes) -> list[dict[str, Any]]:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    numbers = ("opgave", "punt", "ronde", *COUNTS, "gemiddelde", "overeenstemming (A)", "bespreek dit")
    for row in rows:
        row.update({key: number(row[key]) for key in numbers})
        row["antwoorden"] = row["antwoorden"] if row["antwoorden"] == FEW else number(row["antwoorden"])
    return rows


def of_api(export: dict[str, Any]) -> dict[tuple[Any, ...], list[Any]]:
    """The same, made of the API."""
    found = {}
    for one in export["items"]:
        result = one["result"]
        for group in GROUPS:
            seen = result["groups"][group]
            counts = seen["counts"] or [None] * 6
            answered = FEW if seen["answered"] is None else seen["answered"]
            found[one["opgave"], one["number"], result["round"], group] = [
                *(answered, *counts, seen["mean"], seen["agreement"], one["sentence"], result["proposed"])
            ]
    return found


def sub_results(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], list[Any]]:
    names = [name for side in SIDES for name in (NAMES[side], f"{side} beoordeeld", f"{side} gevraagd")]
    return {(one["opgave"], one["ronde"], one["groep"]): [one[name] for name in names] for one in rows}


def test_every_number_is_the_same_wherever_it_is_read(anyone, front_end, meeting: Meeting) -> None:
    screen = meeting.snapshot(meeting.leader.badge)
    api = json.loads(taken(anyone, meeting, "json"))
    assert [one["result"] for one in api["items"]] == screen["published"]
    assert api["opgave_results"] == screen["opgave_results"]
    expected = of_api(api)
    hidden = {key: row for key, row in expected.items() if key[3] == "wijkpartner"}
    assert len(hidden) >= 5
    assert all(row[:9] == [FEW, *[None] * 8] for row in hidden.values())
    assert all(isinstance(row[0], int) and row[7] for key, row in expected.items() if key not in hidden)

    assert told_by_tables(of_csv(taken(anyone, meeting, "csv"))) == expected
    assert told_by_tables(of_csv(file_of(anyone, meeting, "csv"))) == expected
    [in_json] = json.loads(file_of(anyone, meeting, "json"))["sessions"]
    assert in_json == api
    subs = {
        (one["opgave"], one["round"], group): [
            seen[side][key] for side in SIDES for key in ("value", "judged", "asked")
        ]
        for one in screen["opgave_results"]
        for group, seen in [*one["groups"].items(), ("alle groepen", one["overall"])]
    }
    assert subs[10, 1, "wijkpartner"][0] is None
    assert subs[10, 1, "bewoner"][0] is not None
    for content in (taken(anyone, meeting, "xlsx"), file_of(anyone, meeting, "xlsx")):
        book = sheets(content)
        assert told_by_tables(book["Uitkomst"]) == expected
        assert sub_results(book["Opgaven"]) == subs

    report = Told.of(anyone, meeting)
    last = {one["result"]["item"]: one for one in sorted(api["items"], key=lambda one: one["result"]["round"])}
    for one in last.values():
        line = " ".join([str(one["number"]), one["text"], *(cell(one["result"]["groups"][group]) for group in GROUPS)])
        assert line in report.page_words
        assert line in report.pdf_words
    punten = cards(page_of(anyone, meeting))
    rounds: dict[int, int] = {}
    for one in sorted(api["items"], key=lambda one: one["result"]["round"]):
        place = rounds[one["number"]] = rounds.get(one["number"], -1) + 1
        spread = read_card(spreads(punten[f"punt-{one['opgave']}-{one['number']}"])[place])
        for group in GROUPS:
            assert counted(one["result"]["groups"][group], MANY[group].capitalize()) in spread
    assert sum(len(spreads(card)) for card in punten.values()) == len(api["items"]) == 5

    whole = {opgave: round_ for opgave, round_, _ in subs}
    for (opgave, round_, group), row in subs.items():
        if row[0] is not None and whole[opgave] == round_ and group != "alle groepen":
            for words in (report.page_words, report.pdf_words):
                assert f"{row[0]} op basis van {row[1]} van {row[2]} punt" in words


def without_ids(text: str) -> str:
    """The same with each id named by the place where it comes first."""
    seen: dict[str, str] = {}
    return re.sub(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda one: seen.setdefault(one[0], f"#{len(seen)}"), text
    )


def test_what_a_hidden_group_answered_changes_no_byte_of_any_file_or_page(anyone, front_end, maker: Maker) -> None:
    low, high = play(maker.town(), hidden=1), play(maker.town(), hidden=5)
    for form in ("csv", "xlsx"):
        assert taken(anyone, low, form) == taken(anyone, high, form), form
        assert file_of(anyone, low, form) == file_of(anyone, high, form), form
    for take in (taken, file_of):
        loose = [json.loads(take(anyone, one, "json")) for one in (low, high)]
        for one in loose:
            for export in one.get("sessions", [one]):
                assert export.pop("gemeente")
        texts = [without_ids(json.dumps(one)) for one in loose]
        assert texts[0] == texts[1]
    unlike = [re.sub(rf"{one.town.slug}|nonce=\S+|value=\S+", "", page_of(anyone, one)) for one in (low, high)]
    assert without_ids(unlike[0]) == without_ids(unlike[1])


def test_a_workbook_holds_what_was_said_and_agreed_and_a_word_about_every_column(anyone, meeting: Meeting) -> None:
    api = json.loads(taken(anyone, meeting, "json"))
    book = sheets(taken(anyone, meeting, "xlsx"))
    assert list(book) == ["Uitkomst", "Opgaven", "Gesprek", "Afspraken", "Legenda"]
    notes = [note for point in api["discussion"] for note in point["notes"]]
    said = [(one["vak"], one["van groep"], one["wat er staat"]) for one in book["Gesprek"] if one["regel"] == "notitie"]
    boxes = {"goes_well": "wat gaat goed", "could_be_better": "wat kan beter"}
    assert said == [(boxes[one["box"]], one["group"] or "een deelnemer", one["text"]) for one in notes]
    assert len(said) == 2
    ends = {one["wat er staat"]: one["vak"] for one in book["Gesprek"] if one["regel"] == "uitkomst"}
    assert ends["Dit willen wij allemaal"] == "afspraak"
    assert ends["Het gaat al goed"] == "geen actie"
    assert "Een notitie die wacht" not in str(book)
    assert "els.bos@elders.example" not in str(book)
    [agreed] = book["Afspraken"]
    assert (agreed["afspraak"], agreed["opgave"], agreed["stand"]) == (f"De lampen {HOSTILE}", 10, "nog niet begonnen")
    legend = {(one["blad"], one["kolom"]): one["wat het betekent"] for one in book["Legenda"]}
    for name, rows in book.items():
        if name != "Legenda":
            assert all(legend.get((name, one)) or legend.get(("alle bladen", one)) for one in rows[0]), name
    assert legend[None, "wat dit is"].startswith("Dit is geen verkiezing en geen steekproef.")
    assert legend[None, "bron"] == api["source"]
    assert legend[None, "versie van de vragenlijst"] == api["checklist"]
    assert "minder dan 3 antwoorden" in legend[None, "kleinste groep"]
    assert "geen nul" in legend[None, "leeg vakje"]


FORMULA = ("=", "+", "-", "@", "\t", "\r")
EVIL = ('=HYPERLINK("https://x.example","klik")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "https://x.example", "_x0041_")


def test_nothing_that_people_write_becomes_a_formula_or_a_link(anyone, meeting: Meeting, town) -> None:
    held = town.meeting(opgaven=(1,), title="=1+1")
    held.step("start", "open", "reveal")
    for text in EVIL:
        held.write(held.leader, held.items()[0], f"{text} ", signed=text.strip())
    held.end(held.items()[0], "later", "=1+1")
    content = taken(anyone, held, "xlsx")
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    text = {cell.value: cell for cell in cells if isinstance(cell.value, str)}
    for evil in ("=1+1", *(one.strip() for one in EVIL)):
        assert evil in text, evil
    assert all(text[one.strip()].quotePrefix for one in EVIL[:4])
    [sheet] = [one for one in book if one.title == "Uitkomst"]
    numbers = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "n"]
    held.step("close")
    lines = csv.reader(io.StringIO(file_of(anyone, held, "csv").decode("utf-8-sig")), delimiter=";")
    written = {cell for line in lines for cell in line}
    assert "'=1+1" in written
    assert [one for one in written if one.startswith(FORMULA) and not re.fullmatch(r"-[0-9,]+", one)] == []
    assert any(cell.value is not None for cell in numbers)
