"""Simulated people: the same for the same seed, done within half a minute, and closer together after a conversation."""

from __future__ import annotations

from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain.agreements import NOTICED, NOTICED_KIND
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.simulated import ARRIVALS, Character, Opinions

ids = st.uuids().map(str)


@given(ids, st.integers(1, 20), st.text(max_size=5))
def test_everybody_answers_one_punt_after_the_other_and_is_done_within_half_a_minute(
    id_: str, many: int, about: str
) -> None:
    who = Character(id_, Group.BEWONER)
    moments = [who.moment(place, many, about) for place in range(many)]
    assert moments == sorted(moments)
    assert len(set(moments)) == many
    assert moments[0] > 0.5
    assert moments[-1] < 30
    assert moments == [who.moment(place, many, about) for place in range(many)]


@given(ids, st.uuids(), st.integers(1, 97), st.integers(1, 3), st.sampled_from(GROUPS))
def test_the_same_person_gives_the_same_answer_again(
    id_: str, seed: object, number: int, round_: int, group: Group
) -> None:
    answers = {Character(id_, group).answer(Opinions(seed), number, "kans", round_) for _ in range(2)}
    assert len(answers) == 1
    assert answers <= set(range(6))


@given(ids, st.uuids(), st.integers(1, 9), st.integers(1, 3), st.sampled_from(GROUPS))
def test_about_an_afspraak_everybody_answers_what_gemerkt_takes_for_an_answer(
    id_: str, seed: object, number: int, round_: int, group: Group
) -> None:
    assert Character(id_, group).answer(Opinions(seed), number, NOTICED_KIND, round_) in NOTICED


def test_groups_stand_closer_in_a_next_round() -> None:
    def apart(round_: int) -> float:
        people = [Character(f"{group}/{one}", group) for group in GROUPS for one in range(30)]
        found = []
        for number in range(1, 40):
            opinions = Opinions("the same room")
            means = [
                mean(v for one in people if one.group is group if (v := one.answer(opinions, number, "kans", round_)))
                for group in GROUPS
            ]
            found.append(max(means) - min(means))
        return mean(found)

    assert apart(1) > apart(2) + 0.1 > apart(3) + 0.1


def test_bewoners_often_do_not_know_what_happens_inside_an_organisation() -> None:
    people = [Character(str(one), Group.BEWONER) for one in range(200)]
    unknown = {number: sum(not one.answer(Opinions(1), number, "kans", 1) for one in people) for number in (13, 14)}
    assert unknown[13] > 2 * unknown[14]


def test_a_room_fills_with_people_of_every_group_from_the_start() -> None:
    assert {group: ARRIVALS.count(group) for group in GROUPS} == {"bewoner": 12, "wijkpartner": 6, "ambtenaar": 8}
    assert set(ARRIVALS[:4]) == set(GROUPS)


@given(ids, st.lists(st.integers(), min_size=1, max_size=13, unique=True))
def test_what_somebody_wants_to_talk_about_is_one_of_the_punten(id_: str, items: list[int]) -> None:
    who = Character(id_, Group.AMBTENAAR)
    assert who.wish(items, "opgave 1") in {None, *items}
    assert who.wish(items, "opgave 1") == who.wish(items, "opgave 1")
