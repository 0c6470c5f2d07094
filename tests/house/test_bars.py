"""Bars that move while the room scores give no answer of anybody away, however long one watches."""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.makers import Maker, Meeting, Person, Town
from wijkplatform.domain.people import GROUPS, Badge, Group, Proof
from wijkplatform.services import bars

B, W, A = GROUPS
Contributions = dict[str, int]


def room(meeting: Meeting) -> Badge:
    return Badge(meeting.town.id, Proof.ROOM, meeting.id)


def moved(meeting: Meeting) -> Any:
    """Let the bars move, as the live edge does after every score."""
    with meeting.town.store.workspace(room(meeting)) as work:
        return bars.move_bars(work, meeting.id)


@pytest.fixture
def open_meeting(town: Town) -> Meeting:
    meeting = town.meeting(opgaven=(1,), open_bars=True)
    meeting.step("start")
    return meeting


def bar(meeting: Meeting, group: Group = B, at: int = 0) -> dict[str, Any]:
    told = moved(meeting)["items"][meeting.items()[at]]
    return told[group]


def test_a_bar_moves_in_steps_of_the_smallest_group(open_meeting: Meeting) -> None:
    item, people = open_meeting.items()[0], open_meeting.fill(6, 0, 0)
    open_meeting.step("open")
    seen = []
    for value, person in enumerate(people):
        open_meeting.score(person, item, value % 5 + 1)
        seen.append(bar(open_meeting))
    assert [one["answered"] for one in seen] == [None, None, 3, 3, 3, 6]
    assert [one["waiting"] for one in seen] == [None, None, 0, 1, 2, 0]
    assert seen[-1]["counts"] == [0, 2, 1, 1, 1, 1]


def test_a_rest_that_is_too_small_stays_out_at_the_reveal_too_and_is_told_as_a_number(open_meeting: Meeting) -> None:
    item, people = open_meeting.items()[0], open_meeting.fill(5, 2, 0)
    open_meeting.step("open")
    for value, person in enumerate(people):
        open_meeting.score(person, item, value % 5 + 1)
        moved(open_meeting)
    open_meeting.type_paper(B, answers={item: 5})
    moved(open_meeting)
    open_meeting.score(people[0], item, 5, 2)
    open_meeting.step("reveal")
    result = next(one for one in open_meeting.snapshot(open_meeting.leader.badge)["published"] if one["item"] == item)
    assert result["groups"]["bewoner"]["answered"] == 6
    assert result["waiting"] == {"bewoner": 1, "wijkpartner": None, "ambtenaar": None}
    assert result["groups"]["wijkpartner"]["answered"] is None
    assert result["paper"]["bewoner"] == 1


@pytest.mark.parametrize("way", ["corrected", "taken back and typed again"])
def test_a_card_that_is_corrected_makes_no_way_for_the_answer_of_somebody_else(open_meeting: Meeting, way: str) -> None:
    wrong, item = open_meeting.items()[:2]
    open_meeting.step("open")
    for value, person in enumerate(open_meeting.fill(2, 0, 0)):
        open_meeting.score(person, item, value)
    card, again = uuid4(), uuid4()
    open_meeting.type_paper(B, answers={wrong: 1, item: 4}, card=1, op=card)
    assert bar(open_meeting, at=1)["answered"] == 3
    if way == "corrected":
        open_meeting.type_paper(B, answers={wrong: 2, item: 4}, card=1, corrects=card, op=again)
        open_meeting.type_paper(B, answers={wrong: 3, item: 4}, card=1, corrects=again)
    else:
        open_meeting.type_paper(B, answers={}, corrects=card)
        open_meeting.type_paper(B, answers={wrong: 2, item: 4}, card=1)
    open_meeting.score(open_meeting.join(), item, 5)
    told = bar(open_meeting, at=1)
    assert (told["counts"], told["waiting"]) == ([1, 1, 0, 0, 1, 0], 1)
    open_meeting.score(open_meeting.join(), item, 5)
    open_meeting.step("reveal")
    result = next(one for one in open_meeting.snapshot(open_meeting.leader.badge)["published"] if one["item"] == item)
    assert result["groups"]["bewoner"]["counts"] == [1, 1, 0, 0, 1, 0]
    assert result["waiting"]["bewoner"] == 2


def test_who_says_the_same_as_everybody_waits_for_ten_or_for_the_reveal(open_meeting: Meeting) -> None:
    item, people = open_meeting.items()[0], open_meeting.fill(4, 0, 0)
    open_meeting.step("open")
    for person in people:
        open_meeting.score(person, item, 5)
    assert bar(open_meeting)["answered"] is None
    open_meeting.step("reveal")
    result = open_meeting.snapshot(open_meeting.leader.badge)["published"][0]
    assert result["groups"]["bewoner"]["counts"] == [0, 0, 0, 0, 0, 4]


def test_who_is_the_first_to_say_something_else_is_not_seen_by_when_the_bar_moves(open_meeting: Meeting) -> None:
    item, people = open_meeting.items()[0], open_meeting.fill(6, 0, 0)
    open_meeting.step("open")
    seen = []
    for value, person in zip((5, 5, 5, 1, 5, 5), people, strict=True):
        open_meeting.score(person, item, value)
        seen.append(bar(open_meeting)["counts"])
    assert seen == [None] * 5 + [[0, 1, 0, 0, 0, 5]]


