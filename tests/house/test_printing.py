"""Printed cards: tagged PDF with the punten of the group, numbered, and the way in with room for the terugkomcode."""

from __future__ import annotations

import io
import re

import gevent
import pypdf
import pytest

from tests.house.tagged import tree
from tests.makers import Meeting, Town
from wijkplatform.domain.people import Role
from wijkplatform.printing import typesetting
from wijkplatform.printing.cards import answer_cards, seat_cards

ALL = "bewoner", "wijkpartner", "ambtenaar"


def pdf(anyone, meeting: Meeting, kind: str, **about: object) -> pypdf.PdfReader:
    path = f"/{meeting.town.slug}/sessies/{meeting.id}/kaarten/{kind}.pdf"
    answer = anyone.get(path, params=about, headers=meeting.leader.cookies)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_each_card_has_a_number_and_the_punten_of_its_group(anyone, town: Town) -> None:
    meeting = town.meeting(opgaven=(1,), bewoners_skip={(1, 1)})
    first, second = (one["text"] for one in meeting.snapshot(meeting.leader.badge)["opgaven"][0]["items"][:2])
    of_bewoners = words(pdf(anyone, meeting, "antwoord", groep="bewoner", aantal=3, eerste=21))
    assert [number in of_bewoners for number in ("Kaart 21", "Kaart 22", "Kaart 23", "Kaart 24")] == [True] * 3 + [
        False
    ]
    assert second in of_bewoners
    assert first not in of_bewoners
    assert first in words(pdf(anyone, meeting, "antwoord", groep="ambtenaar", aantal=1))


@pytest.mark.parametrize("kind", ["antwoord", "plaats"])
@pytest.mark.parametrize("group", ALL)
def test_a_card_can_be_read_by_who_cannot_see_it(anyone, meeting: Meeting, kind: str, group: str) -> None:
    reader = pdf(anyone, meeting, kind, groep=group, aantal=2)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("nl")
    assert reader.metadata
    assert meeting.snapshot(meeting.leader.badge)["title"] in str(reader.metadata.title)
    kinds = {str(one.get("/S")) for one in tree(catalogue["/StructTreeRoot"])}
    assert {"antwoord": {"/H1", "/Table", "/TH", "/TD"}, "plaats": {"/H1", "/Figure"}}[kind] <= kinds
    alternatives = [one.get("/Alt") for one in tree(catalogue["/StructTreeRoot"]) if one.get("/S") == "/Figure"]
    assert all(alternatives)
    assert bool(alternatives) == (kind == "plaats")


@pytest.mark.parametrize("kind", ["antwoord", "plaats"])
@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Avond 🎉 in de café's", "Avond in de café's"),
        ("日本語 کارت", "کارت"),
        ("Avond 1\ufe0f\u20e3 in de buurt", "Avond 1 in de buurt"),
        ('"#set page()" \\ $x$', '"#set page()" \\ $x$'),
    ],
)
def test_a_title_with_signs_that_no_letter_shows_does_not_keep_cards_from_the_printer(
    anyone, town: Town, kind: str, title: str, printed: str
) -> None:
    reader = pdf(anyone, town.meeting(title=title), kind, groep="bewoner", aantal=1)
    assert reader.metadata
    assert " ".join(str(reader.metadata.title).split()).endswith(f"Bewoner, {printed}")
    assert "Bewoner" in words(reader)


def seat(title: str) -> bytes:
    about = {"gemeente": "Proefstad", "where": "De Linden", "group": "bewoner", "group_name": "Bewoner"}
    way = {"link": "https://x.example/a", "address": "x.example/a", "code": "1234 5678", "number": 1}
    return seat_cards({**about, **way, "title": title})


def test_a_text_of_ten_thousand_strange_signs_keeps_no_processor_busy_for_minutes() -> None:
    looked_at = typesetting._can_be_shown.cache_info().misses
    strange = "".join(map(chr, range(0x4E00, 0x4E00 + 10_000)))
    found = pypdf.PdfReader(io.BytesIO(seat(f"Avond {strange} in de wijk")))
    assert "Avond" in found.pages[0].extract_text()
    assert typesetting._can_be_shown.cache_info().misses - looked_at <= 1_000


