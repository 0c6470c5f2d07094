"""Own comparisons: wijken beside each other by name, from what was published, and nothing said that may be chance."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from tests.house.overseeing import planned, wijk_id, words
from tests.house.summing import A, B, W, compare, hold
from tests.makers import Maker, Meeting, Town
from wijkplatform.domain.people import Group, Role
from wijkplatform.services import comparisons, reporting, wijken
from wijkplatform.services.comparisons import Asked, Comparison
from wijkplatform.storage import comparisons as stored
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import WijkStanding
from wijkplatform.web import comparison_sheet, report_words
from wijkplatform.web.wijk_sheet import trend_of

pytestmark = pytest.mark.usefixtures("front_end")

SMALL = 10
"""The opgave with the fewest punten: three kansen, and one valkuil."""

ROOM = {A: [5, 5, 5]}
APART, LOW, HIGH = {B: [1] * 6, A: [5] * 4}, {B: [1, 1, 2, 1, 2, 1], **ROOM}, {B: [5, 5, 4, 5, 4, 5], **ROOM}
FEW = "te weinig antwoorden"


@dataclass(frozen=True)
class Years:
    """A gemeente with some evenings behind it: the newest of each wijk."""

    town: Town
    sea: Meeting
    veld: Meeting
    linden: Meeting


@pytest.fixture(scope="module")
def years(maker: Maker) -> Years:
    """'Aan Zee' was asked in other words; in 'de Linden' something changed; in 'Het Veld' one punt was asked twice."""
    town = maker.town()
    sea = hold(town, APART, 5, (SMALL,), wijk="Aan Zee")
    with town.store.workspace(town.operator) as work:
        old = update(ScoringSession).where(ScoringSession.id == sea.id)
        work.db.execute(old.values(checklist_version="an older one"))
    hold(town, LOW, 10, (SMALL,), wijk="de Linden")
    linden = hold(town, HIGH, 20, (SMALL,), wijk="de Linden")
    veld = town.meeting((0, SMALL), starts_at=datetime(2026, 3, 15, 18, tzinfo=UTC), wijk="Het Veld")
    veld.play({B: [2, 2, 2]}, 0)
    people = veld.play({**APART, W: [5, 5]}, SMALL)
    again = veld.items(SMALL)[0]
    veld.step("again", item=again)
    for person in people:
        veld.score(person, again, 3, 100, 2)
    veld.step("reveal", "close")
    trial = town.trial(opgaven=(SMALL,), wijk="Het Veld")
    trial.play({B: [4] * 3}, SMALL)
    trial.step("close")
    busy = town.meeting((SMALL,), wijk="Het Veld")
    busy.play({B: [4] * 3}, SMALL)
    planned(town, "Zonder uitkomst", date(2027, 1, 1))
    compare(town)
    return Years(town, sea, veld, linden)


def see(town: Town, **asked: object) -> Comparison:
    with town.store.workspace(town.sign_in(Role.INKIJKER).badge) as work:
        return comparisons.see_comparison(work, Asked(**asked))  # type: ignore[arg-type]


def page(anyone, town: Town, query: str = "", status: int = 200, role: Role = Role.INKIJKER) -> str:
    answer = anyone.get(f"/{town.slug}/beheer/vergelijken{query}", headers=town.sign_in(role).cookies)
    assert answer.status_code == status
    return str(answer.text)


def tables(text: str) -> list[list[list[str]]]:
    """Per table its rows, each with the words of its cells: wijk, day, and what is told."""
    return [
        [
            [words(f"<main>{cell}</main>") for cell in re.split(r"<t[hd][^>]*>", row)[1:]]
            for row in re.split(r"<tr[^>]*>", table.partition("<tbody")[2])[1:]
        ]
        for table in text.split("<caption")[1:]
    ]


def pictures(text: str) -> list[str]:
    return re.findall(r'<svg [^>]*aria-label="([^"]*)"', text.partition('id="uitkomst"')[2])


def names(text: str) -> list[str]:
    return re.findall(r'class="wp-compare__wijk"><a[^>]*>([^<]*)<', text)


def test_an_opgave_stands_as_it_stands_in_each_wijk_by_name_and_never_by_number(anyone, years: Years) -> None:
    found = see(years.town, opgave=SMALL)
    assert [one.wijk.name for one in found.stands] == ["Aan Zee", "de Linden", "Het Veld"]
    with years.town.store.workspace(years.town.operator) as work:
        stood = {one.wijk_id: one for one in work.db.scalars(select(WijkStanding).where(WijkStanding.opgave == SMALL))}
        assert {one.wijk.id: (one.held_on, one.result) for one in found.stands} == {
            wijk: (one.held_on, one.result) for wijk, one in stood.items()
        }
    text = page(anyone, years.town, "?wat=opgave&opgave=10")
    assert names(text) == ["de Linden", "Het Veld", "Aan Zee"], "the last in other words"
    assert "Geen ranglijst. Overal waren andere mensen." in words(text)
    assert f'href="/{years.town.slug}/beheer/overzicht" aria-current="page"' in text, "it belongs to the overview"
    assert names(page(anyone, years.town)) == names(text), "the opgave that stands in most wijken comes first"


def test_its_table_has_the_numbers_of_its_picture_and_what_is_hidden_is_in_neither(anyone, years: Years) -> None:
    text = page(anyone, years.town, "?wat=opgave&opgave=10")
    of_side = tables(text)
    assert len(of_side) == 4, "both sides, and both once more in other words"
    kansen, valkuilen = of_side[0] + of_side[2], of_side[1] + of_side[3]
    for row, other, picture in zip(kansen, valkuilen, pictures(text), strict=True):
        for side, cells in zip(picture.split("; "), (row, other), strict=True):
            parts = side.partition(": ")[2].replace("alle groepen", "alle").split(", ")
            told = [one.partition(" ")[2].partition(" (")[0] for one in parts]
            assert [one.partition(" op basis")[0] for one in cells[2:]] == told
    assert [row[:2] for row in kansen] == [
        ["de Linden", "20 maart 2026"],
        ["Het Veld", "15 maart 2026"],
        ["Aan Zee", "5 maart 2026"],
    ]
    assert {row[3] for row in (*kansen, *valkuilen)} == {FEW}, "wijkpartners: none, or too few"
    hidden = next(one.result for one in see(years.town, opgave=SMALL).stands if one.wijk.name == "Het Veld")
    assert hidden["groups"]["wijkpartner"]["kansen"]["value"] is None


def test_its_title_counts_what_stands_and_claims_nothing(anyone, years: Years) -> None:
    told = words(page(anyone, years.town, "?wat=opgave&opgave=10"))
    assert "Kansen benut: in beide wijken met genoeg antwoorden staan bewoners het laagst." in told
    assert "Valkuilen vermeden: in beide wijken met genoeg antwoorden staan ambtenaren het laagst" in told
    some = f"?wat=opgave&opgave=10&wijk={wijk_id(years.town, 'de Linden')}&wijk={wijk_id(years.town, 'Aan Zee')}"
    assert "Opgave 10 in de Linden" in words(page(anyone, years.town, some))
    values = page(anyone, years.town, "?wat=opgave&opgave=0")
    assert "De tien waarden in Het Veld" in words(values)
    assert "Hiervan nog geen uitkomst: Aan Zee, de Linden." in words(values)
    assert pictures(values)[0].startswith("Waarden herkend: bewoners 25,")


def test_its_title_says_why_no_group_stands_out(years: Years) -> None:
    found = see(years.town, opgave=SMALL)
    [linden] = [one for one in found.stands if one.wijk.name == "de Linden"]

    def title(*values: tuple[int | None, int | None], same: bool = True) -> str:
        stands = []
        for number, (bewoners, ambtenaren) in enumerate(values):
            result = deepcopy(linden.result)
            for group, value in (("bewoner", bewoners), ("wijkpartner", None), ("ambtenaar", ambtenaren)):
                for side in ("kansen", "valkuilen"):
                    result["groups"][group][side]["value"] = value  # type: ignore[literal-required]
            place = replace(linden.wijk, name=f"Wijk {number}")
            stands.append(replace(linden, wijk=place, result=result, same_words=same))
        return str(comparison_sheet.sheet(replace(found, stands=tuple(stands)), "wijk")["title"])

    assert title((40, 60), (60, 40)) == "Opgave 10 in 2 wijken: geen groep staat in de meeste wijken het laagst"
    assert title((40, 40), (60, None)) == "Opgave 10 in 2 wijken: de groepen staan gelijk"
    assert title((40, None), (None, None)) == "Opgave 10 in 2 wijken: te weinig antwoorden om groepen te vergelijken"
    assert title((20, 70)) == "Opgave 10 in Wijk 0. De grootste afstand is bij kansen benut: bewoners 20, ambtenaren 70"
    assert title((20, 70), same=False) == "Opgave 10: overal in andere woorden gevraagd"
    several = title((40, 60), (40, 60), (60, 40))
    assert several.startswith("Kansen benut: in 2 van de 3 wijken met genoeg antwoorden staan bewoners het laagst")


def test_of_a_punt_nothing_is_claimed_that_is_not_sure(years: Years) -> None:
    found = see(years.town, question="punt", opgave=SMALL, punt=see(years.town, opgave=SMALL).about.items[0].number)

    def title(*words: str, same: bool = True) -> str:
        seen = tuple(
            replace(found.seen[0], same_words=same, item={**found.seen[0].item, "word": word, "listed": None})  # type: ignore[arg-type]
            for word in words
        )
        return str(comparison_sheet.sheet(replace(found, seen=seen), "wijk")["title"]).partition(": ")[2]

    assert title("perhaps", "too_few") == "nergens zeker een verschil tussen de groepen"
    assert title("too_few", "too_few") == "overal te weinig antwoorden om groepen te vergelijken"
    assert title("no_clear_difference") == "geen duidelijk verschil"
    assert title("perhaps", same=False) == "overal in andere woorden gevraagd"


def test_a_punt_is_told_as_the_report_of_its_last_session_tells_it(years: Years) -> None:
    for meeting in (years.linden, years.veld, years.sea):
        with years.town.store.workspace(meeting.leader.badge) as work:
            [told] = [one for one in reporting.see_report(work, meeting.id)["opgaven"] if one["number"] == SMALL]
            wijk = sessions_wijk(meeting)
        for item in told["items"]:
            found = see(years.town, question="punt", opgave=SMALL, punt=item["number"])
            [row] = [one for one in found.seen if one.wijk.id == wijk]
            for name in ("item", "round", "word", "sentence", "groups", "differing"):
                assert row.item[name] == item[name]  # type: ignore[literal-required]
            assert report_words.verdict(row.item) == report_words.verdict(item)
    again = see(years.town, question="punt", opgave=SMALL, punt=94)
    assert [one.item["round"] for one in again.seen] == [1, 1, 2], "the last round, of closed sessions alone"


def sessions_wijk(meeting: Meeting) -> UUID:
    with meeting.town.store.workspace(meeting.town.operator) as work:
        return work.db.scalars(select(ScoringSession.wijk_id).where(ScoringSession.id == meeting.id)).one()


def test_a_punt_in_other_words_stands_apart_and_is_not_counted(anyone, years: Years) -> None:
    text = page(anyone, years.town, "?wat=punt&punt=10-95")
    same, _, other = text.partition("In andere woorden gevraagd")
    assert names(same) == ["de Linden", "Het Veld"]
    assert names(other) == ["Aan Zee"]
    assert "In 1 van de 2 wijken verschillen de groepen bij dit punt" in words(text)
    rows = [row for table in tables(text) for row in table]
    assert [row[0] for row in rows] == ["de Linden", "Het Veld", "Aan Zee"]
    for row, picture in zip(rows, pictures(text), strict=True):
        for cell, told in zip(row[2:5], picture.split("; "), strict=True):
            mean = re.search(r"gemiddeld (\d,\d)", told)
            assert (cell.partition(" ")[0] == mean[1]) if mean else (": " + cell in told)
    assert [row[3] for row in rows] == ["te weinig antwoorden om te tonen"] * 3
    assert rows[1][5] == "groepen verschillen"
    assert "Bewoners herkennen dit helemaal niet. Ambtenaren helemaal wel." in words(same)


def test_over_time_only_what_a_summary_says_is_called_higher_or_lower(anyone, years: Years) -> None:
    found = see(years.town, question="tijd", opgave=SMALL)
    with years.town.store.workspace(years.linden.leader.badge) as work:
        of_page = wijken.see_wijk(work, sessions_wijk(years.linden)).opgaven[0]
    [linden] = [one.opgave for one in found.courses if one.wijk.name == "de Linden"]
    assert linden == of_page
    text = page(anyone, years.town, "?wat=tijd&opgave=10&kant=kansen")
    told = words(text)
    assert "Kansen benut: bij bewoners hoger dan op 10 maart 2026" in told
    assert told.count("Eén keer besproken: nog niet te vergelijken") == 2
    assert len(pictures(text)) == 1
    [rows] = tables(text)
    assert [row[:2] for row in rows] == [
        *(["Aan Zee", "5 maart 2026"], ["de Linden", "10 maart 2026"]),
        *(["de Linden", "20 maart 2026"], ["Het Veld", "15 maart 2026"]),
    ]
    first, last = pictures(text)[0].split("; ")
    for row, picture in zip(rows[1:3], (first, last), strict=True):
        values = [one.partition(" ")[2] for one in picture.partition(": ")[2].split(", ")]
        assert [cell.partition(" ")[0] if cell[0].isdigit() else "niets getoond" for cell in row[2:]] == values
    assert "punten hoger dan op 10 maart 2026" in rows[2][2]
    assert "geen duidelijke verandering" in rows[2][4]


def test_over_time_one_group_stands_alone(anyone, years: Years) -> None:
    text = page(anyone, years.town, "?wat=tijd&opgave=10&kant=valkuilen&groep=ambtenaar")
    assert "de Linden. Valkuilen vermeden: geen duidelijke verandering sinds 10 maart 2026" in words(text)
    assert "bewoners" not in pictures(text)[0]
    assert {len(row) for row in tables(text)[0]} == {3}
    assert '<option value="ambtenaar" selected>' in text
    none = words(page(anyone, years.town, "?wat=tijd&opgave=0&kant=valkuilen"))
    assert "De waarden hebben geen valkuilen. Kies ‘Kansen benut’" in none


def test_of_many_sessions_the_last_are_told_and_none_of_them_is_called_the_first(years: Years) -> None:
    linden = sessions_wijk(years.linden)
    with years.town.store.workspace(years.town.operator) as work:
        [went] = stored.last_sessions(work.db, SMALL, [linden], most=1)
    assert (went.wijk, went.sessions, went.past.session) == (linden, 2, years.linden.id)
    [course] = [one.opgave for one in see(years.town, question="tijd", opgave=SMALL).courses if one.wijk.id == linden]
    assert "eerste keer" in str(trend_of(course, "kansen")["rows"])
    assert "eerste keer" not in str(trend_of(replace(course, before=3), "kansen")["rows"])


def test_the_address_chooses_wijken_and_the_form_keeps_them(anyone, years: Years) -> None:
    veld = wijk_id(years.town, "Het Veld")
    for query in ("?wat=opgave&opgave=10", "?wat=punt&punt=10-95", "?wat=tijd&opgave=10"):
        text = page(anyone, years.town, f"{query}&wijk={veld}")
        assert names(text) == ["Het Veld"]
        assert re.search(f'value="{veld}" checked', text)
        assert text.count(" checked") == 1
        assert text.count(f"&amp;wijk={veld}") == 3, "the ways to the other questions keep the wijk"
        assert 'method="get"' in text
        assert "nu 1 van de 3" in words(text)
    empty = f"?wat=opgave&opgave=10&wijk={wijk_id(years.town, 'Zonder uitkomst')}"
    assert "Nog geen uitkomst" in words(page(anyone, years.town, empty))
    assert "Nog geen uitkomst" in words(page(anyone, years.town, "?wat=punt&punt=4-40"))


CANNOT = (
    *("wat=wijk", "opgave=11", "opgave=-1", "opgave=een", "wijk=hier", "wijk=", "wat=tijd&groep=raad"),
    *("wat=tijd&kant=beide", "wat=punt&punt=1", "wat=punt&punt=1-", "wat=punt&punt=1-97", "wat=punt&punt=11-1"),
    "wat=punt&punt=-1-1",
)


@pytest.mark.parametrize("query", CANNOT)
def test_what_cannot_be_asked_is_not_found(anyone, years: Years, query: str) -> None:
    page(anyone, years.town, f"?{query}", 404)


def test_an_unknown_wijk_and_one_of_another_gemeente_are_the_same(anyone, years: Years, other_town: Town) -> None:
    planned(other_town, "Elders", date(2027, 1, 1))
    foreign, unknown = (
        page(anyone, years.town, f"?wijk={one}", 404) for one in (wijk_id(other_town, "Elders"), uuid4())
    )
    assert words(foreign) == words(unknown)


def test_the_first_day_says_what_to_do_and_one_wijk_has_nothing_beside_it(anyone, town: Town) -> None:
    assert "Er is nog geen bijeenkomst geweest." in words(page(anyone, town))
    assert f'href="/{town.slug}/beheer/sessies/nieuw"' in page(anyone, town, role=Role.SPELLEIDER)
    assert "sessies/nieuw" not in page(anyone, town)
    hold(town, {B: [3] * 3}, on=10)
    text = page(anyone, town, "?wat=punt&punt=1-1")
    assert "Er is nog niets om te vergelijken. Alleen De Linden heeft een uitkomst." in words(text)
    assert f'href="/{town.slug}/beheer/wijken/{wijk_id(town, "De Linden")}"' in text
    assert pictures(text) == []


def test_the_overview_the_heatmap_a_wijk_and_a_report_lead_here(anyone, years: Years) -> None:
    town, here = years.town, f"/{years.town.slug}/beheer/vergelijken"
    reader = town.sign_in(Role.INKIJKER).cookies
    overview = anyone.get(f"/{town.slug}/beheer/overzicht", headers=reader).text
    assert f'href="{here}"' in overview
    assert overview.count(f'href="{here}?wat=opgave&amp;opgave=10"') == 2, "in both tables of the heatmap"
    wijk = anyone.get(f"/{town.slug}/beheer/wijken/{sessions_wijk(years.linden)}", headers=reader).text
    assert f'href="{here}?wat=opgave&amp;opgave=10"' in wijk
    report = anyone.get(f"/{town.slug}/beheer/sessies/{years.linden.id}/rapport", headers=reader).text
    assert report.count(f'href="{here}?wat=punt&amp;punt=10-95"') == 1


def test_every_group_that_is_shown_was_large_enough_in_its_own_session(years: Years) -> None:
    """What is compared is what each session let out under its own smallest group."""
    for one in see(years.town, question="punt", opgave=SMALL, punt=95).seen:
        for seen in one.item["groups"]:
            assert seen["answered"] is None or seen["answered"] >= 3
        assert [seen["state"] for seen in one.item["groups"] if seen["group"] == Group.WIJKPARTNER] == ["hidden"]
