"""Whom a gemeente reached: how many sessions had every group, and how many of each took part in the course of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.house.overseeing import page, wijk_id, words
from tests.makers import Town
from wijkplatform.domain.people import Group, Role
from wijkplatform.domain.reach import Attended, by_time
from wijkplatform.services.reach import see_reach
from wijkplatform.services.reporting import see_report
from wijkplatform.storage.sessions import ScoringSession

pytestmark = pytest.mark.usefixtures("front_end")
B, W, A = Group.BEWONER, Group.WIJKPARTNER, Group.AMBTENAAR
ALL, NO_PARTNERS = {B: [1] * 4, W: [2] * 3, A: [3] * 3}, {B: [1] * 5, A: [3] * 3}


def hold(
    town: Town, answers: dict[Group, list[int]], on: date, wijk: str = "De Linden", *, trial: bool = False
) -> None:
    meeting = town.meeting((10,), starts_at=datetime(on.year, on.month, on.day, 18, tzinfo=UTC), wijk=wijk)
    meeting.play(answers, 10)
    if trial:
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(ScoringSession).where(ScoringSession.id == meeting.id).values(trial=True))
    meeting.step("close")


def table(text: str) -> list[list[str]]:
    """The rows of the table under the drawing, each cell as it is read."""
    inside = text.partition('class="wp-reach"')[2].partition("</table>")[0].partition("<tbody>")[2]
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in inside.split("<tr>")[1:]]


def test_a_group_of_which_too_few_came_is_counted_nowhere_but_was_there(anyone, town: Town) -> None:
    reader = town.sign_in(Role.INKIJKER)
    hold(town, {**ALL, A: []}, date(2026, 2, 3))
    hold(town, {**ALL, W: [2] * 2}, date(2026, 3, 9))
    text = page(anyone, town)
    few = "te weinig mensen om te tonen"
    assert "Bij 1 van de 2 bijeenkomsten deden alle drie de groepen mee" in words(text)
    assert table(text) == [["jan–mrt 2026", "2", "8", "3", "3"]]
    assert "– : er waren te weinig mensen om te tonen hoeveel" in words(text)
    of_wijk = anyone.get(f"/{town.slug}/beheer/wijken/{wijk_id(town, 'De Linden')}", headers=reader.cookies).text
    assert table(of_wijk) == [["3 februari 2026", "4", "3", "0"], ["9 maart 2026", "4", few, "3"]]
    for seen in (text, of_wijk):
        cells = re.findall(r'data-label="Wijkpartners"><div>([^<]*)<', seen)
        assert few in cells
        assert "2" not in cells
    [wijk] = anyone.get(f"/api/v1/gemeenten/{town.slug}/dashboard", headers=reader.cookies).json()["wijken"]
    last = wijk["held"][1]
    assert last["people"] == {"bewoner": 4, "wijkpartner": None, "ambtenaar": 3}
    with town.store.workspace(reader.badge) as work:
        report = see_report(work, UUID(last["session"]))
    assert {one["group"]: one["answered"] for one in report["people"]} == last["people"]


def test_the_gemeente_is_told_per_quarter_and_a_wijk_per_session(anyone, town: Town) -> None:
    reader = town.sign_in(Role.INKIJKER)
    with town.store.workspace(reader.badge) as work:
        assert see_reach(work, None) is None
    assert "wp-reach" not in page(anyone, town)
    hold(town, NO_PARTNERS, date(2026, 2, 3))
    first = page(anyone, town)
    assert "Geen antwoorden van wijkpartners" in words(first)
    hold(town, ALL, date(2026, 3, 9), "Het Veen")
    hold(town, ALL, date(2026, 4, 1))
    hold(town, ALL, date(2026, 5, 1), trial=True)
    text = page(anyone, town)
    assert "Bij 2 van de 3 bijeenkomsten deden alle drie de groepen mee" in words(text)
    assert table(text) == [["jan–mrt 2026", "2", "9", "3", "6"], ["apr–jun 2026", "1", "4", "3", "3"]]
    drawn = text.partition('class="wp-reach"')[2].partition("</figure>")[0]
    assert 'aria-label="jan–mrt 2026: bewoners 9, wijkpartners 3, ambtenaren 6; apr–jun 2026: bewoners 4,' in drawn
    answer = anyone.get(f"/{town.slug}/beheer/wijken/{wijk_id(town, 'De Linden')}", headers=reader.cookies)
    assert table(answer.text) == [["3 februari 2026", "5", "0", "3"], ["1 april 2026", "4", "3", "3"]]
    assert "Bij 1 van de 2 bijeenkomsten deden alle drie de groepen mee" in words(answer.text)
    alone = anyone.get(f"/{town.slug}/beheer/wijken/{wijk_id(town, 'Het Veen')}", headers=reader.cookies)
    assert "wp-reach" not in alone.text


def test_quarters_become_years_when_there_are_too_many_to_read() -> None:
    days = [date(2023 + turn // 4, turn % 4 * 3 + 2, 5) for turn in range(7)]
    spans = by_time([Attended(day, {B: 2, A: 1}) for day in days])
    assert [(one.since, one.months, one.sessions, one.people[B]) for one in spans] == [
        (date(2023, 1, 1), 12, 4, 8),
        (date(2024, 1, 1), 12, 3, 6),
    ]
    assert [one.months for one in by_time([Attended(day, {}) for day in days[:6]])] == [3] * 6
