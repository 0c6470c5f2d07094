"""A next round after a conversation, of an opgave or of one punt, and beginning again; who leads, and at which pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.makers import Meeting, Town
from wijkplatform.domain.errors import DomainError, ItemNotOpen, Malformed, NotLeading, NotNow, StaleVersion
from wijkplatform.domain.people import Group, Role
from wijkplatform.domain.sessions import Pace
from wijkplatform.services import sessions
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, StepRecord
from wijkplatform.wire.base import StepOp

LOW, HIGH = {Group.BEWONER: (1, 1, 2, 2), Group.AMBTENAAR: (4, 5, 5)}, {Group.BEWONER: (4, 4, 4, 5)}


def results(meeting: Meeting) -> dict[tuple[str, int], dict]:
    return {(one["item"], one["round"]): one for one in meeting.snapshot(meeting.leader.badge)["published"]}


def opgave(meeting: Meeting, number: int = 1) -> dict:
    found = meeting.snapshot(meeting.leader.badge)["opgaven"]
    return next(one for one in found if one["number"] == number)


def refused(meeting: Meeting, step: str, **about: object) -> type[DomainError]:
    with pytest.raises(DomainError) as error:
        meeting.step(step, **about)
    return type(error.value)


class TestAgain:
    def test_the_next_round_shows_what_the_conversation_moved_and_leaves_the_first_as_it_was(
        self, meeting: Meeting
    ) -> None:
        people = meeting.play(LOW)
        item, before = meeting.items()[0], results(meeting)
        meeting.step("again")
        assert (opgave(meeting)["state"], opgave(meeting)["round"], opgave(meeting)["only"]) == ("scoring", 2, None)
        for person, value in zip(people, (4, 4, 5, 5, 4, 5, 5), strict=True):
            assert meeting.score(person, item, value, 50, round_=2) == "accepted"
        assert results(meeting) == before
        meeting.step("reveal")
        after = results(meeting)
        assert after[item, 1]["groups"] == before[item, 1]["groups"]
        assert after[item, 1]["movement"] is None
        moved = after[item, 2]["movement"]
        assert (moved["since"], moved["changed"], moved["gap"]) == (1, True, "closer")
        assert moved["groups"]["bewoner"]["direction"] == "up"
        assert moved["groups"]["ambtenaar"]["direction"] == "level"
        assert moved["groups"]["wijkpartner"] is None

    def test_an_answer_for_the_round_before_is_closed_and_one_for_a_round_to_come_is_not_open(
        self, meeting: Meeting
    ) -> None:
        people = meeting.play(LOW)
        meeting.step("again")
        assert meeting.score(people[0], meeting.items()[0], 3, 70, round_=1) == "closed"
        with pytest.raises(ItemNotOpen):
            meeting.score(people[0], meeting.items()[0], 3, 71, round_=3)

    def test_one_punt_can_be_scored_again_alone(self, meeting: Meeting) -> None:
        people = meeting.play(LOW)
        one, other = meeting.items()[:2]
        meeting.step("again", item=one)
        assert opgave(meeting)["only"] == one
        with pytest.raises(ItemNotOpen):
            meeting.score(people[0], other, 3, 60, round_=2)
        for person in people:
            meeting.score(person, one, 3, 61, round_=2)
        progress = meeting.snapshot(meeting.leader.badge)["progress"]
        assert progress["ready"] == {"bewoner": [4, 4], "wijkpartner": [0, 0], "ambtenaar": [3, 3]}
        meeting.step("reveal")
        assert {item for item, round_ in results(meeting) if round_ == 2} == {one}
        assert [one["round"] for one in meeting.snapshot(meeting.leader.badge)["opgave_results"]] == [1]
        assert opgave(meeting)["only"] == one
        meeting.step("again")
        assert (opgave(meeting)["round"], opgave(meeting)["only"]) == (3, None)

    def test_it_waits_for_the_reveal_and_for_the_opgave_that_is_open(self, meeting: Meeting) -> None:
        assert refused(meeting, "again") is NotNow
        meeting.step("start", "open")
        assert refused(meeting, "again") is NotNow
        meeting.step("reveal", "next")
        assert refused(meeting, "again", opgave=1) is NotNow

    def test_a_punt_of_another_opgave_or_without_a_result_is_refused(self, meeting: Meeting) -> None:
        meeting.play(LOW)
        assert refused(meeting, "again", item=meeting.items(3)[0]) is NotNow
        assert refused(meeting, "again", item=uuid4()) is NotNow
        assert refused(meeting, "again", item=meeting.items()[0], opgave=3) is Malformed


def test_a_result_keeps_the_word_of_its_own_reveal_beside_the_one_that_holds_now(meeting: Meeting) -> None:
    people = meeting.fill(5, 0, 3)
    meeting.step("start", "open")
    for person in people:
        meeting.score(person, meeting.items()[0], 5 if person.group is Group.BEWONER else 1)
    meeting.step("reveal")

    def words() -> tuple[str, str]:
        one = results(meeting)[meeting.items()[0], 1]
        return one["first_word"], one["word"]

    assert words() == ("perhaps", "perhaps")
    meeting.step("close")
    assert words() == ("perhaps", "large_difference")


class TestRestart:
    def test_what_was_published_is_taken_back_and_kept_in_the_log(self, meeting: Meeting) -> None:
        people = meeting.play(LOW)
        item = meeting.items()[0]
        meeting.choose(item, "pin")
        meeting.step("restart")
        snapshot = meeting.snapshot(people[0].badge)
        assert snapshot["published"] == snapshot["opgave_results"] == snapshot["discussion"] == []
        assert not any(snapshot["lists"].values())
        assert (opgave(meeting)["state"], opgave(meeting)["round"]) == ("scoring", 2)
        with meeting.town.store.workspace(meeting.leader.badge) as work:
            kept = work.db.scalars(select(Publication).where(Publication.session_id == meeting.id)).all()
            steps = work.db.scalars(select(StepRecord.step).where(StepRecord.session_id == meeting.id)).all()
        assert len(kept) == len(meeting.items())
        assert all(one.withdrawn and one.result["groups"]["bewoner"]["counts"] for one in kept)
        assert "restart" in steps
        for person in people:
            meeting.score(person, item, 5, 90, round_=2)
        meeting.step("reveal")
        assert results(meeting)[item, 2]["movement"] is None
        first = meeting.snapshot(people[0].badge)["discussion"][0]
        assert first == {"item": item, "choice": "pin", "notes": [], "outcome": None}

    def test_answers_given_before_do_not_count_in_the_new_beginning(self, meeting: Meeting) -> None:
        people = meeting.fill(3, 0, 0)
        meeting.step("start", "open")
        for person in people:
            meeting.score(person, meeting.items()[0], 5)
        meeting.step("restart", "reveal")
        assert results(meeting)[meeting.items()[0], 2]["groups"]["bewoner"]["answered"] is None

    def test_nothing_begins_again_that_did_not_begin(self, meeting: Meeting) -> None:
        meeting.step("start")
        assert refused(meeting, "restart", opgave=3) is NotNow
        meeting.step("open", opgave=1)
        assert refused(meeting, "restart", opgave=3) is NotNow


class TestLeading:
    def test_who_takes_the_first_step_leads_and_somebody_else_takes_over_first(self, meeting: Meeting) -> None:
        meeting.step("start")
        bert = meeting.town.sign_in(Role.BEHEERDER, "Bert")
        before = meeting.snapshot(bert.badge)["leading"]
        assert before["name"]
        assert not before["me"]

        def by_bert(step: str) -> int:
            op = StepOp.model_validate({"op": uuid4(), "step": step, "expect": meeting.version})
            with meeting.town.store.workspace(bert.badge) as work:
                return sessions.take_step(work, meeting.id, op)["version"]

        with pytest.raises(NotLeading) as error:
            by_bert("open")
        assert error.value.about == {"leader": before["name"]}
        by_bert("lead")
        assert meeting.snapshot(bert.badge)["leading"] == {"name": "Bert", "me": True}
        by_bert("open")
        with pytest.raises(NotLeading):
            meeting.step("reveal")

    def test_nobody_else_in_the_room_is_told_who_leads(self, meeting: Meeting) -> None:
        person = meeting.join()
        meeting.step("start")
        assert "leading" not in meeting.snapshot(person.badge)

    def test_a_stale_click_changes_nothing(self, meeting: Meeting) -> None:
        version = meeting.version
        meeting.step("start")
        op = StepOp.model_validate({"op": uuid4(), "step": "open", "expect": version})
        with pytest.raises(StaleVersion) as error, meeting.town.store.workspace(meeting.leader.badge) as work:
            sessions.take_step(work, meeting.id, op)
        assert error.value.about == {"version": meeting.version}


class TestPace:
    @pytest.fixture
    def own(self, town: Town) -> Meeting:
        return town.meeting(opgaven=(1, 3, 9), pace=Pace.OWN, own_until=datetime.now(UTC) + timedelta(hours=1))

    def test_at_an_own_pace_everything_is_open_from_the_start(self, own: Meeting) -> None:
        person = own.join()
        own.step("start")
        snapshot = own.snapshot(person.badge)
        assert [(one["state"], one["own"]) for one in snapshot["opgaven"]] == [("scoring", True)] * 3
        assert snapshot["own_until"].endswith("Z")
        assert own.score(person, own.items(9)[0], 4) == "accepted"
        assert own.score(person, own.items(1)[0], 4, 2) == "accepted"
        assert snapshot["current"]["opgave"] is None
        assert set(snapshot["progress"]["items"]) == {*own.items(1), *own.items(3), *own.items(9)}

    def test_after_the_set_time_answers_are_closed_until_the_time_is_extended_or_the_room_opens_the_opgave(
        self, own: Meeting
    ) -> None:
        person = own.join()
        own.step("start")
        over(own, seconds=4)
        assert own.score(person, own.items(1)[0], 4) == "accepted"
        over(own, seconds=6)
        assert own.score(person, own.items(1)[0], 5, 2) == "closed"
        own.step("open", opgave=3)
        assert own.score(person, own.items(3)[0], 5, 3) == "accepted"
        assert own.score(person, own.items(1)[0], 5, 4) == "closed"
        own.step("extend", minutes=10)
        assert own.score(person, own.items(1)[0], 5, 5) == "accepted"

    def test_the_spelleider_reveals_one_opgave_after_the_other(self, own: Meeting) -> None:
        people = own.fill(3, 0, 0)
        own.step("start")
        for person in people:
            own.score(person, own.items(3)[0], 5)
        own.step("reveal", opgave=3)
        assert opgave(own, 3)["state"] == "revealed"
        assert opgave(own, 1)["state"] == "scoring"
        assert {item for item, _ in results(own)} == set(own.items(3))
        own.step("reveal")
        assert opgave(own, 1)["state"] == "revealed"

    def test_after_a_reveal_the_opgaven_that_are_still_open_are_counted_on(self, own: Meeting) -> None:
        people = own.fill(3, 0, 0)
        own.step("start")
        own.step("reveal", opgave=3)
        for seq, item in enumerate((*own.items(1), *own.items(9)), start=1):
            own.score(people[0], item, 4, seq)
        progress = own.snapshot(own.leader.badge)["progress"]
        assert progress["items"][own.items(9)[0]]["bewoner"] == 1
        assert set(progress["items"]) == {*own.items(1), *own.items(3), *own.items(9)}
        assert progress["ready"]["bewoner"] == [1, 3]
        own.step("open", opgave=1)
        assert own.snapshot(own.leader.badge)["progress"]["ready"]["bewoner"] == [1, 3]
        own.score(people[1], own.items(9)[0], 4)
        assert own.snapshot(own.leader.badge)["progress"]["items"][own.items(9)[0]]["bewoner"] == 2

    def test_a_session_that_is_led_has_no_own_time_to_extend(self, meeting: Meeting) -> None:
        assert refused(meeting, "extend", minutes=5) is NotNow

    def test_a_timer_is_about_one_opgave_and_closes_nothing(self, meeting: Meeting) -> None:
        person = meeting.join()
        meeting.step("start")
        assert refused(meeting, "timer", minutes=5) is NotNow
        meeting.step("open")
        meeting.step("timer", minutes=5)
        assert meeting.snapshot(person.badge)["current"]["deadline"].endswith("Z")
        with meeting.town.store.workspace(meeting.town.operator) as work:
            late = datetime.now(UTC) - timedelta(minutes=1)
            work.db.execute(update(ScoringSession).where(ScoringSession.id == meeting.id).values(timer_until=late))
        assert meeting.score(person, meeting.items()[0], 4) == "accepted"
        meeting.step("timer", minutes=0)
        assert meeting.snapshot(person.badge)["current"]["deadline"] is None
        meeting.step("timer", minutes=5)
        meeting.step("reveal")
        assert meeting.snapshot(person.badge)["current"]["deadline"] is None


def over(meeting: Meeting, seconds: int) -> None:
    """Everybody's own time ended so long ago."""
    ended = datetime.now(UTC) - timedelta(seconds=seconds)
    with meeting.town.store.workspace(meeting.town.operator) as work:
        work.db.execute(update(ScoringSession).where(ScoringSession.id == meeting.id).values(own_until=ended))


