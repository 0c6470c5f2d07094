"""Sub-results of an opgave: kansen benut and valkuilen vermeden, per group and for all groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.domain.answers import A, B, W, item
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.subresults import OpgaveResult, Sides, SubResult, mean_index, sub_results

HALF = (0, 0, 1, 2, 1, 0)
GOOD = (0, 0, 0, 1, 1, 2)
BEST = (0, 0, 0, 0, 0, 4)
WORST = (0, 4, 0, 0, 0, 0)
CANNOT_JUDGE = (4, 1, 1, 0, 0, 0)


def _results(*answers: tuple[Mapping[Group, Sequence[int]], Kind], smallest_group: int = 3) -> OpgaveResult:
    items = [item(six, kind, number=number) for number, (six, kind) in enumerate(answers, 1)]
    return sub_results(items, smallest_group=smallest_group)


def _of_bewoners(*counts: Sequence[int], kind: Kind = Kind.KANS) -> SubResult:
    sides = _results(*[({B: six}, kind) for six in counts]).groups[B]
    return sides.valkuilen if kind is Kind.VALKUIL else sides.kansen


def test_the_worked_example_of_kansen_benut() -> None:
    assert _of_bewoners(HALF, GOOD) == SubResult(66, judged=2, asked=2)


def test_a_valkuil_that_nobody_recognises_is_avoided_and_a_waarde_counts_as_a_kans() -> None:
    assert _of_bewoners(WORST, kind=Kind.VALKUIL) == SubResult(100, 1, 1)
    assert _of_bewoners(WORST) == _of_bewoners(WORST, kind=Kind.WAARDE) == SubResult(0, 1, 1)
    both = _results(({B: BEST}, Kind.KANS), ({B: WORST}, Kind.WAARDE), ({B: BEST}, Kind.VALKUIL)).groups[B]
    assert both == Sides(SubResult(50, 2, 2), SubResult(0, 1, 1))


def test_fewer_than_half_of_the_items_give_no_value_and_exactly_half_does() -> None:
    assert _of_bewoners(BEST, CANNOT_JUDGE) == SubResult(100, 1, 2)
    assert _of_bewoners(BEST, CANNOT_JUDGE, CANNOT_JUDGE) == SubResult(None, 1, 3)
    assert _of_bewoners(CANNOT_JUDGE) == SubResult(None, 0, 1)
    assert _results().overall == Sides(SubResult(None, 0, 0), SubResult(None, 0, 0))


def test_each_kind_needs_half_of_its_own_items() -> None:
    sides = _results(({B: BEST}, Kind.KANS), *[({B: CANNOT_JUDGE}, Kind.VALKUIL)] * 3).groups[B]
    assert sides == Sides(SubResult(100, 1, 1), SubResult(None, 0, 3))


@pytest.mark.parametrize(
    ("counts", "value"),
    [((0, 39, 1, 0, 0, 0), 1), ((0, 49, 1, 0, 0, 0), 1), ((0, 51, 1, 0, 0, 0), 0), ((0, 1, 0, 0, 0, 199), 100)],
    ids=["0.625", "0.5", "0.48", "99.5"],
)
def test_a_half_is_rounded_up(counts: Sequence[int], value: int) -> None:
    assert _of_bewoners(counts).value == value


def test_a_half_is_rounded_up_whatever_binary_fractions_make_of_it() -> None:
    """The indexes 25/9, 350/9 and 425/6 have a mean of 37.5 exactly, and of a little less in floats."""
    judged = (0, 8, 1, 0, 0, 0), (0, 1, 4, 2, 2, 0), (0, 0, 1, 1, 2, 2)
    assert mean_index([25 / 9, 350 / 9, 425 / 6], asked=3) < 37.5  # type: ignore[operator]
    assert _of_bewoners(*judged).value == 38


def test_all_groups_together_weigh_the_same_whatever_their_size() -> None:
    result = _results(({B: (0, 0, 0, 0, 0, 25), A: (0, 5, 0, 0, 0, 0)}, Kind.KANS))
    assert (result.groups[B].kansen.value, result.groups[A].kansen.value) == (100, 0)
    assert result.overall.kansen == SubResult(50, 1, 1)


def test_all_groups_together_are_rounded_once() -> None:
    """0.5 and 0.25 make 0.375, where their roundings 1 and 0 would make 0.5."""
    result = _results(({B: (0, 49, 1, 0, 0, 0), W: (0, 99, 1, 0, 0, 0)}, Kind.KANS))
    assert (result.groups[B].kansen.value, result.groups[W].kansen.value) == (1, 0)
    assert result.overall.kansen.value == 0


def test_all_groups_together_count_an_item_that_one_of_them_judged_and_leave_out_who_has_no_value() -> None:
    first, second = {B: BEST, W: WORST}, {B: BEST, W: CANNOT_JUDGE}
    result = _results((first, Kind.KANS), (second, Kind.KANS), (second, Kind.KANS), ({W: CANNOT_JUDGE}, Kind.KANS))
    assert result.groups[W].kansen == SubResult(None, 1, 4)
    assert result.overall.kansen == SubResult(100, 3, 4)


def test_all_groups_together_judged_what_any_of_them_judged() -> None:
    result = _results(({B: BEST}, Kind.KANS), ({W: BEST}, Kind.KANS), ({B: CANNOT_JUDGE}, Kind.KANS))
    assert (result.groups[B].kansen.judged, result.groups[W].kansen.judged) == (1, 1)
    assert result.overall.kansen == SubResult(None, 2, 3)


def test_a_hidden_group_and_an_empty_group_look_the_same_and_stand_in_fixed_order() -> None:
    hidden = _results(({A: BEST, B: BEST, W: (0, 0, 0, 0, 1, 1)}, Kind.KANS))
    assert hidden == _results(({A: BEST, B: BEST}, Kind.KANS))
    assert hidden.groups[W] == Sides(SubResult(None, 0, 1), SubResult(None, 0, 0))
    assert tuple(hidden.groups) == GROUPS


def test_one_group_alone_has_sub_results_and_a_group_of_one_where_it_may_be_shown() -> None:
    assert _results(({B: BEST}, Kind.KANS)).overall.kansen == SubResult(100, 1, 1)
    alone = [item({B: (0, 0, 0, 0, 1, 0)}, smallest_group=1)]
    assert sub_results(alone, smallest_group=1).groups[B].kansen == SubResult(75, 1, 1)


def test_an_item_that_stands_there_twice_is_refused() -> None:
    twice: list[ScoredItem] = [item({B: BEST}), item({B: BEST}, round_number=2)]
    with pytest.raises(ValueError, match="twice"):
        sub_results(twice, smallest_group=3)
