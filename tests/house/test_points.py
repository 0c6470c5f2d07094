"""What the room talks about: participants ask, the statistics find, the spelleider decides, and all of it is kept."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, update

from tests.makers import Meeting, SignedIn
from wijkplatform.domain.errors import ItemNotOpen, Malformed, NotFound, NotNow
from wijkplatform.domain.people import Group, Role
from wijkplatform.services import points
from wijkplatform.storage import points as stored
from wijkplatform.storage.points import Proposal
from wijkplatform.storage.sessions import SessionOpgave

B, W, A = Group.BEWONER, Group.WIJKPARTNER, Group.AMBTENAAR
APART = {B: [1, 1, 1, 2, 1, 1], A: [5, 5, 5, 4, 5, 5]}


def told(meeting: Meeting) -> dict[str, Any]:
    return dict(meeting.snapshot(meeting.leader.badge))


def result_of(meeting: Meeting, item: str) -> dict[str, Any]:
    return next(one for one in told(meeting)["published"] if one["item"] == item)


def order(meeting: Meeting) -> list[str]:
    return [one["item"] for one in told(meeting)["discussion"]]


@pytest.fixture
def asking(meeting: Meeting) -> tuple[Meeting, list[Any]]:
    """A session in which opgave 1 is open, with six people."""
    people = meeting.fill(3, 3, 0)
    meeting.step("start", "open")
    return meeting, people


def test_what_three_people_ask_for_is_counted_and_what_two_ask_for_is_not_shown(asking) -> None:
    meeting, people = asking
    first, second, third = meeting.items()[:3]
    for person in people[:3]:
        assert meeting.propose(person, second) == "accepted"
    for person in people[3:5]:
        assert meeting.propose(person, first) == "accepted"
    before = told(meeting)
    assert before["lists"]["proposed"] == [] == before["published"] == before["discussion"]
    meeting.step("reveal")
    assert [result_of(meeting, item)["proposed"] for item in (first, second, third)] == [None, 3, None]
    assert told(meeting)["lists"]["proposed"] == [second] == order(meeting)


def test_only_the_last_wish_of_a_person_counts_and_it_can_be_taken_back(asking) -> None:
    meeting, people = asking
    first, second = meeting.items()[:2]
    for person in people:
        meeting.propose(person, first)
    assert meeting.propose(people[0], second) == "accepted"
    assert meeting.propose(people[0], second) == "duplicate"
    assert meeting.propose(people[1], first, on=False) == "accepted"
    assert meeting.propose(people[1], first, on=False) == "duplicate"
    assert meeting.propose(people[2], second, on=False) == "duplicate"  # that was not what this person asked for
    assert [dict(meeting.snapshot(one.badge))["me"]["proposed"] for one in people[:3]] == [[second], [], [first]]
    meeting.step("reveal")
    assert result_of(meeting, first)["proposed"] == 4
    assert result_of(meeting, second)["proposed"] is None


def test_an_older_wish_that_arrives_late_changes_nothing(asking) -> None:
    meeting, (person, *_) = asking
    first, second = meeting.items()[:2]
    assert meeting.propose(person, second, seq=5) == "accepted"
    assert meeting.propose(person, first, seq=4) == "stale"
    assert meeting.propose(person, second, seq=5) == "duplicate"
    assert meeting.propose(person, first, seq=5) == "stale"
    me = dict(meeting.snapshot(person.badge))["me"]
    assert (me["proposed"], me["proposed_seq"]) == ([second], 5)
    assert meeting.propose(person, second, on=False, seq=6) == "accepted"
    assert meeting.propose(person, second, seq=5) == "stale"
    assert dict(meeting.snapshot(person.badge))["me"]["proposed"] == []


def test_a_wish_is_for_its_own_round(asking) -> None:
    meeting, (person, *_) = asking
    item = meeting.items()[0]
    with pytest.raises(ItemNotOpen):
        meeting.propose(person, item, round=2)
    with meeting.town.store.workspace(meeting.town.operator) as work:
        work.db.execute(update(SessionOpgave).values(round=2))
    assert meeting.propose(person, item, round=1) == "closed"
    assert meeting.propose(person, item, round=2) == "accepted"


def test_a_wish_of_a_group_that_is_too_small_does_not_show_in_the_sum(meeting: Meeting) -> None:
    people = meeting.fill(3, 0, 1)
    meeting.step("start", "open")
    for person in people:
        meeting.propose(person, meeting.items()[0])
    meeting.step("reveal")
    assert result_of(meeting, meeting.items()[0])["proposed"] == 3


def test_one_wish_is_not_pointed_at_even_when_a_group_of_one_may_be_shown(maker) -> None:
    meeting = maker.town(smallest_group=1).meeting()
    people = meeting.fill(2, 2, 0)
    meeting.step("start", "open")
    first, second = meeting.items()[:2]
    meeting.propose(people[0], first)
    for person in people[1:]:
        meeting.propose(person, second)
    meeting.step("reveal")
    assert [result_of(meeting, item)["proposed"] for item in (first, second)] == [None, 3]


def test_a_wish_is_let_in_exactly_as_long_as_a_score(asking) -> None:
    meeting, (person, *_) = asking
    item, later = meeting.items(1)[0], meeting.items(3)[0]
    with pytest.raises(ItemNotOpen):
        meeting.propose(person, later)
    with pytest.raises(ItemNotOpen):
        meeting.propose(person, str(uuid4()))
    meeting.step("pause")
    assert meeting.propose(person, item) == "retry"
    meeting.step("resume", "reveal")
    assert meeting.propose(person, item) == "closed"
    with meeting.town.store.workspace(meeting.town.operator) as work:
        assert work.db.scalar(select(func.count()).select_from(Proposal)) == 0


def test_who_was_removed_or_not_confirmed_asks_for_nothing(asking) -> None:
    meeting, people = asking
    item = meeting.items()[0]
    unsure = meeting.join(A, typed=True)
    for person in [*people[:3], unsure]:
        meeting.propose(person, item)
    meeting.change(people[0], removed=True)
    meeting.step("reveal")
    assert result_of(meeting, item)["proposed"] is None


def test_what_was_published_of_a_wish_never_changes(asking) -> None:
    meeting, people = asking
    item = meeting.items()[0]
    for person in people[:4]:
        meeting.propose(person, item)
    meeting.step("reveal")
    for person in people[:2]:
        meeting.change(person, removed=True)
    meeting.step("next", "reveal")
    assert result_of(meeting, item)["proposed"] == 4


def test_a_wish_by_http_is_the_same_wish(anyone, asking) -> None:
    meeting, (person, *_) = asking
    op = {"op": str(uuid4()), "item": meeting.items()[0], "on": True}
    answers = [anyone.post(f"{meeting.path}/proposals", op, headers=person.bearer) for _ in range(2)]
    assert [(one.status_code, one.json()) for one in answers] == [
        (200, {"ok": True, "op": op["op"], "seq": 1, "state": "accepted"}),
        (200, {"ok": True, "op": op["op"], "seq": 1, "state": "duplicate"}),
    ]
    for wrong in ({**op, "on": 1}, {**op, "group": "bewoner"}, {"op": op["op"], "on": True}):
        refused = anyone.post(f"{meeting.path}/proposals", wrong, headers=person.bearer)
        assert (refused.status_code, refused.json()["code"]) == (400, "malformed")


def test_participants_and_findings_take_turns_and_the_spelleider_decides(meeting: Meeting) -> None:
    people = [meeting.join(group) for group in (B, A) for _ in range(6)]
    meeting.step("start", "open", opgave=1)
    items = meeting.items()
    meeting.answer({(person, item): 1 if person.group is B else 5 for item in items[:3] for person in people})
    for person in people[:3]:
        meeting.propose(person, items[5])
    meeting.step("reveal")
    found = told(meeting)["lists"]["ranking"]
    assert sorted(found) == sorted(items[:3])
    assert order(meeting) == [items[5], *found]
    meeting.choose(found[2], "pin")
    meeting.choose(items[8], "add")
    meeting.choose(items[5], "skip")
    assert order(meeting) == [found[2], items[8], found[0], found[1], items[5]]
    assert {one["item"]: one["choice"] for one in told(meeting)["discussion"]} == {
        found[2]: "pin",
        found[0]: None,
        found[1]: None,
        items[8]: "add",
        items[5]: "skip",
    }
    for item in (found[2], items[8], items[5]):
        meeting.choose(item, "clear")
    assert order(meeting) == [items[5], *found]


def test_every_decision_is_kept_with_who_and_when(anyone, meeting: Meeting) -> None:
    meeting.play(APART)
    item = meeting.items()[0]
    other = meeting.town.sign_in(Role.SPELLEIDER, "Anna")
    meeting.choose(item, "pin")
    meeting.choose(item, "skip", by=other)
    seen = anyone.get(f"{meeting.path}/choices", headers=meeting.leader.cookies).json()["choices"]
    assert [(one["item"], one["choice"], one["by"]) for one in seen] == [
        (item, "pin", "Spelleider"),
        (item, "skip", "Anna"),
    ]
    assert all(one["at"].endswith("Z") and len(one["at"]) == 20 for one in seen)
    assert anyone.get(f"{meeting.path}/choices", headers=meeting.join().bearer).status_code in (403, 404)


def test_the_same_decision_sent_twice_is_one_and_another_under_its_name_is_refused(meeting: Meeting) -> None:
    meeting.play(APART)
    first, second = meeting.items()[:2]
    op = uuid4()
    version = meeting.choose(first, "pin", op)
    assert meeting.choose(first, "pin", op) == version == meeting.version
    for item, choice in ((first, "skip"), (second, "pin")):
        with pytest.raises(Malformed):
            meeting.choose(item, choice, op)


def test_nothing_is_decided_about_a_punt_without_a_result(meeting: Meeting) -> None:
    meeting.play(APART)
    other = meeting.town.meeting()
    other.play(APART)
    before = meeting.version
    for item in (meeting.items(3)[0], other.items()[0], str(uuid4())):
        with pytest.raises(NotNow):
            meeting.choose(item, "add")
    with pytest.raises(ValidationError):
        meeting.choose(meeting.items()[0], "love")
    assert meeting.version == before


def test_nothing_is_decided_any_more_once_the_session_is_closed(meeting: Meeting) -> None:
    meeting.play(APART)
    first, second = meeting.items()[:2]
    op = uuid4()
    version = meeting.choose(first, "pin", op)
    closed = meeting.step("close")
    with pytest.raises(NotNow):
        meeting.choose(second, "pin")
    assert meeting.choose(first, "pin", op) == version  # the answer to what was decided before is still given
    assert meeting.version == closed


def test_however_often_the_spelleider_decides_only_what_stands_is_read_for_a_reader(meeting: Meeting) -> None:
    meeting.play({B: [3, 3, 3]})
    first, second, third = meeting.items()[:3]
    for choice in ("pin", "skip", "clear"):
        for item in (first, second, third):
            meeting.choose(item, choice)
    assert order(meeting) == []
    for item, choice in ((third, "pin"), (first, "pin"), (second, "add"), (third, "clear"), (third, "pin")):
        meeting.choose(item, choice)
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        standing = [(str(one.item_id), one.choice) for one in stored.standing_choices(work.db, meeting.id)]
    assert standing == [(first, "pin"), (second, "add"), (third, "pin")]
    assert order(meeting) == [first, third, second]


def test_a_session_of_another_gemeente_is_not_found(meeting: Meeting, other_town) -> None:
    meeting.play(APART)
    stranger: SignedIn = other_town.sign_in()
    with pytest.raises(NotFound):
        meeting.choose(meeting.items()[0], "pin", by=stranger)
    with pytest.raises(NotFound), other_town.store.workspace(stranger.badge) as work:
        points.see_choices(work, meeting.id)


def test_the_scherm_shows_what_the_spelleider_says_until_the_room_goes_on(meeting: Meeting) -> None:
    with pytest.raises(NotNow):
        meeting.step("show", view="lists")
    meeting.play(APART)
    item = meeting.items()[0]
    assert told(meeting)["current"] == {"opgave": 1, "view": "results", "item": None, "deadline": None}
    meeting.step("show", item=item)
    assert told(meeting)["current"] == {"opgave": 1, "view": "results", "item": item, "deadline": None}
    meeting.step("show", view="floor_plan")
    assert told(meeting)["current"] == {"opgave": 1, "view": "floor_plan", "item": None, "deadline": None}
    meeting.step("pause", "resume")
    assert told(meeting)["current"]["view"] == "floor_plan"
    meeting.step("next")
    assert told(meeting)["current"] == {"opgave": 3, "view": "results", "item": None, "deadline": None}
    with pytest.raises(NotNow):
        meeting.step("show", view="overall")
    meeting.step("reveal")
    meeting.step("show", view="overall")
    meeting.step("back")
    assert told(meeting)["current"]["view"] == "results"


def test_a_punt_without_a_result_is_not_put_on_the_scherm(meeting: Meeting) -> None:
    meeting.play(APART)
    for item in (meeting.items(3)[0], str(uuid4())):
        with pytest.raises(NotNow):
            meeting.step("show", item=item)


@pytest.mark.parametrize(
    "about",
    [{}, {"view": "lists", "item": str(uuid4())}, {"view": "everything"}],
    ids=["nothing", "two things", "an unknown view"],
)
def test_showing_is_about_one_thing(meeting: Meeting, about: dict[str, str]) -> None:
    meeting.play(APART)
    with pytest.raises(ValidationError):
        meeting.step("show", **about)
    with pytest.raises(ValidationError):
        meeting.step("next", view="lists")


def test_the_sub_results_of_an_opgave_come_with_its_reveal_and_stay(meeting: Meeting) -> None:
    assert told(meeting)["opgave_results"] == []
    people = meeting.play({B: [1, 1, 1], A: [5, 5]})
    [seen] = told(meeting)["opgave_results"]
    assert (seen["opgave"], seen["round"]) == (1, 1)
    assert seen["groups"]["bewoner"] == {
        "kansen": {"value": 0, "judged": 7, "asked": 7},
        "valkuilen": {"value": 100, "judged": 6, "asked": 6},
    }
    assert seen["groups"]["ambtenaar"] == seen["groups"]["wijkpartner"]
    assert seen["groups"]["ambtenaar"]["kansen"] == {"value": None, "judged": 0, "asked": 7}
    assert seen["overall"] == seen["groups"]["bewoner"]
    meeting.change(people[0], removed=True)
    meeting.step("next", "reveal")
    assert told(meeting)["opgave_results"][0] == seen
    assert [one["opgave"] for one in told(meeting)["opgave_results"]] == [1, 3]


def test_the_ten_waarden_have_one_value(town) -> None:
    meeting = town.meeting(opgaven=(0, 10))
    meeting.play({B: [4, 4, 4]}, opgave=0)
    [seen] = told(meeting)["opgave_results"]
    assert seen["overall"]["kansen"] == {"value": 75, "judged": 10, "asked": 10}
    assert seen["overall"]["valkuilen"] == {"value": None, "judged": 0, "asked": 0}