def test_what_bewoners_skip_is_not_asked_of_them_and_not_counted(town: Town) -> None:
    meeting = town.meeting(opgaven=(1,), bewoners_skip={(1, 1)})
    skipped, asked = meeting.items()[:2]
    people = meeting.fill(3, 0, 3)
    meeting.step("start", "open")
    shown = opgave(meeting)["items"]
    assert [one["skipped_by"] for one in shown[:2]] == [["bewoner"], []]
    for place, person in enumerate(people):
        for seq, item in enumerate(meeting.items(), start=1):
            if place < 3 and item == skipped:
                with pytest.raises(ItemNotOpen):
                    meeting.score(person, item, 1, seq)
            else:
                meeting.score(person, item, 4, seq)
    assert meeting.snapshot(meeting.leader.badge)["progress"]["ready"]["bewoner"] == [3, 3]
    meeting.step("reveal")
    found = results(meeting)
    assert found[skipped, 1]["groups"]["bewoner"]["answered"] is None
    assert found[skipped, 1]["groups"]["ambtenaar"]["answered"] == 3
    assert found[asked, 1]["groups"]["bewoner"]["answered"] == 3
    of = meeting.snapshot(meeting.leader.badge)["opgave_results"][0]["groups"]
    sides = [sum(of[group][side]["asked"] for side in ("kansen", "valkuilen")) for group in ("bewoner", "ambtenaar")]
    assert sides == [len(shown) - 1, len(shown)]


def test_an_answer_of_who_became_a_bewoner_does_not_count_where_bewoners_skip(town: Town) -> None:
    meeting = town.meeting(opgaven=(1,), bewoners_skip={(1, 1)})
    people = meeting.fill(0, 0, 4)
    meeting.step("start", "open")
    for person in people:
        meeting.score(person, meeting.items()[0], 4)
    meeting.change(people[0], group="bewoner")
    progress = meeting.snapshot(meeting.leader.badge)["progress"]["items"][meeting.items()[0]]
    assert progress == {"bewoner": 0, "wijkpartner": 0, "ambtenaar": 3}
    meeting.step("reveal")
    assert results(meeting)[meeting.items()[0], 1]["groups"]["ambtenaar"]["answered"] == 3
