"""The page of a wijk: each opgave as it stands and as it was, and no change that may be chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.house.agreeing import ESCAPED, HOSTILE, TODAY, agree, set_agreement
from tests.house.overseeing import planned, wijk_id, words
from tests.house.summing import APART, A, B, W, compare, hold, standing
from tests.makers import Meeting, Town
from wijkplatform.domain.people import Role
from wijkplatform.services import wijken
from wijkplatform.services.wijken import Change, WijkPage
from wijkplatform.storage.agreements import AgreementEvent
from wijkplatform.web.wijk_sheet import sheet

pytestmark = pytest.mark.usefixtures("front_end")

LOW, HIGH = {B: [1, 1, 1, 2, 2, 1, 2, 1], A: [3, 4, 3, 4]}, {B: [5, 5, 4, 5, 4, 5, 5, 4], A: [3, 4, 3, 4]}


def seen(town: Town) -> WijkPage:
    with town.store.workspace(town.sign_in(Role.INKIJKER).badge) as work:
        return wijken.see_wijk(work, wijk_id(town, "De Linden"))


def page(anyone, town: Town, role: Role = Role.INKIJKER, wijk: str = "De Linden") -> str:
    address = f"/{town.slug}/beheer/wijken/{wijk_id(town, wijk)}"
    answer = anyone.get(address, headers=town.sign_in(role).cookies)
    assert answer.status_code == 200
    return str(answer.text)


def part(text: str, opgave: int) -> str:
    """The section of an opgave, as its source."""
    return text.partition(f'aria-labelledby="opgave-{opgave}"')[2].partition("</section>")[0]


def read(source: str) -> str:
    return words(f"<main>{source}</main>")


def test_a_change_that_is_no_chance_is_an_arrow_with_the_same_words_in_title_and_table(anyone, town: Town) -> None:
    hold(town, LOW, on=10)
    hold(town, HIGH, on=20)
    compare(town)
    source = part(page(anyone, town), 1)
    told = read(source)
    titles = "Kansen benut: bij bewoners hoger; Valkuilen vermeden: bij bewoners lager dan op 10 maart 2026"
    assert titles in told
    assert "Kansen benut: bij bewoners hoger dan op 10 maart 2026" in told
    assert "punten hoger dan op 10 maart 2026" in told
    assert "punten lager dan op 10 maart 2026" in told
    assert told.count("geen duidelijke verandering") == 4, "ambtenaren, on both sides, in both tables"
    plan = source.partition("<svg xmlns")[2].partition("</svg>")[0]
    assert plan.count('fill="#ffffff" stroke="#b85c00"') == 1, "where the bewoners were"
    assert 'fill="#ffffff" stroke="#1a1a1a"' not in plan


def test_without_a_clear_change_nothing_moves(anyone, town: Town) -> None:
    mixed = {B: [1, 2, 3, 4, 5, 3, 2, 4], A: [3, 4, 2, 3]}
    hold(town, mixed, on=10)
    hold(town, {**mixed, B: [2, 2, 3, 4, 5, 3, 2, 4]}, on=20)
    compare(town)
    source = part(page(anyone, town), 1)
    told = read(source)
    assert "De opgave als geheel: geen duidelijke verandering sinds 10 maart 2026" in told
    assert "Kansen benut: geen duidelijke verandering sinds 10 maart 2026" in told
    assert "hoger dan" not in told
    assert "lager dan" not in told
    assert 'fill="#ffffff" stroke="#b85c00"' not in source


def test_one_session_has_no_trend_and_says_from_when(anyone, town: Town) -> None:
    hold(town, APART, on=10, opgaven=(0, 1))
    text = page(anyone, town)
    for opgave in (0, 1):
        told = read(part(text, opgave))
        assert "Zo stond het op 10 maart 2026." in told
        assert "Dit was de eerste keer. Vanaf de volgende bijeenkomst" in told
        assert "Toon als tabel" not in told
    assert text.index('id="opgave-0"') < text.index('id="opgave-1"'), "the ten waarden are the first step"
    assert "Waarden herkend" in read(part(text, 0))
    assert "Valkuilen" not in read(part(text, 0))


def test_what_cannot_be_compared_says_so_and_a_gap_stays_a_gap(anyone, town: Town) -> None:
    hold(town, {B: [3] * 5}, on=10)
    hold(town, {A: [3] * 5, W: [2, 2]}, on=20)
    before = read(part(page(anyone, town), 1))
    assert "wordt nog vergeleken met eerder" in before
    compare(town)
    source = part(page(anyone, town), 1)
    told = read(source)
    assert "Kansen benut: niet te vergelijken met eerder" in told
    assert "te weinig antwoorden om te tonen" in told
    trend = source.partition("wp-wijk__trends")[2]
    assert "10 maart 2026: bewoners 50, wijkpartners niets getoond, ambtenaren niets getoond" in trend
    assert "20 maart 2026: bewoners niets getoond, wijkpartners niets getoond, ambtenaren 50" in trend


def test_what_is_shown_is_what_stands(town: Town) -> None:
    hold(town, APART, on=10, opgaven=(1, 3))
    hold(town, {**APART, W: [2, 2]}, on=20)
    newest = {one.number: one.moments[-1].result for one in seen(town).opgaven}
    assert newest == {number: row.result for number, row in standing(town).items()}
    assert [len(one.moments) for one in seen(town).opgaven] == [2, 1]


def test_the_strongest_differences_of_now_and_of_the_time_before_stand_apart(anyone, town: Town) -> None:
    hold(town, APART, on=10)
    hold(town, APART, on=20)
    hold(town, {B: [3] * 4}, on=25)
    told = read(page(anyone, town).partition("De duidelijkste verschillen")[2].partition("</section>")[0])
    now, _, then = told.partition("De keer ervoor: 20 maart 2026")
    assert "Nu: 25 maart 2026 Er is geen verschil gevonden om te noemen." in now
    assert "Bewoners herkennen dit helemaal niet." in then
    assert "10 maart" not in told


def test_an_afspraak_has_its_history_and_a_way_to_it(anyone, town: Town) -> None:
    meeting = planned(town, "De Linden", date(2026, 3, 12))
    meeting.play(APART)
    agree(meeting, HOSTILE)
    meeting.step("close")
    [kept] = seen(town).kept
    ended = datetime(2026, 5, 2, 9, tzinfo=UTC)
    with town.store.workspace(town.operator) as work:
        work.db.add(AgreementEvent(agreement_id=kept.id, kind="status", status="done", happened_at=ended))
        work.db.add(AgreementEvent(agreement_id=kept.id, kind="answer", text="Van Jan", happened_at=ended))
    set_agreement(town, str(kept.id), status="done")
    text = page(anyone, town)
    assert f'href="/{town.slug}/beheer/afspraken/{kept.id}"' in text
    assert ESCAPED in text
    assert HOSTILE not in text
    assert "klaar: 2 mei 2026" in words(text)
    assert "gemaakt: " in words(text)
    assert "Van Jan" not in text


def test_an_afspraak_that_is_to_be_kept_stands_before_one_that_is_over(town: Town) -> None:
    meeting = planned(town, "De Linden", date(2026, 3, 12))
    meeting.play(APART)
    over = agree(meeting, "Al klaar")
    meeting.end(meeting.items()[1], "agreement", "Dit willen wij ook", email="els@x.example", what="Nog te doen")
    set_agreement(town, over, status="done", due=TODAY - timedelta(days=90))
    assert [one.what for one in seen(town).kept] == ["Nog te doen", "Al klaar"]


def test_where_a_group_came_from_is_never_outside_the_plattegrond(town: Town) -> None:
    hold(town, HIGH, on=10)
    [one] = seen(town).opgaven
    last = one.moments[-1]
    stands = last.of("bewoner", "kansen")["value"]
    assert stands

    def drawn(points: int) -> str:
        moved = {("kansen", "bewoner"): Change(points, "higher")}
        return str(sheet(replace(one, moments=(replace(last, since=last.held_on, changes=moved),)))["svg"])

    assert drawn(stands + 50) == drawn(stands) != drawn(stands - 10)


def test_who_took_part_stands_per_session(anyone, town: Town) -> None:
    hold(town, APART, on=10)
    hold(town, {B: [3] * 4}, on=20)
    told = words(page(anyone, town)).partition("Bijeenkomst Wanneer")[2]
    assert told.index("20 maart 2026 4 0 0") < told.index("10 maart 2026 8 0 6")


def test_a_wijk_without_sessions_says_what_to_do_next(anyone, town: Town) -> None:
    hold(town, APART, on=10)
    meeting = planned(town, "Het Veen", TODAY.replace(year=TODAY.year + 1))
    text = page(anyone, town, Role.SPELLEIDER, "Het Veen")
    assert "Er is nog geen bijeenkomst geweest Na afloop van de eerste bijeenkomst" in words(text)
    assert f'href="/{town.slug}/beheer/"' in text
    meeting.step("close")
    drop(meeting)
    text = page(anyone, town, Role.SPELLEIDER, "Het Veen")
    assert f'href="/{town.slug}/beheer/sessies/nieuw"' in text
    assert "sessies/nieuw" not in page(anyone, town, Role.INKIJKER, "Het Veen")
    assert "<svg xmlns" not in text


def drop(meeting: Meeting) -> None:
    """Wipe a session with what stands of it."""
    from wijkplatform.storage import plans

    with meeting.town.store.workspace(meeting.town.operator) as work:
        plans.delete_session(work.db, meeting.id)


def test_a_trial_is_not_on_the_page_and_another_wijk_neither(anyone, town: Town) -> None:
    hold(town, APART, on=10)
    hold(town, {B: [3] * 4}, on=15, wijk="Het Veen")
    trial = town.trial(title="Geheime proef")
    trial.play(APART)
    agree(trial, "Een afspraak van de proef")
    trial.step("close")
    found = seen(town)
    assert [one.held_on for one in found.held] == [date(2026, 3, 10)]
    assert found.kept == ()
    assert [len(one.moments) for one in found.opgaven] == [1]


def test_an_unknown_wijk_and_one_of_another_gemeente_are_the_same(anyone, town: Town, other_town: Town) -> None:
    hold(other_town, APART, on=10)
    here = town.sign_in(Role.INKIJKER).cookies
    foreign = wijk_id(other_town, "De Linden")
    answers = [anyone.get(f"/{town.slug}/beheer/wijken/{one}", headers=here) for one in (foreign, uuid4())]
    assert [one.status_code for one in answers] == [404, 404]


def test_the_two_pages_of_a_wijk_lead_to_each_other(anyone, town: Town) -> None:
    hold(town, APART, on=10)
    wijk = wijk_id(town, "De Linden")
    assert f'href="/{town.slug}/beheer/overzicht/{wijk}"' in page(anyone, town)
    overview = anyone.get(f"/{town.slug}/beheer/overzicht/{wijk}", headers=town.sign_in(Role.INKIJKER).cookies).text
    assert f'href="/{town.slug}/beheer/wijken/{wijk}"' in overview
