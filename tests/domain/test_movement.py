"""Movement of an item between two rounds, by example: of the people who answered both times, and of nobody else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest

from tests.domain.answers import A, B, W, item
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.movement import Movement, movement
from wijkplatform.domain.people import Group

Six = Mapping[Group, Sequence[int]]

LOW = (0, 4, 4, 2, 0, 0)
HIGH = (0, 0, 0, 2, 4, 4)
MIDDLE = (0, 0, 0, 10, 0, 0)


def _in_order(before: Sequence[int], after: Sequence[int]) -> Counter[tuple[int, int]]:
    """Everybody in both rounds, the lowest answer before with the lowest after, and so on."""
    then, now = ([value for value in range(6) for _ in range(six[value])] for six in (before, after))
    return Counter(zip(then, now, strict=True))


def _moved(
    before: Six,
    after: Six,
    kind: Kind = Kind.KANS,
    smallest_group: int = 3,
    steps: Mapping[Group, Counter[tuple[int, int]]] | None = None,
    split: Collection[Group] = (),
) -> Movement | None:
    first, second = (
        item(six, kind, round_number=number, smallest_group=smallest_group)
        for number, six in enumerate((before, after), 1)
    )
    if steps is None:
        steps = {group: _in_order(before[group], after[group]) for group in before if group in after}
    return movement(first, second, steps, smallest_group=smallest_group, split=split)


def _surely(before: Six, after: Six, kind: Kind = Kind.KANS, **more: Any) -> Movement:
    result = _moved(before, after, kind, **more)
    assert result is not None
    return result


def test_a_group_that_recognises_a_kans_more_often_went_up() -> None:
    result = _surely({B: LOW}, {B: HIGH})
    assert (result.item, result.apart, result.gap, result.changed) == ("item-1", None, "none", True)
    (one,) = result.groups
    assert (one.group, one.both, one.direction, one.first, one.second) == (B, 10, "up", 20, 80)
    assert one.delta == pytest.approx(0.96)
    assert one.finding.key == "moved"
    assert one.finding.values == {"kind": "kans", "group": "bewoner", "often": "more", "gap": "none"}


def test_a_valkuil_that_is_recognised_more_often_went_down() -> None:
    (one,) = _surely({B: LOW}, {B: HIGH}, Kind.VALKUIL).groups
    assert (one.direction, one.first, one.second) == ("down", 80, 20)
    assert one.delta == pytest.approx(-0.96)
    assert one.finding.values == {"kind": "valkuil", "group": "bewoner", "often": "more", "gap": "none"}
    (back,) = _surely({B: HIGH}, {B: LOW}, Kind.VALKUIL).groups
    assert (back.direction, back.finding.values["often"]) == ("up", "less")


def _shifted(up: int) -> tuple[int, ...]:
    """A thousand people on level 3, of whom so many went to 4: delta against all on 3 is that many thousandths."""
    return (0, 0, 0, 1000 - up, up, 0)


@pytest.mark.parametrize(("up", "direction"), [(147, "up"), (146, "level"), (0, "level")])
def test_a_movement_counts_from_147_thousandths_on(up: int, direction: str) -> None:
    still, moved = {B: _shifted(0)}, {B: _shifted(up)}
    assert [one.direction for one in _surely(still, moved).groups] == [direction]
    back = _surely(moved, still)
    assert [one.direction for one in back.groups] == [{"up": "down", "level": "level"}[direction]]
    assert back.changed == (direction == "up")


def test_a_group_that_hardly_moved_recognises_it_about_as_often() -> None:
    (one,) = _surely({B: _shifted(0)}, {B: _shifted(100)}).groups
    assert one.finding.values["often"] == "as_often"


@pytest.mark.parametrize(
    ("before", "after", "gap", "apart"),
    [
        ({B: LOW, A: HIGH}, {B: MIDDLE, A: MIDDLE}, "closer", -0.96),
        ({B: MIDDLE, A: MIDDLE}, {B: LOW, A: HIGH}, "further", 0.96),
        ({B: LOW, A: HIGH}, {B: HIGH, A: LOW}, "same", 0.0),
    ],
)
def test_groups_come_closer_or_go_further_apart(before: Six, after: Six, gap: str, apart: float) -> None:
    for kind in Kind:
        result = _surely(before, after, kind)
        assert result.gap == gap
        assert result.apart == pytest.approx(apart)
        assert {one.finding.values["gap"] for one in result.groups} == {gap}
        assert result.changed


@pytest.mark.parametrize(("up", "gap"), [(147, "further"), (146, "same")])
def test_a_distance_counts_from_147_thousandths_on(up: int, gap: str) -> None:
    still = {B: _shifted(0), A: _shifted(0)}
    assert _surely(still, {B: _shifted(up), A: _shifted(0)}).gap == gap


def test_groups_that_each_hardly_moved_are_not_said_to_leave_each_other() -> None:
    down = (0, 0, 100, 900, 0, 0)
    result = _surely({B: _shifted(0), A: _shifted(0)}, {B: _shifted(100), A: down})
    assert [one.direction for one in result.groups] == ["level", "level"]
    assert (result.gap, result.changed) == ("same", False)
    assert result.apart == pytest.approx(0.19)


def test_the_widest_pair_counts_whichever_it_is() -> None:
    result = _surely({B: LOW, W: HIGH, A: HIGH}, {B: HIGH, W: HIGH, A: LOW})
    assert result.apart == pytest.approx(0)


def test_only_groups_that_judge_in_both_rounds_move_anything() -> None:
    came, gone = {B: MIDDLE, A: HIGH}, {B: MIDDLE, W: LOW}
    result = _surely(came, gone)
    assert result == _surely({B: MIDDLE}, {B: MIDDLE})
    assert ([one.group for one in result.groups], result.changed) == ([B], False)
    distance = _surely({B: MIDDLE, W: MIDDLE}, {B: MIDDLE, W: MIDDLE, A: HIGH})
    assert (distance.apart, distance.gap) == (0, "same")
    cannot = _surely({B: MIDDLE, A: (5, 1, 1, 0, 0, 0)}, {B: MIDDLE, A: HIGH}, steps={B: Counter({(3, 3): 10})})
    assert cannot == result


def test_nobody_who_judges_in_both_rounds_is_no_movement() -> None:
    assert _moved({B: HIGH}, {A: HIGH}) is None
    assert _moved({}, {}) is None
    assert _moved({B: HIGH}, {B: HIGH}, smallest_group=10) is not None
    assert _moved({B: HIGH}, {B: (1, *HIGH[1:5], 3)}, smallest_group=10) is None


def test_who_came_and_who_left_move_nothing() -> None:
    """Nobody changed an answer: three low ones went home, and three high ones came in."""
    before, after = {B: (0, 3, 0, 5, 0, 0)}, {B: (0, 0, 0, 5, 0, 3)}
    (one,) = _surely(before, after, steps={B: Counter({(3, 3): 5})}).groups
    assert (one.both, one.direction, one.first, one.second, one.delta) == (5, "level", 50, 50, 0)


def test_who_did_not_know_in_one_of_the_rounds_took_no_step() -> None:
    before, after = {B: (3, 0, 0, 4, 0, 0)}, {B: (0, 0, 0, 4, 0, 3)}
    (one,) = _surely(before, after, steps={B: Counter({(3, 3): 4, (0, 5): 3})}).groups
    assert (one.both, one.direction, one.second) == (4, "level", 50)


def test_fewer_than_the_smallest_group_who_answered_twice_are_no_movement() -> None:
    before, after = {B: (0, 5, 0, 0, 0, 0)}, {B: (0, 0, 0, 0, 0, 5)}
    assert _moved(before, after, steps={B: Counter({(1, 5): 2})}) is None
    assert _moved(before, after, steps={B: Counter({(1, 5): 2})}, smallest_group=2) is not None
    assert _moved(before, after, steps={}) is None


@pytest.mark.parametrize(
    ("steps", "direction"),
    [
        ({(3, 3): 2, (3, 5): 1}, "level"),
        ({(3, 3): 1, (3, 4): 2}, "up"),
        ({(3, 5): 2, (4, 3): 1}, "level"),
        ({(1, 2): 1, (2, 3): 1, (3, 4): 1, (4, 5): 1}, "up"),
        ({(1, 5): 1, (2, 2): 1, (3, 3): 1, (4, 4): 1}, "level"),
        ({(3, 3): 1, (3, 2): 2}, "down"),
    ],
)
def test_the_step_of_one_person_does_not_move_a_group(steps: dict[tuple[int, int], int], direction: str) -> None:
    for kind in (Kind.KANS, Kind.VALKUIL):
        rounds = [
            {B: [sum(many for step, many in steps.items() if step[at] == level) for level in range(6)]} for at in (0, 1)
        ]
        (one,) = _surely(*rounds, kind, steps={B: Counter(steps)}).groups
        turned = {"up": "down", "down": "up", "level": "level"}
        assert one.direction == (turned[direction] if kind is Kind.VALKUIL else direction)
        assert abs(one.delta or 0) >= 0.147


def test_of_a_group_with_one_or_two_people_outside_only_a_sure_direction_is_told() -> None:
    before, after = {B: (0, 6, 2, 0, 0, 0)}, {B: (0, 0, 0, 0, 2, 4)}
    result = _surely(before, after, steps={B: Counter({(1, 5): 4, (1, 4): 2})})
    (one,) = result.groups
    assert (one.both, one.direction) == (6, "up")
    assert (one.delta, one.first, one.second, result.apart) == (None, None, None, None)


def test_a_direction_that_would_tell_what_the_one_outside_said_is_not_told() -> None:
    """Of four people one went home. Whether the other three moved depends on what that one said."""
    before, after = {B: (0, 0, 1, 2, 1, 0)}, {B: (0, 0, 0, 2, 1, 0)}
    for steps in ({(3, 3): 2, (4, 4): 1}, {(2, 3): 1, (3, 3): 1, (3, 4): 1}):
        assert _moved(before, after, steps={B: Counter(steps)}) is None


@pytest.mark.parametrize("seed", range(40))
def test_with_a_few_people_outside_the_same_is_told_whoever_they_are(seed: int) -> None:
    """All that is told must follow from what was published and from how many are outside."""
    chance = random.Random(seed)
    many, left, came = chance.randint(3, 7), chance.randint(0, 2), chance.randint(0, 2)
    then = [chance.randint(1, 5) for _ in range(many + left)]
    now = [chance.randint(1, 5) for _ in range(many + came)]
    before, after = ({B: [one.count(level) for level in range(6)]} for one in (then, now))
    told = set()
    for _ in range(30):
        chance.shuffle(then)
        chance.shuffle(now)
        result = _moved(before, after, steps={B: Counter(zip(then[:many], now[:many], strict=True))})
        told.add(result and tuple((one.direction, one.delta, one.first) for one in result.groups))
    assert len(told) == 1 or not (left or came)


def test_a_group_of_which_part_may_not_be_told_leaves_the_gap_open() -> None:
    before = {B: (0, 6, 2, 0, 0, 0), A: (0, 0, 0, 0, 0, 6)}
    after = {B: (0, 0, 0, 0, 2, 4), A: (0, 0, 0, 0, 0, 6)}
    some = Counter({(1, 5): 4, (1, 4): 2})
    result = _surely(before, after, steps={B: some, A: Counter({(5, 5): 6})})
    assert (result.gap, result.apart, result.changed) == ("same", None, True)
    nobody = _surely(before, after, steps={A: Counter({(5, 5): 6})})
    assert ([one.group for one in nobody.groups], nobody.gap) == ([A], "same")


def test_a_part_of_a_round_is_told_about_once() -> None:
    """Two parts of one round that differ by one person would give that person away."""
    before, after = {B: (0, 4, 0, 4, 0, 0)}, {B: (0, 0, 0, 0, 0, 5)}
    steps = {B: Counter({(1, 5): 4, (3, 5): 1})}
    assert _moved(before, after, steps=steps) is not None
    assert _moved(before, after, steps=steps, split={B}) is None
    whole = {B: (0, 4, 0, 1, 0, 0)}
    assert _moved(whole, after, steps=steps, split={B}) == _moved(whole, after, steps=steps)


def test_two_items_are_not_two_rounds() -> None:
    with pytest.raises(ValueError, match="two items"):
        movement(item({B: HIGH}, number=1), item({B: HIGH}, number=2), {}, smallest_group=3)
