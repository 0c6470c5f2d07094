"""What stands of a session after it: what its screens showed, and nothing of what they hid."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from tests.house.summing import APART, A, B, W, export, hold, rewind, standing, summary, until_done
from tests.makers import Meeting, Town
from wijkplatform.services import preparing, retention, summing
from wijkplatform.services.reporting import see_report
from wijkplatform.services.summing import sum_up
from wijkplatform.storage import exports, scores, sessions, summaries
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import SessionSummary


def test_a_summary_holds_what_the_screens_and_the_export_hold(meeting: Meeting) -> None:
    meeting.play({**APART, W: [3, 3]})
    meeting.play({B: [4] * 5, W: [2] * 4, A: [1] * 3}, 3)
    meeting.choose(meeting.items()[2], "skip")
    meeting.end(meeting.items()[0], "no_action", "Dit kan niet")
    meeting.step("close")
    stands, told = summary(meeting), export(meeting)
    assert stands["opgaven"] == told["opgave_results"]
    assert [one["opgave"] for one in stands["opgaven"]] == [1, 3]
    results = {one["result"]["item"]: one for one in told["items"]}
    skipped = meeting.items()[2]
    strongest = [one for one in told["lists"]["ranking"] if one != skipped][:3]
    assert told["lists"]["ranking"].index(skipped) < 3
    assert [one["item"] for one in stands["found"]] == strongest
    for one in stands["found"]:
        row = results[one["item"]]
        assert (one["word"], one["finding"]) == (row["result"]["word"], row["result"]["finding"])
        assert (one["opgave"], one["number"], one["kind"]) == (row["opgave"], row["number"], row["kind"])
    outcomes = [one["outcome"]["kind"] for one in told["discussion"] if one["outcome"]]
    assert stands["ended"] == {kind: outcomes.count(kind) for kind in ("agreement", "later", "no_action")}
    assert stands["ended"]["no_action"] == 1
    assert stands["ended"]["later"] > 0


def test_a_group_that_was_hidden_stays_hidden_in_what_stands(meeting: Meeting) -> None:
    meeting.play({B: [1] * 5, W: [2, 2], A: [5] * 4})
    meeting.step("close")
    for one in (summary(meeting)["opgaven"][0], standing(meeting.town)[1].result):
        assert one["groups"]["wijkpartner"]["kansen"]["value"] is None
        assert one["groups"]["wijkpartner"]["kansen"]["judged"] == 0
        assert one["groups"]["bewoner"]["kansen"]["value"] == 0
        assert one["groups"]["ambtenaar"]["kansen"]["value"] == 100
    assert "wijkpartner" not in str(summary(meeting)["found"])


def test_who_answered_is_counted_by_phone_and_by_the_most_cards_about_one_punt(meeting: Meeting) -> None:
    people = meeting.fill(3, 0, 2)
    idle = meeting.join(W)
    meeting.step("start", "open")
    first, second, *_ = meeting.items()
    for person in people:
        meeting.score(person, first, 3)
    meeting.score(people[0], second, 4, seq=2)
    meeting.change(people[1], removed=True)
    for card, answers in enumerate([{first: 3}, {first: 2, second: 1}, {second: 1}, {second: 5}], start=1):
        meeting.type_paper(B, card=card, answers=answers)
    meeting.step("reveal", "close")
    assert idle
    assert summary(meeting)["people"] == {"bewoner": 2 + 3, "wijkpartner": 0, "ambtenaar": None}


def test_of_a_session_whose_answers_were_cleaned_up_the_published_numbers_count(meeting: Meeting) -> None:
    meeting.play({B: [1] * 5, W: [2, 2], A: [5] * 4})
    meeting.step("close")
    town = meeting.town
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(ScoringSession).values(closed_at=datetime(2020, 1, 1, tzinfo=UTC)))
    with town.store.workspace(town.operator) as work:
        retention.clean_up(work)
        session = sessions.session(work.db, meeting.id)
        assert session
        sum_up(work, session)
    assert summary(meeting)["people"] == {"bewoner": 5, "ambtenaar": 4}, "of wijkpartners nobody knows it any more"


def test_a_round_of_one_punt_changes_no_sub_results_but_what_is_found_about_it(meeting: Meeting) -> None:
    people = meeting.play(APART)
    before = export(meeting)
    punt = before["lists"]["ranking"][0]
    meeting.step("again", item=punt)
    for person in people:
        meeting.score(person, punt, 5 if person.group is B else 1, seq=90, round_=2)
    meeting.step("reveal", "close")
    stands = summary(meeting)
    assert stands["opgaven"] == before["opgave_results"]
    assert stands["opgaven"][0]["round"] == 1
    first, last = [one["result"] for one in export(meeting)["items"] if one["result"]["item"] == punt]
    [found] = [one for one in stands["found"] if one["item"] == punt]
    assert found["finding"] == last["finding"] != first["finding"]


def test_a_whole_second_round_stands_and_a_withdrawn_one_does_not(meeting: Meeting) -> None:
    people = meeting.play(APART)
    meeting.step("again", opgave=1)
    meeting.answer({(person, item): 3 for item in meeting.items() for person in people}, round_=2)
    meeting.step("reveal")
    second = [one for one in export(meeting)["opgave_results"] if one["round"] == 2]
    meeting.step("close")
    assert summary(meeting)["opgaven"] == second


def test_a_round_that_was_taken_back_stands_nowhere(meeting: Meeting) -> None:
    meeting.play(APART)
    meeting.step("restart", opgave=1)
    meeting.step("close")
    assert (summary(meeting)["opgaven"], summary(meeting)["found"]) == ([], [])
    assert standing(meeting.town) == {}
    assert summary(meeting)["people"] == {"bewoner": 8, "wijkpartner": 0, "ambtenaar": 6}


def test_the_newest_session_stands_per_opgave_and_the_day_counts_not_the_hour_of_closing(town: Town) -> None:
    late = hold(town, {B: [5] * 4}, on=20, opgaven=(1,))
    early = hold(town, {B: [1] * 4}, on=10, opgaven=(1, 3))
    stands = standing(town)
    assert {number: one.session_id for number, one in stands.items()} == {1: late.id, 3: early.id}
    assert {number: one.held_on for number, one in stands.items()} == {1: date(2026, 3, 20), 3: date(2026, 3, 10)}
    assert stands[1].result == export(late)["opgave_results"][0]


def test_of_two_sessions_on_one_day_the_one_that_closed_last_stands(town: Town) -> None:
    first, second = (hold(town, {B: [value] * 4}, on=10) for value in (1, 5))
    assert standing(town)[1].session_id == second.id != first.id


def test_the_day_of_a_session_is_the_day_in_the_netherlands(town: Town) -> None:
    meeting = town.meeting((1,), starts_at=datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    meeting.play({B: [3] * 4})
    meeting.step("close")
    assert standing(town)[1].held_on == date(2026, 3, 11)


def test_a_session_that_is_wiped_or_deleted_leaves_the_wijk_as_it_stood_before(town: Town) -> None:
    before, after = hold(town, {B: [1] * 4}, on=10), hold(town, {B: [5] * 4}, on=20)
    rewind(after)
    assert standing(town)[1].session_id == before.id
    again = hold(town, {B: [5] * 4}, on=20)
    assert standing(town)[1].session_id == again.id
    with town.store.workspace(town.operator) as work:
        scores.wipe(work.db, again.id)
        for one in work.db.scalars(select(Participant).where(Participant.session_id == again.id)):
            work.db.delete(one)
    with town.store.workspace(again.leader.badge) as work:
        preparing.delete(work, again.id)
    assert standing(town)[1].session_id == before.id
    rewind(before)
    assert standing(town) == {}
    with town.store.workspace(town.operator) as work:
        assert work.db.scalars(select(SessionSummary)).all() == []


@pytest.mark.parametrize("deleted", [False, True])
def test_a_session_that_goes_while_it_is_compared_waits_its_turn(town: Town, deleted: bool) -> None:
    hold(town, APART, 1)
    second = town.meeting(opgaven=(1,)) if deleted else hold(town, APART, 2)
    if deleted:
        second.step("close")

    def go() -> None:
        if not deleted:
            rewind(second)
            return
        with town.store.workspace(second.leader.badge) as work:
            preparing.delete(work, second.id)

    with ThreadPoolExecutor(1) as apart, town.store.workspace(town.operator) as work:
        row = summaries.of_session(work.db, second.id)
        assert row
        summaries.lock_wijk(work.db, row.wijk_id)
        gone = apart.submit(go)
        time.sleep(0.5)  # long enough for the other to wait
        summaries.store_changes(work.db, second.id, [])
        work.db.commit()
        gone.result(5)
    assert summary(second) == {}


def test_of_a_trial_nothing_stands(town: Town, fingerprint) -> None:
    trial = town.trial(opgaven=(1,))
    before = fingerprint()
    trial.play(APART)
    trial.step("close")
    after = fingerprint()
    assert [name for name in ("session_summary", "wijk_standing") if after[name] != before[name]] == []


def test_a_session_that_closed_in_its_lobby_stands_with_nothing_in_it(meeting: Meeting) -> None:
    meeting.step("close")
    nobody = {"bewoner": 0, "wijkpartner": 0, "ambtenaar": 0}
    assert summary(meeting) == {
        "people": nobody,
        "opgaven": [],
        "found": [],
        "ended": {"agreement": 0, "later": 0, "no_action": 0},
        "changes": [],
    }


def test_an_afspraak_counts_where_its_point_ended(meeting: Meeting) -> None:
    meeting.play(APART)
    meeting.end(meeting.items()[0], "agreement", "Dat spreken we af")
    meeting.step("close")
    assert summary(meeting)["ended"]["agreement"] == 1


def test_a_session_of_before_sessions_were_summed_up_is_caught_up_with_once(town: Town, fingerprint) -> None:
    first, second = hold(town, {B: [1] * 4}, on=10), hold(town, {B: [5] * 4, A: [1, 1]}, on=20)
    trial = town.trial(opgaven=(1,))
    trial.play(APART)
    trial.step("close")
    town.meeting((1,))
    at_once = {one.id: dict(summary(one)) for one in (first, second)}
    with town.store.workspace(town.operator) as work:
        for one in (first, second):
            summaries.forget(work.db, one.id)
    assert catch_up(town) == 2
    assert {one.id: summary(one) for one in (first, second)} == at_once
    assert standing(town)[1].session_id == second.id
    before = fingerprint()
    assert catch_up(town) == 0
    assert fingerprint() == before


def catch_up(town: Town) -> int:
    """Sum up all that never was; return how many sessions that were."""
    return until_done(town, summing.catch_up)


@pytest.fixture
def meeting(town: Town) -> Meeting:
    return town.meeting((1, 3), starts_at=datetime(2026, 3, 12, 18, tzinfo=UTC))


def test_of_simulated_people_nothing_stands_and_no_file_is_offered(town: Town) -> None:
    meeting = town.meeting((10,))
    meeting.play(APART, 10)
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Participant).where(Participant.session_id == meeting.id).values(rehearsal=True))
    meeting.step("close")
    assert until_done(town, summing.catch_up) == 0
    assert (summary(meeting), standing(town)) == ({}, {})
    old = (
        update(ScoringSession).where(ScoringSession.id == meeting.id).values(closed_at=datetime(2020, 1, 1, tzinfo=UTC))
    )
    with town.store.workspace(town.operator) as work:
        assert exports.closed_sessions(work.db) == []
        work.db.execute(old)
    with town.store.workspace(town.operator) as work:
        assert retention.clean_up(work)["participants"] > 0
    assert until_done(town, summing.catch_up) == 0, "also when nobody is left of whom it can be seen"
    with town.store.workspace(meeting.leader.badge) as work:
        assert exports.closed_sessions(work.db) == []
        assert see_report(work, meeting.id)["simulated"]


def test_a_session_to_which_nobody_came_takes_away_nothing_of_what_stood(town: Town) -> None:
    first = hold(town, APART, on=10, opgaven=(10,))
    hold(town, {}, on=20, opgaven=(10, 9))
    assert standing(town)[10].session_id == first.id
    assert {side["value"] for side in standing(town)[9].result["overall"].values()} == {None}
    again = hold(town, APART, on=30, opgaven=(10,))
    assert standing(town)[10].session_id == again.id