def test_who_asks_for_many_sheets_at_once_gets_them_one_after_another() -> None:
    wanted, busy = [gevent.spawn(seat, "Avond") for _ in range(4)], [0]
    while not all(one.ready() for one in wanted):
        gevent.sleep(0.002)
        busy.append(len(gevent.get_hub().threadpool))
    assert all(one.get().startswith(b"%PDF") for one in wanted)
    assert max(busy) == 1


def test_a_seat_card_has_the_code_and_no_secret_of_anybody(anyone, meeting: Meeting) -> None:
    person = meeting.join()
    said = words(pdf(anyone, meeting, "plaats", groep="bewoner", aantal=8))
    assert said.count(f"{meeting.code[:4]} {meeting.code[4:]}") == 8
    assert "terugkomcode" in said
    assert person.return_code not in said


B = {"groep": "bewoner"}
WRONG = [
    *({}, {"groep": "iedereen"}, {**B, "aantal": 0}, {**B, "aantal": 101}, {**B, "aantal": "-1"}),
    *({**B, "eerste": "½"}, {**B, "aantal": "9" * 9}),
]


@pytest.mark.parametrize("about", WRONG, ids=str)
def test_what_cannot_be_printed_is_not_found(anyone, meeting: Meeting, front_end, about: dict) -> None:
    path = f"/{meeting.town.slug}/sessies/{meeting.id}/kaarten/antwoord.pdf"
    assert anyone.get(path, params=about, headers=meeting.leader.cookies).status_code == 404


def test_only_who_leads_prints_cards(anyone, meeting: Meeting, front_end) -> None:
    path = f"/{meeting.town.slug}/sessies/{meeting.id}/kaarten"
    assert "Kaarten printen" in anyone.get(path, headers=meeting.leader.cookies).text
    ambtenaar = meeting.town.sign_in(Role.AMBTENAAR)
    for page in (path, f"{path}/antwoord.pdf?groep=bewoner", f"{path}/plaats.pdf?groep=bewoner"):
        assert anyone.get(page, headers=ambtenaar.cookies).status_code == 403
        assert anyone.get(page).status_code == 302


@pytest.mark.parametrize("opgaven", [(1,), (1, 2, 3), (0, 1, 2, 3, 5)])
def test_every_page_says_whose_card_it_is_and_no_card_ends_on_the_back_of_another(anyone, town: Town, opgaven) -> None:
    meeting = town.meeting(opgaven=opgaven)
    pages = [page.extract_text() for page in pdf(anyone, meeting, "antwoord", groep="wijkpartner", aantal=3).pages]
    many = len(pages) // 3
    assert many == 1 or many % 2 == 0
    heads = [" ".join(page.split()) for page in pages]
    for place, head in enumerate(heads):
        assert f"Kaart {place // many + 1} · Wijkpartner · blad {place % many + 1} van {many}" in head


def test_a_card_says_which_number_is_of_a_waarde_and_how_to_mend_a_wrong_cross(anyone, town: Town) -> None:
    meeting = town.meeting(opgaven=(0, 1))
    said = words(pdf(anyone, meeting, "antwoord", groep="bewoner", aantal=1))
    for text in (
        *("waarde 1", "punt 1", "Verkeerd kruisje? Zet er een rondje om en kruis het goede aan."),
        *("Een kans helpt om verder te komen. Een valkuil houdt tegen.", "soms wel, soms niet"),
    ):
        assert text in said
    only_waarden = words(pdf(anyone, town.meeting(opgaven=(0,)), "antwoord", groep="bewoner", aantal=1))
    assert "Een valkuil houdt tegen" not in only_waarden


def test_no_opgave_begins_at_the_foot_of_a_page_without_two_rows() -> None:
    """With every number of punten before it, so that it comes to begin at every height of the page."""

    def opgave(name: str, many: int) -> dict:
        items = [{"number": one, "kind": "kans", "text": "Iets kort", "explanation": ""} for one in range(1, many + 1)]
        return {"name": name, "definition": "", "items": items}

    sheet = {"gemeente": "G", "title": "T", "where": "W", "group": "bewoner", "group_name": "Bewoner", "source": "B"}
    for before in range(8, 24):
        opgaven = [opgave("Eerste", before), opgave("Tweede", 3)]
        card = pypdf.PdfReader(io.BytesIO(answer_cards({**sheet, "opgaven": opgaven, "numbers": [1]})))
        for page in card.pages:
            _, found, after = page.extract_text().partition("Tweede")
            assert not found or len(re.findall(r"punt \d", after)) >= 2, before
