"""The report of a session: one sheet for the page and the PDF, made of what was published and of nothing else."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pypdf
import pytest

from tests.house.agreeing import ESCAPED, HOSTILE
from tests.house.tagged import tree
from tests.makers import Maker, Meeting, Person, Town
from wijkplatform.charts.svg import decimal
from wijkplatform.domain.people import Group, Role
from wijkplatform.printing.reports import report
from wijkplatform.services import reporting
from wijkplatform.web.report_sheet import sheet

B, W, A = Group.BEWONER, Group.WIJKPARTNER, Group.AMBTENAAR
FEW = "te weinig antwoorden om te tonen"
FEW_PEOPLE = "te weinig mensen om te tonen"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"


def play(town: Town, *, hidden: int = 3, close: bool = True) -> Meeting:
    """A closed session on opgave 10 with a suppressed group of two, in which `hidden` is what those two answered.

    The groups differ on the first punt, which was scored again after a talk;
    opgave 9 was never shown, and opgave 8 never came.
    """
    meeting = town.meeting(opgaven=(10, 9, 8), title="Avond over gezond wonen")
    people = meeting.fill(8, 2, 6)
    meeting.step("start", "open", opgave=10)
    items = meeting.items(10)

    def said(place: int, person: Person, seq: int) -> int:
        value = {B: 1 + place % 2, W: hidden, A: 5 - place % 2}[person.group] if seq % 2 else (place + seq) % 6
        return hidden if person.group is W else value

    def answer(item: str, seq: int, round_: int) -> None:
        meeting.answer(
            {(one, item): said(place, one, seq) for place, one in enumerate(people)}, round_, since=seq * 100
        )

    for seq, item in enumerate(items, start=1):
        answer(item, seq, 1)
    for person in people[:3]:
        meeting.propose(person, items[1])
    meeting.step("reveal")
    meeting.write(meeting.leader, items[0], f"Dit gaat goed {HOSTILE}", group="bewoner", signed="Wilhelmina Jansen")
    meeting.write(meeting.leader, items[0], "Meer licht\n\nbij de flat", "could_be_better")
    meeting.write(people[0], items[0], "Een notitie die wacht")
    meeting.step("again", opgave=10, item=items[0])
    answer(items[0], 7, 2)
    meeting.step("reveal")
    plan = {"what": f"De lampen {HOSTILE}", "email": "els.bos@elders.example", "quick": True}
    meeting.end(items[0], "agreement", "Dit willen wij allemaal", **plan)
    meeting.end(items[1], "no_action", "Het gaat al goed")
    meeting.choose(items[2], "skip")
    meeting.step("open", opgave=9)
    if close:
        meeting.step("close")
    return meeting


@dataclass(frozen=True)
class Told:
    """A session with the three forms in which it can be taken along."""

    meeting: Meeting
    page: str
    pdf: pypdf.PdfReader
    export: Mapping[str, Any]

    @classmethod
    def of(cls, anyone, meeting: Meeting, query: str = "") -> Told:
        lead = meeting.leader.cookies
        page, pdf = (anyone.get(f"{path_of(meeting)}{end}{query}", headers=lead) for end in ("", ".pdf"))
        assert (page.status_code, pdf.status_code) == (200, 200), page.text + pdf.text
        assert pdf.headers["Content-Type"] == "application/pdf"
        export = anyone.get(f"{meeting.path}/results", headers=lead).json()
        return cls(meeting, page.text, pypdf.PdfReader(io.BytesIO(pdf.content)), export)

    @property
    def page_words(self) -> str:
        return plain(html.unescape(re.sub(r"<[^>]*>", " ", self.page)))

    @property
    def pdf_words(self) -> str:
        return plain(" ".join(page.extract_text() for page in self.pdf.pages))


def path_of(meeting: Meeting) -> str:
    return f"/{meeting.town.slug}/beheer/sessies/{meeting.id}/rapport"


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def meeting(maker: Maker) -> Meeting:
    return play(maker.town())


@pytest.fixture
def told(anyone, front_end, meeting: Meeting) -> Told:
    return Told.of(anyone, meeting)


def rows(export: Mapping[str, Any]) -> list[str]:
    """The line of numbers that each punt should have, made of the export alone."""
    last = {one["result"]["item"]: one for one in sorted(export["items"], key=lambda one: one["result"]["round"])}
    return [
        " ".join([str(one["number"]), one["text"], *(cell(one["result"]["groups"][group]) for group in (B, W, A))])
        for one in last.values()
    ]


def cell(seen: Mapping[str, Any]) -> str:
    if seen["answered"] is None:
        return FEW
    mean = decimal(seen["mean"]) if seen["mean"] is not None else "iedereen koos: weet ik niet"
    return f"{mean} {seen['answered']} antwoorden waarvan {seen['counts'][0]} × weet ik niet"


def test_page_and_pdf_hold_the_numbers_of_the_export(told: Told) -> None:
    expected = rows(told.export)
    assert len(expected) == 4
    assert all(FEW in one for one in expected)
    for row in expected:
        assert row in told.page_words
        assert row in told.pdf_words


def test_page_and_pdf_hold_the_sub_results_of_the_export(told: Told) -> None:
    result = next(one for one in told.export["opgave_results"] if one["opgave"] == 10)
    for group in (B, A):
        cells = [
            f"{one['value']} op basis van {one['judged']} van {one['asked']} punt{'' if one['asked'] == 1 else 'en'}"
            for one in (result["groups"][group]["kansen"], result["groups"][group]["valkuilen"])
            if one["asked"]
        ]
        assert cells
        row = " ".join([{B: "Bewoners", A: "Ambtenaren"}[group], *cells])
        assert row in told.page_words
        assert row in told.pdf_words


def test_the_sentences_are_those_of_the_export_and_the_title_is_the_main_finding(told: Told) -> None:
    for words in (told.page_words, told.pdf_words):
        assert all(one["sentence"] in words for one in told.export["items"] if one["result"]["round"] == 1)
        found = len(told.export["lists"]["differ"])
        assert f"Over {found} van de 4 punten denken de groepen echt anders" in words
    assert f">Over {len(told.export['lists']['differ'])} van de 4" in told.page


def test_what_a_hidden_group_answered_changes_not_one_word(anyone, front_end, told: Told, town: Town) -> None:
    other = Told.of(anyone, play(town, hidden=5))
    assert other.pdf_words == told.pdf_words
    without_ids = [
        re.sub(rf"{one.meeting.town.slug}|{one.meeting.id}|/wijken/[^\"]+|nonce=\S+|value=\S+", "", one.page)
        for one in (told, other)
    ]
    assert without_ids[0] == without_ids[1]
    assert f"wijkpartners {FEW_PEOPLE}" in told.pdf_words


def test_a_word_longer_than_a_line_runs_off_no_paper(meeting: Meeting) -> None:
    endless = "n" * 300
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        told = reporting.see_report(work, meeting.id)
    told["title"] = endless
    for one in told["agreements"]:
        one["organisation"] = one["what"] = endless
    pages = pypdf.PdfReader(io.BytesIO(report(sheet(told), "#0f4c55"))).pages
    runs = [len(run) for page in pages for run in re.findall("n[n\u200b]*", page.extract_text())]
    assert 20 < max(runs) < 110, "a line of the smallest letters holds some hundred of them"


def test_everybody_can_read_the_pdf_also_who_does_not_see_it(told: Told) -> None:
    catalogue = told.pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("nl")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert told.pdf.metadata
    assert told.pdf.metadata.title == "Rapport: Avond over gezond wonen"
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_object().get_data()
    tags = list(tree(catalogue["/StructTreeRoot"]))
    kinds = [str(one.get("/S")) for one in tags]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= set(kinds)
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    pictures = [str(one.get("/Alt")) for one in tags if one.get("/S") == "/Figure"]
    drawn = [html.unescape(one) for one in re.findall(r'role="img" aria-label="([^"]*)"', told.page)]
    assert pictures == drawn
    assert f"wijkpartners: {FEW}" in pictures[0]


def test_each_page_of_the_pdf_has_its_number_and_the_source(told: Told) -> None:
    pages = [plain(page.extract_text()) for page in told.pdf.pages]
    for place, page in enumerate(pages, start=1):
        assert f"bladzijde {place} van {len(pages)}" in page
        assert "Checklist ‘Een stap verder met wijkgericht werken’, VNG en BZK, december 2009" in page


def test_the_first_page_is_a_summary_that_ends_on_it(told: Told) -> None:
    first, second = (plain(page.extract_text()) for page in told.pdf.pages[:2])
    for words in (
        "8 bewoners",
        "6 ambtenaren",
        "Hier verschillen de groepen het duidelijkst",
        "Dit is afgesproken",
        "En nu?",
    ):
        assert words in first
    assert "Geen verkiezing, geen steekproef." in first
    assert "Inhoud" in second
    assert "Inhoud" not in first


def test_the_summary_keeps_to_one_page_however_much_there_is_to_say(meeting: Meeting) -> None:
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        found: Any = reporting.see_report(work, meeting.id)
    long = {"what": "Wij regelen dit " * 31, "organisation": "Organisatie " * 10, "role": "rol " * 30}
    found |= {
        "title": "Een lange titel " * 6,
        "place": "Buurthuis " * 15,
        "agreements": 9 * [found["agreements"][0] | long],
    }
    for item in found["opgaven"][0]["items"]:
        item["text"] = "Het wijkpodium is goed geregeld " * 7
    found["lists"]["differ"] = [one["item"] for one in found["opgaven"][0]["items"]]
    pages = [plain(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(report(sheet(found), "#0f4c55"))).pages]
    assert "Geen verkiezing, geen steekproef." in pages[0]
    assert "En nog 6. Zie Afspraken." in pages[0]
    assert "Inhoud" in pages[1]


def test_what_should_have_been_done_by_now_is_told_as_late(meeting: Meeting) -> None:
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        found: Any = reporting.see_report(work, meeting.id)
    late = {**found["agreements"][0], "late": True, "status": "in_progress", "due": "2026-11-01"}
    (said,) = sheet({**found, "agreements": [late]})["next"]["some"]
    assert said["day"] == "1 november 2026"
    assert said["what"].startswith("Dit had klaar moeten zijn: De lampen")


def test_notes_outcomes_and_what_was_skipped_or_hidden_are_told(told: Told) -> None:
    for words in (told.page_words, told.pdf_words):
        for said in (
            *("Wat gaat goed", "Wat kan beter", "Meer licht bij de flat", "bewoner", "een deelnemer"),
            *("Dit willen wij allemaal", "Geen actie", "Het gaat al goed", "Overgeslagen", "Na het gesprek"),
            *(
                "Verborgen punten",
                "Zij blijft verborgen.",
                "Dit deel is niet gedaan.",
                "nog niet begonnen",
                "uitvoerend",
                "Woonbron, wijkbeheerder",
            ),
            *(
                "Woonbron geeft antwoord: De lampen",
                "Dit wilden deelnemers bespreken",
                "3 deelnemers wilden dit bespreken",
            ),
        ):
            assert said in words, said


def test_nobody_is_named_and_what_was_not_shown_is_not_there(told: Told) -> None:
    for words in (told.page, told.pdf_words):
        for secret in ("els.bos@elders.example", "Wilhelmina", "Een notitie die wacht"):
            assert secret not in words


def test_what_people_wrote_is_text_and_never_markup_or_an_error(told: Told) -> None:
    assert ESCAPED in told.page
    assert "<script>alert(1)" not in told.page
    assert "<script>alert(1)</script> &" in told.pdf_words
    assert "=1+1" in told.pdf_words
    assert HEBREW in told.pdf_words or HEBREW[::-1] in told.pdf_words
    assert '<p class="wp-report__note" dir="auto">' in told.page


def test_until_the_session_is_closed_each_page_says_that_it_is_provisional(
    anyone, front_end, town: Town, told: Told
) -> None:
    running = Told.of(anyone, play(town, close=False))
    assert all("Voorlopig" in page.extract_text() for page in running.pdf.pages)
    assert "wp-report--provisional" in running.page
    assert "Voorlopig rapport van" in running.page_words
    assert str(running.pdf.metadata and running.pdf.metadata.title).startswith("Voorlopig rapport")
    assert "nog niet getoond" in running.pdf_words
    assert "Dit deel is nog niet gedaan." in running.pdf_words
    for words in (told.page_words, told.pdf_words):
        assert "oorlopig" not in words


def test_punten_can_be_read_in_the_words_of_the_source(anyone, front_end, meeting: Meeting, told: Told) -> None:
    original = Told.of(anyone, meeting, "?tekst=origineel")
    opgave = next(one for one in meeting.snapshot(meeting.leader.badge)["opgaven"] if one["number"] == 10)
    item = opgave["items"][0]
    assert item["text"] != item["original"]
    for plain_words, source_words in ((told.page_words, original.page_words), (told.pdf_words, original.pdf_words)):
        assert (item["text"] in plain_words, item["original"] in plain_words) == (True, False)
        assert (item["text"] in source_words, item["original"] in source_words) == (False, True)
    wrong = anyone.get(f"{path_of(meeting)}?tekst=iets", headers=meeting.leader.cookies)
    assert wrong.status_code == 404


@pytest.mark.parametrize("end", ["", ".pdf"])
def test_who_reads_the_results_of_the_gemeente_reads_its_reports(
    anyone, front_end, meeting: Meeting, other_town: Town, end: str
) -> None:
    path = f"{path_of(meeting)}{end}"
    for role in (Role.INKIJKER, Role.AMBTENAAR, Role.SPELLEIDER, Role.BEHEERDER):
        assert anyone.get(path, headers=meeting.town.sign_in(role).cookies).status_code == 200
    assert anyone.get(path, headers=meeting.town.sign_in(Role.WIJKPARTNER).cookies).status_code == 403
    assert anyone.get(path).status_code == 302
    boss = other_town.sign_in(Role.BEHEERDER).cookies
    answers = [
        anyone.get(f"/{other_town.slug}/beheer/sessies/{one}/rapport{end}", headers=boss).status_code
        for one in (meeting.id, uuid4())
    ]
    assert answers == [404, 404]


def test_a_session_without_results_has_a_report_that_says_so(anyone, front_end, town: Town) -> None:
    told = Told.of(anyone, town.meeting(opgaven=(0, 10), title='"#set page()" \\ $x$ 🎉'))
    for words in (told.page_words, told.pdf_words):
        assert "Er is nog geen uitkomst getoond" in words
        assert '"#set page()" \\ $x$' in words
        assert "Er zijn geen afspraken gemaakt." in words


def test_the_front_page_leads_to_a_report_as_soon_as_there_is_one(anyone, front_end, town: Town) -> None:
    meeting = town.meeting(opgaven=(10,))

    def seen() -> str:
        page: str = anyone.get(f"/{town.slug}/beheer", headers=meeting.leader.cookies).text
        return page

    assert path_of(meeting) not in seen()
    meeting.step("start", "open", "reveal")
    assert re.search(rf'href="{path_of(meeting)}"[^>]*>Voorlopig rapport<', seen())
    meeting.step("close")
    assert re.search(rf'href="{path_of(meeting)}"[^>]*>Rapport<', seen())
