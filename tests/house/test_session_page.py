"""The page of a session: each punt with how people answered, what was said and agreed, and nothing that was hidden."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from uuid import uuid4

import pytest

from tests.house.agreeing import ESCAPED
from tests.house.overseeing import words
from tests.house.test_reports import FEW, play
from tests.makers import Maker, Meeting, Town
from wijkplatform.domain.people import Role

pytestmark = pytest.mark.usefixtures("front_end")

LISTS = {
    "verschillen": "differ",
    "verdeeld": "divided",
    "zorg": "worry",
    "sterk": "strength",
    "weet-ik-niet": "unknown",
}


@pytest.fixture(scope="module")
def meeting(maker: Maker) -> Meeting:
    """The evening of the report: a group of two that is hidden, a second round, opgave 9 not shown, 8 not done."""
    return play(maker.town())


def path_of(meeting: Meeting) -> str:
    return f"/{meeting.town.slug}/beheer/sessies/{meeting.id}/punten"


def page_of(anyone, meeting: Meeting, query: str = "", role: Role = Role.INKIJKER, status: int = 200) -> str:
    """The page as who has this role gets it."""
    answer = anyone.get(f"{path_of(meeting)}{query}", headers=meeting.town.sign_in(role).cookies)
    assert answer.status_code == status, answer.text
    return str(answer.text)


def read(source: str) -> str:
    return words(f"<main>{source}</main>")


def cards(page: str) -> dict[str, str]:
    """The source of each punt by where its link leads, in the order of the page."""
    parts = page.split('<article class="wp-punt" id="')[1:]
    return {part.partition('"')[0]: part.partition("</article>")[0] for part in parts}


def spreads(card: str) -> list[str]:
    """What the pictures and tables of 'Zo antwoordden de mensen' say, one for each round."""
    parts = card.split('<figure class="wp-punt__spread')[1:]
    return [part.partition("</figure>")[0].partition(">")[2] for part in parts]


def counted(seen: Mapping[str, object], name: str) -> str:
    """The row of a group as its table should say it, made of the export alone."""
    counts = seen["counts"]
    if not isinstance(counts, list):
        return f"{name} {FEW}"
    mean = seen["mean"]
    said = f"{mean + 1e-9:.1f}".replace(".", ",") if isinstance(mean, float | int) else "–"
    many = seen["answered"]
    return f"{name} {many} antwoord{'' if many == 1 else 'en'} {' '.join(map(str, [*counts[1:], counts[0]]))} {said}"


def test_each_punt_has_its_finding_its_people_its_rounds_its_talk_and_its_afspraken(anyone, meeting: Meeting) -> None:
    page = page_of(anyone, meeting)
    export = anyone.get(f"{meeting.path}/results", headers=meeting.leader.cookies).json()
    found = cards(page)
    numbers = list(dict.fromkeys(one["number"] for one in export["items"]))
    assert list(found) == [f"punt-10-{number}" for number in numbers]
    assert re.search(
        rf"<h1[^>]*>Over {len(export['lists']['differ'])} van de 4 punten denken de groepen echt anders<", page
    )
    assert "8 bewoners gaven antwoord" in read(page.partition('aria-label="Wie deed mee"')[2])
    for one in export["items"]:
        told = read(found[f"punt-10-{one['number']}"])
        assert one["text"] in told
        assert one["sentence"] in told
        assert f"Punt {one['number']} · {one['kind']}" in told
    first, *others = found.values()
    assert first.count('<figure class="wp-punt__spread') == 2
    assert all(card.count('<figure class="wp-punt__spread') == 1 for card in others)
    last = read(first.partition("<details")[0])
    assert "Ronde 2, na het gesprek" in last, "what counts is the last round"
    assert "Ronde 1" not in last
    assert [said.partition(",")[0] for said in map(read, spreads(first))] == ["Ronde 1", "Ronde 2"]
    told = read(first)
    for said in (
        *("groepen verschillen", "gemiddeld", "uit elkaar", "Zo antwoordden de mensen", "Elk teken is één mens."),
        *("Ronde 1, vóór het gesprek", "Ronde 2, na het gesprek", "Open teken: vóór het gesprek.", "Wie twee keer"),
        *("Wat gaat goed", "Wat kan beter", "Meer licht bij de flat", "bewoner", "een deelnemer"),
        *("Afspraak Dit willen wij allemaal", "Woonbron, wijkbeheerder · uiterlijk", "nog niet begonnen"),
    ):
        assert said in told, said
    assert ESCAPED in first
    assert f'href="/{meeting.town.slug}/beheer/afspraken/' in first
    assert f'href="{path_of(meeting)}#punt-10-{numbers[0]}"' in first
    assert "3 deelnemers wilden dit bespreken" in read(others[0])
    assert "Geen actie Het gaat al goed" in read(others[0])
    assert "De spelleider sloeg dit punt over." in read(others[1])
    assert "Ronde" not in read("".join(others))
    assert "Wat gaat goed" not in read("".join(others))


def test_what_was_not_shown_is_named_and_nothing_of_it_or_of_a_hidden_group_or_note_is_in_the_page(
    anyone, meeting: Meeting
) -> None:
    page = page_of(anyone, meeting)
    told = read(page.partition('aria-labelledby="opgave-9"')[2].partition("</section>")[0])
    assert "Verborgen punten De uitkomst van deze punten is niet getoond. Zij blijft verborgen." in told
    asked = {one["number"]: one for one in meeting.snapshot(meeting.leader.badge)["opgaven"]}
    assert all(f"{item['number']} {item['text']}" in told for item in asked[9]["items"])
    assert "Dit deel is niet gedaan." in read(page.partition('aria-labelledby="opgave-8"')[2])
    for secret in ("els.bos@elders.example", "Wilhelmina", "Een notitie die wacht"):
        assert secret not in page, secret
    for card in cards(page).values():
        assert f"wijkpartners: {FEW}" in card
        for spread in spreads(card):
            assert f"Wijkpartners {FEW}" in read(spread)
            assert "Wijkpartners kozen" not in spread
            assert "#wp-chart-bewoner-" in spread
            assert "#wp-chart-wijkpartner-" not in spread


def test_the_filters_stand_in_the_address_and_let_through_what_was_found(anyone, meeting: Meeting) -> None:
    export = anyone.get(f"{meeting.path}/results", headers=meeting.leader.cookies).json()
    of = {one["result"]["item"]: f"punt-10-{one['number']}" for one in export["items"]}
    last = {one["result"]["item"]: one["result"]["word"] for one in export["items"]}
    listed = {item for name in LISTS.values() for item in export["lists"][name]}
    expected = {word: {of[item] for item in export["lists"][name]} for word, name in LISTS.items()}
    expected["misschien"] = {of[item] for item, word in last.items() if word == "perhaps" and item not in listed}
    expected["besproken"] = set(list(of.values())[:2])
    assert expected["verschillen"]
    assert not all(expected.values())
    everything = page_of(anyone, meeting)
    for word, punten in expected.items():
        page = page_of(anyone, meeting, f"?opgave=10&welke={word}")
        assert set(cards(page)) == punten, word
        assert re.search(rf'<option value="{word}" selected>[^<]+\({len(punten)}\)<', page)
        assert "Verborgen punten" not in page
        assert f'href="{path_of(meeting)}"' in page, "there is a way back to all"
        assert ("Er is geen punt dat hierbij past." in page) == (not punten)
    assert cards(page_of(anyone, meeting, "?opgave=10")) == cards(everything)
    hidden = page_of(anyone, meeting, "?opgave=9")
    assert cards(hidden) == {}
    assert "Verborgen punten" in hidden
    assert "Opgave 10:" not in hidden.partition('class="wp-filter"')[2].partition("</form>")[2]

    [item, *_] = next(one for one in meeting.snapshot(meeting.leader.badge)["opgaven"] if one["number"] == 10)["items"]
    original = page_of(anyone, meeting, "?tekst=origineel")
    assert (item["text"] in read(everything), item["original"] in read(everything)) == (True, False)
    assert (item["text"] in read(original), item["original"] in read(original)) == (False, True)
    assert "/rapport?tekst=origineel" in original
    assert f"?tekst=origineel#punt-10-{item['number']}" in original


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("?opgave=99", "opgave"),
        ("?opgave=%00", "opgave"),
        ("?welke=alles", "keuze van punten"),
        ("?tekst=klingon&opgave=10", "keuze van woorden"),
        (f"?opgave={'9' * 5000}&welke=<script>", "opgave en deze keuze van punten"),
    ],
)
def test_a_word_in_the_address_that_is_unknown_shows_all_and_says_so(
    anyone, meeting: Meeting, query: str, what: str
) -> None:
    page = page_of(anyone, meeting, query, status=400)
    assert f"wij kennen deze {what} niet. Daarvan ziet u nu alles." in html.unescape(page)
    assert len(cards(page)) == 4
    assert "<script>" not in page.partition("<main")[2]


def test_who_reads_the_results_of_the_gemeente_finds_the_page_and_nobody_else_does(
    anyone, meeting: Meeting, other_town: Town
) -> None:
    town, path = meeting.town, path_of(meeting)
    for role in (Role.INKIJKER, Role.AMBTENAAR, Role.SPELLEIDER, Role.BEHEERDER):
        assert cards(page_of(anyone, meeting, role=role))
    assert anyone.get(path, headers=town.sign_in(Role.WIJKPARTNER).cookies).status_code == 403
    assert anyone.get(path).status_code == 302
    boss = other_town.sign_in(Role.BEHEERDER).cookies
    foreign = [f"/{other_town.slug}/beheer/sessies/{one}/punten" for one in (meeting.id, uuid4())]
    assert [anyone.get(one, headers=boss).status_code for one in foreign] == [404, 404]

    lead = town.sign_in(Role.SPELLEIDER).cookies
    seen = {
        where: anyone.get(f"/{town.slug}/beheer{where}", headers=lead).text
        for where in ("", "/overzicht", f"/sessies/{meeting.id}/rapport")
    }
    [wijk] = set(re.findall(rf'href="/{town.slug}/beheer/overzicht/([0-9a-f-]+)"', seen["/overzicht"]))
    seen["/wijken"] = anyone.get(f"/{town.slug}/beheer/wijken/{wijk}", headers=lead).text
    for where, page in seen.items():
        assert f'href="{path}' in page, where
    targets = re.findall(rf'href="{path}#([^"]+)"', seen["/overzicht"] + seen["/wijken"])
    assert targets
    assert set(targets) <= set(cards(page_of(anyone, meeting)))
    assert re.search(rf'Geweest \(1\).*href="{path}"[^>]*>Uitkomst<', seen[""], re.DOTALL)


def test_before_anything_is_shown_and_before_the_closing_the_page_says_so(anyone, town: Town) -> None:
    session = town.meeting(opgaven=(0, 10))
    assert "Er is nog geen uitkomst getoond" in page_of(anyone, session)
    session.step("start", "open", "reveal")
    page = page_of(anyone, session)
    assert "Voorlopig" in read(page)
    assert "wp-report--provisional" in page
    assert "Waarde 1 te weinig antwoorden om te vergelijken" in read(cards(page)["punt-0-1"])
    front = anyone.get(f"/{town.slug}/beheer", headers=session.leader.cookies).text
    assert "Uitkomst tot nu toe" in front
    assert "Geweest" not in front
