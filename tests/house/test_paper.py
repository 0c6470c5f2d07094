"""Paper: cards and counts are typed in, corrected with a trace, and count exactly as phones do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.makers import Meeting, Town
from wijkplatform.domain.errors import CardKnown, ItemNotOpen, Malformed, NotAllowed, NotFound, NotNow
from wijkplatform.domain.people import GROUPS, Badge, Group, Proof
from wijkplatform.services import paper, seeing, sessions
from wijkplatform.wire.base import StepOp

B = Group.BEWONER


def room(meeting: Meeting) -> list[tuple[Group, dict[int, int]]]:
    """What twenty people say: per person the group, and per place of a punt the value."""
    many = range(len(meeting.items()))
    return [(GROUPS[who % 3], {place: (who * 7 + place * 3) % 6 for place in many}) for who in range(20)]


def published(meeting: Meeting) -> list[dict[str, Any]]:
    """What was published, with punten by their place."""
    place = {item: number for number, item in enumerate(meeting.items())}
    found = meeting.snapshot(meeting.leader.badge)["published"]
    return [
        {name: place[value] if name == "item" else value for name, value in one.items() if name != "paper"}
        for one in sorted(found, key=lambda one: place[one["item"]])
    ]


def test_ten_cards_and_ten_phones_give_the_numbers_of_twenty_phones(town: Town) -> None:
    phones, mixed = town.meeting(), town.meeting()
    for meeting, on_paper in ((phones, 0), (mixed, 10)):
        items = meeting.items()
        meeting.step("start", "open")
        for who, (group, said) in enumerate(room(meeting)):
            if who < on_paper:
                answers = {items[place]: value for place, value in said.items()}
                assert meeting.type_paper(group, answers=answers, card=who + 1)["state"] == "accepted"
            else:
                person = meeting.join(group)
                for place, value in said.items():
                    meeting.score(person, items[place], value, place + 1)
        meeting.step("reveal")
    same = [{**one, "finding": one["finding"]} for one in published(phones)]
    assert same == published(mixed)
    counted = mixed.snapshot(mixed.leader.badge)["published"][0]
    assert counted["paper"] == {"bewoner": 4, "wijkpartner": 3, "ambtenaar": 3}
    assert counted["groups"]["bewoner"]["answered"] == 7
    assert (
        mixed.snapshot(mixed.leader.badge)["opgave_results"] == phones.snapshot(phones.leader.badge)["opgave_results"]
    )


def test_counts_of_a_punt_are_cards_that_were_counted_before(meeting: Meeting) -> None:
    item = meeting.items()[0]
    meeting.step("start", "open")
    assert meeting.type_paper(B, item=item, counts=[1, 0, 2, 0, 4, 0])["state"] == "accepted"
    assert meeting.type_paper(B, item=item, counts=[0, 1, 0, 0, 0, 0])["state"] == "accepted"
    progress = meeting.snapshot(meeting.leader.badge)["progress"]
    assert progress["items"][item]["bewoner"] == progress["paper"][item]["bewoner"] == 8
    meeting.step("reveal")
    result = meeting.snapshot(meeting.leader.badge)["published"][0]
    assert result["groups"]["bewoner"]["counts"] == [1, 1, 2, 0, 4, 0]
    assert result["paper"] == {"bewoner": 8, "wijkpartner": None, "ambtenaar": None}


def test_progress_counts_both_and_says_how_many_are_paper(meeting: Meeting) -> None:
    item = meeting.items()[0]
    person = meeting.join()
    meeting.step("start", "open")
    before = meeting.snapshot(meeting.leader.badge)["progress"]["count"]
    meeting.score(person, item, 4)
    meeting.type_paper(B, answers={item: 2})
    progress = meeting.snapshot(meeting.leader.badge)["progress"]
    assert (progress["items"][item]["bewoner"], progress["paper"][item]["bewoner"]) == (2, 1)
    assert progress["count"] == before + 2
    assert progress["ready"]["bewoner"][1] == 1


def test_a_correction_takes_the_place_of_a_card_and_leaves_a_trace(meeting: Meeting) -> None:
    item = meeting.items()[0]
    meeting.step("start", "open")
    wrong = uuid4()
    meeting.type_paper(B, answers={item: 1}, card=12, op=wrong)
    right = meeting.type_paper(B, answers={item: 5}, card=12, corrects=wrong)
    with pytest.raises(NotNow):
        meeting.type_paper(B, answers={item: 4}, card=12, corrects=wrong)
    meeting.type_paper(B, item=item, counts=[0, 0, 0, 0, 0, 2])
    meeting.step("reveal")
    assert meeting.snapshot(meeting.leader.badge)["published"][0]["groups"]["bewoner"]["counts"] == [0, 0, 0, 0, 0, 3]
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        rows = paper.see_paper(work, meeting.id)["entries"]
    assert [(one["card"], one["corrected"], one["corrects"]) for one in rows[:2]] == [
        (12, True, None),
        (12, False, str(wrong)),
    ]
    assert right["state"] == "accepted"
    assert [(one["punt"], one["punten"]) for one in rows] == [(None, 1), (None, 1), (1, 1)]
    assert all(one["by"] for one in rows)
    assert "1" not in {str(one.get("value")) for one in rows}


def test_a_card_is_typed_once_and_can_be_taken_back_and_typed_again(meeting: Meeting) -> None:
    item, op = meeting.items()[0], uuid4()
    meeting.type_paper(B, answers={item: 1}, card=3, op=op)
    with pytest.raises(CardKnown) as error:
        meeting.type_paper(B, answers={item: 2}, card=3)
    assert error.value.about == {"entry": str(op)}
    assert meeting.type_paper(Group.AMBTENAAR, answers={item: 2}, card=3)["state"] == "accepted"
    assert meeting.type_paper(B, answers={}, corrects=op)["state"] == "accepted"
    assert meeting.type_paper(B, answers={item: 2}, card=3)["state"] == "accepted"


def test_the_same_operation_twice_is_one_card_and_another_content_is_refused(meeting: Meeting) -> None:
    item, op = meeting.items()[0], uuid4()
    assert meeting.type_paper(B, answers={item: 1}, card=3, op=op)["state"] == "accepted"
    assert meeting.type_paper(B, answers={item: 1}, card=3, op=op)["state"] == "duplicate"
    for other in (
        {"answers": {item: 2}, "card": 3},
        {"answers": {item: 1}, "card": 4},
        {"answers": {item: 1}, "card": 3, "group": Group.AMBTENAAR},
        {"answers": {item: 1}, "card": 3, "corrects": uuid4()},
        {"answers": {item: 1}, "card": 3, "round": 2},
    ):
        with pytest.raises(Malformed):
            meeting.type_paper(**{"group": B, **other}, op=op)
    assert meeting.type_paper(B, answers={item: 1}, card=3, round=1, op=op)["state"] == "duplicate"


def test_paper_is_let_in_before_the_opgave_is_opened_and_not_after_its_reveal(meeting: Meeting) -> None:
    one, three = meeting.items(1)[0], meeting.items(3)[0]
    assert meeting.type_paper(B, answers={three: 4})["state"] == "accepted"
    meeting.step("start", "open")
    assert meeting.type_paper(B, answers={one: 4})["state"] == "accepted"
    meeting.step("reveal")
    assert meeting.type_paper(B, answers={one: 4})["state"] == "closed"
    assert meeting.type_paper(B, answers={three: 4})["state"] == "accepted"
    meeting.step("again")
    assert meeting.type_paper(B, answers={one: 4}, round=1)["state"] == "closed"
    assert meeting.type_paper(B, answers={one: 4}, round=2)["state"] == "accepted"
    meeting.step("close")
    assert meeting.type_paper(B, answers={three: 4})["state"] == "closed"


def test_a_card_holds_the_punten_of_one_opgave_that_its_group_is_asked(town: Town) -> None:
    meeting = town.meeting(bewoners_skip={(1, 1)})
    skipped, asked = meeting.items(1)[:2]
    with pytest.raises(Malformed):
        meeting.type_paper(B, answers={asked: 1, meeting.items(3)[0]: 2})
    with pytest.raises(ItemNotOpen):
        meeting.type_paper(B, answers={skipped: 1, asked: 2})
    with pytest.raises(ItemNotOpen):
        meeting.type_paper(B, answers={uuid4(): 1})
    with pytest.raises(ItemNotOpen):
        meeting.type_paper(B, answers={town.meeting().items(1)[1]: 1})
    assert meeting.type_paper(Group.AMBTENAAR, answers={skipped: 1, asked: 2})["state"] == "accepted"


class TestTable:
    def badge(self, meeting: Meeting) -> Badge:
        with meeting.town.store.workspace(Badge(meeting.town.id)) as work:
            link = paper.table_by_token(work, meeting.table())
        assert link
        return Badge(meeting.town.id, Proof.TABLE, link.id)

    def test_a_tafel_types_paper_of_its_own_session_and_does_nothing_else(self, meeting: Meeting) -> None:
        badge, other = self.badge(meeting), meeting.town.meeting()
        assert meeting.type_paper(B, badge, answers={meeting.items()[0]: 3}, card=1)["state"] == "accepted"
        with meeting.town.store.workspace(badge) as work:
            snapshot = seeing.see_snapshot(work, meeting.id, "https://x")
            assert not {"doors", "me", "leading"} & snapshot.keys()
            assert paper.see_paper(work, meeting.id)["entries"][0]["by"] == "Tafel 1"
            with pytest.raises(NotFound):
                seeing.see_snapshot(work, other.id, "https://x")
            with pytest.raises(NotAllowed):
                sessions.take_step(work, meeting.id, StepOp(op=uuid4(), step="start", expect=1))
        with pytest.raises(NotFound):
            other.type_paper(B, badge, answers={other.items()[0]: 3})

    def test_a_link_that_was_ended_opens_nothing_and_what_it_typed_stays(self, meeting: Meeting) -> None:
        badge = self.badge(meeting)
        meeting.type_paper(B, badge, answers={meeting.items()[0]: 3}, card=1)
        with meeting.town.store.workspace(meeting.leader.badge) as work:
            assert paper.revoke_table(work, meeting.id, badge.row)["revoked"]  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            meeting.type_paper(B, badge, answers={meeting.items()[0]: 3}, card=2)
        with meeting.town.store.workspace(meeting.leader.badge) as work:
            assert seeing.see_lapsed(work, meeting.id, [badge]) == {badge: "revoked"}
            assert [one["corrected"] for one in paper.see_paper(work, meeting.id)["entries"]] == [False]
            assert [one["number"] for one in paper.see_tables(work, meeting.id)["tables"]] == [1]


class TestSharedPhone:
    def hand_on(self, anyone, person, group: str = "bewoner"):
        return anyone.post("/api/v1/participants/next", {"group": group}, headers=person.bearer)

    def test_the_next_person_is_somebody_new_and_the_one_before_comes_back_by_the_code_only(
        self, anyone, town: Town
    ) -> None:
        meeting = town.meeting(shared_phones=True)
        first = meeting.join()
        meeting.step("start", "open")
        meeting.score(first, meeting.items()[0], 5)
        joined = self.hand_on(anyone, first)
        assert joined.status_code == 201
        assert anyone.get(f"{meeting.path}/snapshot", headers=first.bearer).status_code == 404
        fresh = {"Authorization": f"Bearer {joined.json()['token']}"}
        me = anyone.get(f"{meeting.path}/snapshot", headers=fresh).json()["me"]
        assert (me["answers"], me["confirmed"], me["next_seq"]) == ([], True, 1)
        assert me["id"] != str(first.id)
        back = anyone.post("/api/v1/participants/return", {"code": meeting.code, "return_code": first.return_code})
        assert back.json()["participant"]["id"] == str(first.id)

    def test_a_group_that_must_be_confirmed_waits_and_the_list_says_how_they_came(self, anyone, town: Town) -> None:
        meeting = town.meeting(shared_phones=True)
        assert not self.hand_on(anyone, meeting.join(), "ambtenaar").json()["participant"]["confirmed"]
        rows = anyone.get(f"{meeting.path}/participants", headers=meeting.leader.cookies).json()["participants"]
        assert [one["via"] for one in rows] == ["link", "shared"]

    def test_of_people_who_hand_on_one_phone_at_once_one_does(self, call, town: Town) -> None:
        meeting = town.meeting(shared_phones=True)
        first, tabs = meeting.join(), [call() for _ in range(6)]
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda tab: self.hand_on(tab, first).status_code, tabs))
        assert sorted(answers) == [201, *[404] * 5]
        assert meeting.snapshot(meeting.leader.badge)["presence"]["groups"]["bewoner"]["joined"] == 2

    def test_it_is_refused_where_phones_are_not_shared_and_while_the_door_is_locked(self, anyone, town: Town) -> None:
        assert self.hand_on(anyone, town.meeting().join()).json()["code"] == "not_now"
        meeting = town.meeting(shared_phones=True)
        person = meeting.join()
        meeting.lock()
        assert self.hand_on(anyone, person).json()["code"] == "door_closed"
        assert anyone.get(f"{meeting.path}/snapshot", headers=person.bearer).status_code == 200
