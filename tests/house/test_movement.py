"""What a conversation moved is told of who answered both times, in one group, and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.makers import Meeting, Person, Town
from wijkplatform.domain.people import Badge, Group, Proof
from wijkplatform.services import bars
from wijkplatform.storage import sessions, tallies

B, W, A = Group


def again(meeting: Meeting, people: Sequence[Person], values: Sequence[int], round_: int = 2) -> None:
    """The first punt once more."""
    meeting.step("again", item=meeting.items()[0])
    for person, value in zip(people, values, strict=True):
        assert meeting.score(person, meeting.items()[0], value, 100 + round_, round_) == "accepted"


def movement(meeting: Meeting, round_: int = 2) -> Any:
    found = meeting.snapshot(meeting.leader.badge)["published"]
    return next(one for one in found if (one["item"], one["round"]) == (meeting.items()[0], round_))["movement"]


def bewoners(meeting: Meeting, round_: int = 2) -> Any:
    return movement(meeting, round_)["groups"]["bewoner"]


def test_who_leaves_who_comes_and_who_wrote_on_paper_move_nothing(meeting: Meeting) -> None:
    for card in (1, 2, 3):
        meeting.type_paper(B, answers={meeting.items()[0]: 1}, card=card)
    people = meeting.play({B: (4, 4, 5)})
    newcomers = [meeting.join(B) for _ in range(3)]
    again(meeting, [*people, *newcomers], (4, 4, 5, 5, 5, 5))
    meeting.step("reveal")
    told = bewoners(meeting)
    assert (told["both"], told["direction"], told["delta"], told["first"], told["second"]) == (
        3,
        "level",
        0,
        83.3,
        83.3,
    )
    assert movement(meeting)["changed"] is False


def test_who_changed_groups_in_between_moves_neither_group(meeting: Meeting) -> None:
    people = meeting.play({B: (2, 2, 2), A: (1, 1, 1, 5)})
    meeting.change(people[-1], group=B)
    again(meeting, people, (4, 4, 4, 5, 5, 5, 5))
    meeting.step("reveal")
    groups = movement(meeting)["groups"]
    assert {group: one and one["both"] for group, one in groups.items()} == {
        "bewoner": 3,
        "wijkpartner": None,
        "ambtenaar": 3,
    }
    assert groups["ambtenaar"]["first"] is None
    assert groups["bewoner"]["second"] is None


def test_who_was_removed_in_between_is_not_in_it(meeting: Meeting) -> None:
    people = meeting.play({B: (1, 1, 1, 1)})
    meeting.step("again", item=meeting.items()[0])
    for person in people:
        meeting.score(person, meeting.items()[0], 5, 102, 2)
    meeting.change(people[0], removed=True)
    meeting.step("reveal")
    told = bewoners(meeting)
    assert (told["both"], told["direction"], told["first"]) == (3, "up", None)


def test_too_few_who_answered_twice_are_not_compared(meeting: Meeting) -> None:
    people = meeting.play({B: (1, 1, 1)})
    newcomer = meeting.join(B)
    again(meeting, [*people[:2], newcomer], (5, 5, 5))
    meeting.step("reveal")
    assert movement(meeting) is None


def test_a_second_comparison_does_not_give_away_who_stood_in_the_first(meeting: Meeting) -> None:
    """Round 2 holds three newcomers beside three who were there; in round 3 one of the three is replaced."""
    people = meeting.play({B: (2, 2, 2)})
    newcomers = [meeting.join(B) for _ in range(3)]
    again(meeting, [*people, *newcomers], (3, 3, 5, 1, 1, 1))
    meeting.step("reveal")
    assert bewoners(meeting)["second"] is not None
    again(meeting, [*people[:2], newcomers[0]], (3, 3, 1), round_=3)
    meeting.step("reveal")
    assert movement(meeting, 3) is None


def test_what_was_told_of_a_part_counts_when_it_was_taken_back_too(meeting: Meeting) -> None:
    people = meeting.play({B: (2, 2, 5, 1, 1, 1)})
    again(meeting, people[:3], (4, 4, 4))
    meeting.step("reveal")
    assert bewoners(meeting)["first"] is not None
    meeting.step("restart")
    for person in (*people[:2], people[3]):
        meeting.score(person, meeting.items()[0], 4, 103, 3)
    meeting.step("reveal")
    assert movement(meeting, 3) is None


def test_all_punten_again_hold_each_punt_against_its_own_last_round(meeting: Meeting) -> None:
    people = meeting.play({B: (1, 1, 1)})
    one, other = meeting.items()[:2]
    again(meeting, people, (5, 5, 5))
    meeting.step("reveal", "again")
    for person in people:
        meeting.score(person, one, 5, 110, 3)
        meeting.score(person, other, 5, 111, 3)
    meeting.step("reveal")
    found = {
        item["item"]: item["movement"]
        for item in meeting.snapshot(meeting.leader.badge)["published"]
        if item["round"] == 3
    }
    assert (found[one]["since"], found[one]["groups"]["bewoner"]["first"], found[one]["changed"]) == (2, 100, False)
    assert (found[other]["since"], found[other]["groups"]["bewoner"]["first"], found[other]["changed"]) == (1, 0, True)


@pytest.mark.parametrize("late", [0, 1])
def test_where_bars_move_only_what_they_let_in_is_compared(town: Town, late: int) -> None:
    """Who changes an answer after the last step of a bar, alone, stands in it with the answer before."""
    meeting = town.meeting(opgaven=(1,), open_bars=True)
    people = meeting.play({B: (1, 1, 1, 1, 1, 1)})
    again(meeting, people, (1, 1, 1, 1, 1, 4))
    with meeting.town.store.workspace(Badge(town.id, Proof.ROOM, meeting.id)) as work:
        bars.move_bars(work, meeting.id)
    for person in people[:late]:
        meeting.score(person, meeting.items()[0], 5, 200, 2)
    meeting.step("reveal")
    told = bewoners(meeting)
    assert (told["both"], told["direction"], told["first"], told["second"]) == (6, "level", 0, 12.5)


def test_only_answers_of_groups_that_are_shown_are_ever_held_against_later_ones(meeting: Meeting) -> None:
    """Two people were too few to show; when a third comes in, the first two moved nothing that anybody saw."""
    people = meeting.play({W: (1, 1)})
    again(meeting, [*people, meeting.join(W)], (5, 5, 5))
    meeting.step("reveal")
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        opgave = next(one for one in sessions.agenda(work.db, meeting.id) if one.number == 1)
        assert tallies.steps(work.db, opgave) == {}
