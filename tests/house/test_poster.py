"""The poster for the community centre: one page of what the report says, large enough, and nobody's notes."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from tests.house.tagged import tree
from tests.house.test_reports import FEW, FEW_PEOPLE, plain, play
from tests.makers import Maker, Meeting
from wijkplatform.domain.people import Role
from wijkplatform.printing.reports import poster
from wijkplatform.services import reporting
from wijkplatform.web.poster_sheet import poster_sheet

ARABIC = "\u0646\u0644\u062a\u0642\u064a \u0641\u064a \u0627\u0644\u062d\u064a"
A3 = (842, 1191)


@pytest.fixture(scope="module")
def meeting(maker: Maker) -> Meeting:
    return play(maker.town())


def report_of(meeting: Meeting) -> Any:
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        return reporting.see_report(work, meeting.id)


def printed(report: Any) -> tuple[pypdf.PdfReader, str]:
    pdf = pypdf.PdfReader(io.BytesIO(poster(poster_sheet(report, "wijk@proefstad.example"), "#0f4c55")))
    assert [tuple(round(side) for side in page.mediabox[2:]) for page in pdf.pages] == [A3]
    return pdf, plain(pdf.pages[0].extract_text())


def test_a_poster_says_what_the_report_says_on_one_page_for_everybody(anyone, front_end, meeting: Meeting) -> None:
    path = f"/{meeting.town.slug}/beheer/sessies/{meeting.id}"
    answer = anyone.get(f"{path}/poster.pdf", headers=meeting.leader.cookies)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert f'href="{path}/poster.pdf"' in anyone.get(f"{path}/rapport", headers=meeting.leader.cookies).text
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    assert [tuple(round(side) for side in page.mediabox[2:]) for page in pdf.pages] == [A3]
    words = plain(pdf.pages[0].extract_text())
    report = report_of(meeting)
    first = report["lists"]["differ"][0]
    strongest = next(one for opgave in report["opgaven"] for one in opgave["items"] if one["item"] == first)
    found = len(report["lists"]["differ"])
    for said in (
        *(f"Over {found} van de 4 punten denken de groepen echt anders", "De Linden", report["title"], report["day"]),
        *("8 bewoners", "6 ambtenaren", f"wijkpartners {FEW_PEOPLE}", strongest["sentence"], plain(strongest["text"])),
        *("Dit spraken we af", "Woonbron, wijkbeheerder", "Zo gaat het verder", "Woonbron geeft u antwoord."),
        *("hoe meer die groep het punt herkent", "VNG en BZK, december 2009"),
    ):
        assert said in words, said
    for secret in ("Dit gaat goed <script>", "Meer licht", "wacht", "els.bos@", "Wilhelmina", "oorlopig"):
        assert secret not in words
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("nl")
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_object().get_data()
    assert pdf.metadata
    assert pdf.metadata.title == f"Poster: {report['title']}"
    tags = list(tree(catalogue["/StructTreeRoot"]))
    levels = [int(str(one["/S"])[2]) for one in tags if str(one.get("/S")) in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    pictures = [str(one.get("/Alt")) for one in tags if one.get("/S") == "/Figure"]
    assert len(pictures) == min(found, 3)
    assert all(f"wijkpartners: {FEW}" in one for one in pictures)
    looks = meeting.town.sign_in(Role.WIJKPARTNER)
    assert anyone.get(f"{path}/poster.pdf", headers=looks.cookies).status_code == 403


def test_a_poster_keeps_to_its_page_however_much_or_little_there_is_to_say(meeting: Meeting) -> None:
    report = report_of(meeting)
    made = report["agreements"][0]
    long = {"what": "Wij regelen dit " * 31, "organisation": "Organisatie " * 10, "role": "rol " * 30}
    full = {**report, "title": "Een lange titel " * 6, "wijk": "Wijk " * 12, "agreements": 9 * [made | long]}
    for item in full["opgaven"][0]["items"]:
        item["text"] = "Het wijkpodium is goed geregeld " * 7
    full["lists"]["differ"] = [one["item"] for one in full["opgaven"][0]["items"]]
    _, words = printed(full)
    assert "afspraken." in words
    assert "VNG en BZK, december 2009" in words
    _, words = printed({**report, "agreements": []})
    assert "Er zijn geen afspraken gemaakt." in words
    assert "merkt u iets" not in words
    _, words = printed({**report, "final": False, "agreements": [made | {"what": f"Woonbron: {ARABIC}"}]})
    assert "Voorlopig" in words
    assert "Woonbron: " in words
    assert any(sign in words for sign in ARABIC if not sign.isspace())
    _, words = printed({**report, "wijk": "n" * 200})
    assert max(len(run) for run in words.split()) < 60
    dropped, done = made | {"status": "dropped"}, made | {"status": "done"}
    _, words = printed({**report, "agreements": [dropped, done]})
    assert words.count("Woonbron, wijkbeheerder") == 1
    assert "wijkbeheerder · klaar" in words
    assert "geeft u antwoord" not in words
