"""The dashboard of a gemeente: what its sessions left standing, chosen by an address, and no answer of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import TypeAdapter
from sqlalchemy import event, select, update

from tests.house.summing import APART, A, B, W, export, hold, standing, summary
from tests.makers import SignedIn, Town
from wijkplatform.domain.people import Role
from wijkplatform.services import dashboards
from wijkplatform.services.agreements import today
from wijkplatform.services.dashboards import Chosen
from wijkplatform.storage.agreements import Agreement
from wijkplatform.storage.sessions import Wijk
from wijkplatform.wire.summaries import Dashboard

FORM = TypeAdapter(Dashboard)


def look(caller, reader: SignedIn, **chosen: object) -> Mapping[str, Any]:
    here = {**reader.cookies, "Sec-Fetch-Site": "same-origin"}
    answer = caller.get(f"/api/v1/gemeenten/{reader.slug}/dashboard", headers=here, params=chosen)
    assert answer.status_code == 200, answer.text
    FORM.validate_python(answer.json(), strict=True, extra="forbid")
    seen: Mapping[str, Any] = answer.json()
    return seen


def by_name(seen: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {one["name"]: one for one in seen["wijken"]}


def wijk_id(town: Town, name: str) -> str:
    with town.store.workspace(town.operator) as work:
        return str(work.db.scalars(select(Wijk.id).where(Wijk.name == name)).one())


def test_a_dashboard_shows_what_the_last_sessions_showed_and_hides_what_they_hid(anyone, town: Town) -> None:
    first = hold(town, APART, on=10, opgaven=(1, 3))
    last = hold(town, {**APART, W: [2, 2]}, on=20)
    field = hold(town, {B: [3] * 4}, on=15, wijk="het Veld")
    seen = look(anyone, town.sign_in(Role.INKIJKER))
    assert [one["name"] for one in seen["wijken"]] == ["De Linden", "het Veld"]
    linden, veld = seen["wijken"]
    told = {one["opgave"]: one for one in export(first)["opgave_results"] + export(last)["opgave_results"]}
    assert [one["result"] for one in linden["standing"]] == [told[1], told[3]]
    assert [one["session"] for one in linden["standing"]] == [str(last.id), str(first.id)]
    assert linden["standing"][0]["result"]["groups"]["wijkpartner"]["kansen"]["value"] is None
    assert [(one["session"], one["held_on"]) for one in linden["held"]] == [
        (str(first.id), "2026-03-10"),
        (str(last.id), "2026-03-20"),
    ]
    assert linden["held"][1]["people"] == summary(last)["people"] == {"bewoner": 8, "wijkpartner": None, "ambtenaar": 6}
    assert linden["found"] == [{"session": str(last.id), "held_on": "2026-03-20", "found": summary(last)["found"]}]
    assert linden["found"][0]["found"]
    assert [one["session"] for one in veld["standing"]] == [str(field.id)]


def test_the_filters_of_an_address_choose_a_wijk_an_opgave_and_a_group(anyone, town: Town) -> None:
    hold(town, APART, on=10, opgaven=(1, 3))
    hold(town, APART, on=10, opgaven=(3,), wijk="Het Veld")
    town.meeting(wijk="Het Veld")
    reader = town.sign_in()
    everything = by_name(look(anyone, reader))
    here = look(anyone, reader, wijk=wijk_id(town, "De Linden"))
    assert by_name(here) == {"De Linden": everything["De Linden"]}
    assert here["coming"] == []
    third = by_name(look(anyone, reader, opgave="3"))
    assert {name: [one["result"]["opgave"] for one in wijk["standing"]] for name, wijk in third.items()} == {
        "De Linden": [3],
        "Het Veld": [3],
    }
    assert {point["opgave"] for wijk in third.values() for one in wijk["found"] for point in one["found"]} <= {3}
    of_all = everything["De Linden"]["standing"][0]["result"]
    chosen = by_name(look(anyone, reader, groep="ambtenaar", opgave="", wijk=""))["De Linden"]
    assert chosen["standing"][0]["result"] == {**of_all, "groups": {"ambtenaar": of_all["groups"]["ambtenaar"]}}
    assert chosen["held"][0]["people"] == {"ambtenaar": 12}


def test_open_and_late_afspraken_are_counted_per_wijk_and_those_of_trials_are_not(anyone, town: Town) -> None:
    meeting, trial = town.meeting((1,)), town.trial(opgaven=(1,))
    for one in (meeting, trial):
        one.play(APART)
    late, done, *coming = (meeting.end(item, "agreement") for item in meeting.items()[:4])
    trial.end(trial.items()[0], "agreement")
    with town.store.workspace(town.operator) as work:
        past = today() - timedelta(days=9)
        work.db.execute(update(Agreement).where(Agreement.id == late).values(due=past))
        work.db.execute(update(Agreement).where(Agreement.id == done).values(due=past, status="done"))
    assert len(coming) == 2
    reader = town.sign_in()
    assert by_name(look(anyone, reader))["De Linden"]["agreements"] == {"open": 3, "late": 1}
    assert by_name(look(anyone, reader, opgave=1))["De Linden"]["agreements"] == {"open": 3, "late": 1}
    assert by_name(look(anyone, reader, opgave=3))["De Linden"]["agreements"] == {"open": 0, "late": 0}


def test_sessions_to_come_and_one_that_runs_are_told_and_no_trial(anyone, town: Town) -> None:
    hold(town, APART, on=1)
    without = town.meeting(title="Zonder dag")
    running = town.meeting(title="Nu", starts_at=datetime(2026, 5, 2, 18, tzinfo=UTC))
    running.step("start")
    soon = town.meeting(title="Straks", starts_at=datetime(2026, 5, 3, 18, tzinfo=UTC))
    town.trial()
    coming = look(anyone, town.sign_in())["coming"]
    ids = [str(one.id) for one in (running, soon, without)]
    assert [one["session"] for one in coming if one["session"] in ids] == ids
    assert len(coming) == 4, "the session of which a trial was made is still to come, its trial is not"
    assert {one["title"]: one["state"] for one in coming}["Nu"] == "running"
    assert {one["title"]: one["starts_at"] for one in coming}["Straks"] == "2026-05-03T18:00:00Z"


def test_a_gemeente_on_its_first_day_and_a_wijk_without_sessions_have_an_empty_dashboard(anyone, town: Town) -> None:
    reader = town.sign_in()
    seen = look(anyone, reader)
    assert (seen["wijken"], seen["coming"], seen["gemeente"]) == ([], [], "Proefstad")
    town.meeting()
    [wijk] = look(anyone, reader)["wijken"]
    assert (wijk["standing"], wijk["held"], wijk["found"]) == ([], [], [])
    assert wijk["agreements"] == {"open": 0, "late": 0}


@contextmanager
def statements(town: Town) -> Iterator[list[str]]:
    asked: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(town.store.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(town.store.engine, "before_cursor_execute", hear)


def test_a_dashboard_reads_no_answer_and_as_many_tables_for_ten_sessions_as_for_one(town: Town) -> None:
    reader, many = town.sign_in(), []
    for day in (1, 2, 3):
        hold(town, {B: [3] * 3}, on=day, wijk=f"Wijk {day}")
        with statements(town) as asked, town.store.workspace(reader.badge) as work:
            dashboards.see_dashboard(work, Chosen())
        many.append(len(asked))
        for one in asked:
            assert not re.search(r"\b(score|score_event|publication|opgave_publication|participant|note)\b", one), one
    assert len(set(many)) == 1


def test_a_trial_does_not_stand_on_the_dashboard(anyone, town: Town) -> None:
    trial = town.trial(opgaven=(1,))
    trial.play(APART)
    trial.step("close")
    [wijk] = look(anyone, town.sign_in())["wijken"]
    assert (wijk["standing"], wijk["held"], wijk["found"], standing(town)) == ([], [], [], {})


@pytest.mark.parametrize(
    "wrong", [{"wijk": "De Linden"}, {"opgave": "11"}, {"opgave": "-1"}, {"opgave": "een"}, {"groep": "iedereen"}]
)
def test_a_filter_that_is_none_is_refused(anyone, town: Town, wrong: dict[str, str]) -> None:
    reader = town.sign_in()
    answer = anyone.get(f"/api/v1/gemeenten/{town.slug}/dashboard", headers=reader.cookies, params=wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_wijk_of_another_gemeente_is_as_unknown_as_a_random_one(anyone, town: Town, other_town: Town) -> None:
    other_town.meeting()
    reader = town.sign_in()
    answers = [
        anyone.get(f"/api/v1/gemeenten/{town.slug}/dashboard", headers=reader.cookies, params={"wijk": wijk})
        for wijk in (wijk_id(other_town, "De Linden"), str(uuid4()))
    ]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


def test_only_who_works_for_the_gemeente_sees_it(anyone, town: Town) -> None:
    path = f"/api/v1/gemeenten/{town.slug}/dashboard"
    meeting = town.meeting()
    assert anyone.get(path).status_code == 404
    assert anyone.get(path, headers=meeting.join(A).bearer).status_code in (403, 404)
    assert anyone.get(path, headers=town.sign_in(Role.WIJKPARTNER).cookies).json()["code"] == "not_allowed"
    for role in (Role.AMBTENAAR, Role.INKIJKER, Role.SPELLEIDER, Role.BEHEERDER):
        assert anyone.get(path, headers=town.sign_in(role).cookies).status_code == 200
