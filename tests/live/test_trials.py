"""A trial plays by itself while its cockpit is open, and leaves every session that is no trial alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.house.agreeing import agree, evening
from tests.live.lines import Line
from tests.makers import Meeting, Town, plain
from wijkplatform.domain.people import Badge, Proof, Role
from wijkplatform.services import trials
from wijkplatform.storage.work import Store

SIZES = {"bewoner": 12, "wijkpartner": 6, "ambtenaar": 8}


def trial_of(meeting: Meeting) -> Meeting:
    """A trial of a session, as the spelleider starts it."""
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        return replace(meeting, id=trials.start_trial(work, meeting.id))


def until(done: Callable[[], object], seconds: float = 45) -> float:
    """Wait until something is so; return how many seconds it took."""
    begin = time.monotonic()
    while not done():
        assert time.monotonic() - begin < seconds
        time.sleep(0.2)
    return time.monotonic() - begin


def rows(town: Town) -> dict[str, int]:
    """How many rows each table holds of a gemeente; a sign-in is no part of any session."""
    with psycopg.connect(plain(town.maker.database.platform_url)) as connection:
        tables = "SELECT table_name::text FROM information_schema.columns WHERE column_name = 'gemeente_id'"
        names = {name for (name,) in connection.execute(tables)} - {"sign_in"}
        query = "SELECT count(*) FROM {} WHERE gemeente_id = %s"
        return {
            name: connection.execute(sql.SQL(query).format(sql.Identifier(name)), [town.id]).fetchone()[0]  # type: ignore[index]
            for name in names
        }


def ready(lead: Line) -> list[int]:
    """How many of each group answered everything that is open, as the cockpit was told last."""
    told = [*lead.told("progress")]
    return [told[-1]["ready"][group][0] for group in SIZES] if told else []


def test_a_trial_plays_round_after_round_and_is_wiped_with_everything_in_it(sit, town: Town) -> None:
    meeting = town.meeting((2, 3), bewoners_skip={(2, 18), (2, 19)})
    before = rows(town)
    trial = trial_of(meeting)
    lead = sit(trial, trial.leader)
    snapshot = lead.told("snapshot")[-1]
    assert (snapshot["trial"], snapshot["title"]) == (True, "Proef: Een avond in de wijk")
    until(
        lambda: any(
            [one["groups"][group]["connected"] for group in SIZES] == list(SIZES.values())
            for one in lead.told("presence")
        )
    )
    version = lead.step("open", lead.step("start", trial.version)["version"])["version"]
    assert until(lambda: ready(lead) == [12, 6, 8]) < 32
    version = lead.step("reveal", version)["version"]
    [first] = [one for one in lead.hear("published")["results"] if one["item"] == trial.items(2)[2]]
    assert first["groups"]["bewoner"]["answered"] == 12
    answered = 26 * len(trial.items(2)) - 12 * 2
    assert rows(town)["score"] == answered
    version = lead.step("again", version, item=trial.items(2)[2])["version"]
    assert until(lambda: rows(town)["score"] == answered + 26) < 32
    lead.step("reveal", version)
    stands = rows(town)
    assert (stands["participant"], stands["score_event"]) == (26, answered + 26)
    assert stands["proposal"] > 5
    scherm, phone = sit(trial, trial.screen()), sit(trial, trial.join())
    with town.store.workspace(trial.leader.badge) as work:
        trials.wipe_trial(work, trial.id)
    assert phone.hear("ended") == scherm.hear("ended") == {"reason": "gone"}
    assert lead.hear("ended") == {"reason": "revoked"}
    time.sleep(1.5)
    assert rows(town) == before


def test_the_people_of_a_trial_answer_about_the_afspraken_of_last_time_too(sit, town: Town) -> None:
    held = evening(town)
    agree(held)
    held.step("close")
    trial = trial_of(town.meeting((2,)))
    lead = sit(trial, trial.leader)
    trial.step("start", "open")
    assert trial.snapshot(trial.leader.badge)["current"]["opgave"] == -1
    until(lambda: ready(lead)[:1] == [SIZES["bewoner"]])


def test_a_session_that_is_no_trial_stays_empty_while_its_cockpit_is_open(sit, meeting: Meeting) -> None:
    lead = sit(meeting, meeting.leader)
    version = lead.step("open", lead.step("start", meeting.version)["version"])["version"]
    time.sleep(3)
    assert rows(meeting.town)["participant"] == 0
    assert meeting.version == version
    operator = Badge(meeting.town.id, Proof.OPERATOR)
    with meeting.town.store.workspace(operator) as work:
        assert trials.see_stage(work, meeting.id) is None
        assert not trials.is_trial(work, meeting.id)
        with pytest.raises(trials.NotFound):
            trials.come_in(work, meeting.id)


def test_nobody_plays_without_a_cockpit_and_the_same_people_go_on_when_it_comes_back(sit, meeting: Meeting) -> None:
    trial = trial_of(meeting)
    sit(trial, trial.screen())
    time.sleep(2)
    assert rows(trial.town)["participant"] == 0
    lead = sit(trial, trial.leader)
    until(lambda: rows(trial.town)["participant"] >= 4)
    lead.close()
    time.sleep(1.5)
    left = rows(trial.town)["participant"]
    time.sleep(2)
    assert rows(trial.town)["participant"] == left < 26
    sit(trial, trial.leader)
    sit(trial, trial.town.sign_in(Role.BEHEERDER))
    until(lambda: rows(trial.town)["participant"] == 26)
    time.sleep(1)
    assert rows(trial.town)["participant"] == 26


def test_two_players_at_once_let_nobody_in_twice_and_give_the_same_answers(meeting: Meeting) -> None:
    """As it is when two processes of the server have a cockpit of the same trial open."""
    trial = trial_of(meeting)
    stores = [Store(trial.town.maker.database.app_url, trial.town.store.keys, pool_size=1) for _ in range(2)]
    operator = Badge(trial.town.id, Proof.OPERATOR)
    for _ in range(20):
        for store in stores:
            with store.workspace(operator) as work:
                trials.come_in(work, trial.id)
    assert rows(trial.town)["participant"] == 26
    with stores[0].workspace(operator) as work:
        stage = trials.see_stage(work, trial.id)
    assert stage
    assert stage.full
    assert len({one.badge.row for one in stage.people}) == 26
    for store in stores:
        store.close()


def test_a_trial_is_gone_on_with_until_it_began_or_its_session_changed(meeting: Meeting) -> None:
    first = trial_of(meeting)
    assert trial_of(meeting).id == first.id
    first.step("start")
    second = trial_of(meeting)
    assert second.id != first.id
    with meeting.town.store.workspace(meeting.leader.badge) as work, pytest.raises(trials.NotNow):
        trials.start_trial(work, second.id)
    with meeting.town.store.workspace(meeting.leader.badge) as work, pytest.raises(trials.NotNow):
        trials.wipe_trial(work, meeting.id)
    with meeting.town.store.workspace(meeting.leader.badge) as work, pytest.raises(trials.NotFound):
        trials.wipe_trial(work, uuid4())
