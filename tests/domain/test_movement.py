"""Movement of an item between two rounds, by example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.domain.answers import A, B, W, item
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.movement import Movement, movement
from wijkplatform.domain.people import Group

Six = Mapping[Group, Sequence[int]]

LOW = (0, 4, 4, 2, 0, 0)
HIGH = (0, 0, 0, 2, 4, 4)
MIDDLE = (0, 0, 0, 10, 0, 0)


def _moved(before: Six, after: Six, kind: Kind = Kind.KANS, smallest_group: int = 3) -> Movement | None:
    first, second = (
        item(six, kind, round_number=number, smallest_group=smallest_group)
        for number, six in enumerate((before, after), 1)
    )
    return movement(first, second, smallest_group=smallest_group)


def _surely(before: Six, after: Six, kind: Kind = Kind.KANS) -> Movement:
    result = _moved(before, after, kind)
    assert result is not None
    return result


def test_a_group_that_recognises_a_kans_more_often_went_up() -> None:
    result = _surely({B: LOW}, {B: HIGH})
    assert (result.item, result.apart, result.gap, result.changed) == ("item-1", None, "none", True)
    (one,) = result.groups
    assert (one.group, one.direction, one.first, one.second) == (B, "up", 20, 80)
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


def test_small_movements_of_two_groups_that_leave_each_other_are_a_change() -> None:
    down = (0, 0, 100, 900, 0, 0)
    result = _surely({B: _shifted(0), A: _shifted(0)}, {B: _shifted(100), A: down})
    assert [one.direction for one in result.groups] == ["level", "level"]
    assert (result.gap, result.changed) == ("further", True)


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
    cannot = _surely({B: MIDDLE, A: (5, 1, 1, 0, 0, 0)}, {B: MIDDLE, A: HIGH})
    assert cannot == result


def test_nobody_who_judges_in_both_rounds_is_no_movement() -> None:
    assert _moved({B: HIGH}, {A: HIGH}) is None
    assert _moved({}, {}) is None
    assert _moved({B: HIGH}, {B: HIGH}, smallest_group=10) is not None
    assert _moved({B: HIGH}, {B: (1, *HIGH[1:5], 3)}, smallest_group=10) is None


def test_two_items_are_not_two_rounds() -> None:
    with pytest.raises(ValueError, match="two items"):
        movement(item({B: HIGH}, number=1), item({B: HIGH}, number=2), smallest_group=3)