def test_counts_of_many_cards_are_in_the_bar_at_once(open_meeting: Meeting) -> None:
    open_meeting.step("open")
    open_meeting.type_paper(B, item=open_meeting.items()[0], counts=[0, 9, 0, 0, 0, 8])
    assert bar(open_meeting)["counts"] == [0, 9, 0, 0, 0, 8]


def test_nothing_moves_where_nobody_chose_so(meeting: Meeting) -> None:
    meeting.step("start", "open")
    assert moved(meeting) is None
    assert "bars" not in meeting.snapshot(meeting.leader.badge)


@pytest.mark.parametrize("seed", range(6))
def test_between_two_pictures_of_a_bar_at_least_the_smallest_group_changed(town: Town, seed: int) -> None:
    """Played against a model of its own: who is in the bar, by what was scored, moved, removed and typed in."""
    chance, seq = random.Random(seed), count(1)
    smallest = chance.choice((2, 3, 4))
    meeting = town.maker.town(smallest_group=smallest).meeting(opgaven=(1,), open_bars=True)
    item = meeting.items()[0]
    people: list[Person] = meeting.fill(5, 3, 2)
    said: dict[Person, int] = {}
    voices: dict[Person, Group] = {one: one.group for one in people}
    gone: set[Person] = set()
    cards: list[tuple[Group, int | None]] = []
    entries: list[UUID] = []
    inside: dict[Group, Contributions] = {group: {} for group in GROUPS}
    pictures: dict[Group, Any] = dict.fromkeys(GROUPS)
    seen = False
    meeting.step("start", "open")

    def contributions(group: Group) -> Contributions:
        phones = {str(one.id): said[one] for one in said if voices[one] == group and one not in gone}
        paper = {f"card {place}": value for place, (voice, value) in enumerate(cards) if voice == group}
        return phones | {name: value for name, value in paper.items() if value is not None}

    def outside(group: Group) -> Contributions:
        """What the bar would hold with everything in it: nobody stands in two bars."""
        elsewhere = {name for other in GROUPS if other != group for name in inside[other]}
        return {name: value for name, value in contributions(group).items() if name not in elsewhere}

    for _ in range(60):
        person, value = chance.choice(people), chance.randrange(6)
        kind = chance.random()
        if kind < 0.7 and person not in gone:
            meeting.score(person, item, value, next(seq))
            said[person] = value
        elif kind < 0.78:
            group = chance.choice(GROUPS)
            meeting.change(person, group=group)
            voices[person] = group
        elif kind < 0.86:
            meeting.change(person, removed=person not in gone)
            gone ^= {person}
        elif kind < 0.9:
            voice = chance.choice(GROUPS)
            entries.append(uuid4())
            meeting.type_paper(voice, answers={item: value}, card=len(entries), op=entries[-1])
            cards.append((voice, value))
        elif cards:
            place = chance.randrange(len(cards))
            voice, before = cards[place]
            after = chance.choice((before, value, None))
            corrects, entries[place] = entries[place], uuid4()
            answers = {} if after is None else {item: after}
            meeting.type_paper(voice, answers=answers, corrects=corrects, op=entries[place])
            cards[place] = voice, after
        told = moved(meeting)["items"][item]
        moving = [group for group in GROUPS if len(differ(inside[group], outside(group))) >= smallest]
        for group in GROUPS:
            counts = told[group]["counts"]
            if group in moving and (counts != pictures[group] or counts == histogram(outside(group), smallest)):
                inside[group] = outside(group)
            assert counts == pictures[group] or group in moving, (pictures[group], counts)
            assert counts == histogram(inside[group], smallest)
            pictures[group] = counts
            seen = seen or counts is not None
    meeting.step("reveal")
    result = next(one for one in meeting.snapshot(meeting.leader.badge)["published"] if one["item"] == item)
    assert seen, "no bar was ever seen: this history proves nothing"
    for group in GROUPS:
        counts = result["groups"][group]["counts"]
        if counts != pictures[group]:
            assert len(differ(inside[group], outside(group))) >= smallest


def differ(one: Contributions, other: Contributions) -> list[str]:
    """Who says something else, came or left."""
    return [name for name in {*one, *other} if one.get(name) != other.get(name)]


def histogram(contributions: Contributions, smallest: int) -> list[int] | None:
    """What a bar of these looks like."""
    many = Counter(contributions.values())
    return [many[value] for value in range(6)] if len(contributions) >= smallest else None


def test_what_a_group_that_is_too_small_answers_moves_nothing(maker: Maker) -> None:
    """Two evenings that differ in the answers of two ambtenaren alone: every byte is the same."""

    def evening(turn: bool) -> list[str]:
        meeting = maker.town().meeting(opgaven=(1,), open_bars=True)
        names = {one: f"item {place}" for place, one in enumerate(meeting.items())}
        people, sent = meeting.fill(4, 4, 2), []
        meeting.step("start", "open")
        chance = random.Random(7)
        for seq in range(1, 40):
            who, item, value = chance.randrange(10), chance.choice(meeting.items()[:3]), chance.randrange(6)
            meeting.score(people[who], item, (value + 3) % 6 if turn and who >= 8 else value, seq)
            sent.append(json.dumps(moved(meeting)))
        meeting.step("reveal")
        sent += [json.dumps(meeting.snapshot(meeting.leader.badge)["published"])]
        told = ["".join(part for part in sent)]
        for item, name in names.items():
            told = [one.replace(item, name).replace(str(meeting.id), "SESSION") for one in told]
        return told

    assert evening(False) == evening(True)
