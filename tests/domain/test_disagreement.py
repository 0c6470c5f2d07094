"""Words, kinds of point, findings and lists, by example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.domain.answers import A, B, W, item, judged, judged_alone
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.disagreement import Finding, Point
from wijkplatform.domain.people import Group

Six = Mapping[Group, Sequence[int]]

EXAMPLE: Six = {B: (0, 1, 2, 3, 6, 3), W: (0, 1, 3, 2, 1, 0), A: (0, 3, 2, 1, 0, 0)}
LIKE = (0, 0, 0, 2, 10, 8)
UNLIKE = (0, 8, 10, 2, 0, 0)
SPREAD = (0, 4, 4, 4, 4, 4)
CAMPS = (0, 6, 4, 1, 4, 6)


def _says(found: Finding, key: str, **values: Any) -> bool:
    return (found.key, found.values) == (key, {"kind": "kans", **values})


def test_the_worked_example_is_a_large_difference_when_it_is_the_only_item() -> None:
    result = judged_alone(EXAMPLE)
    assert result.word == "large_difference"
    assert [pair.groups for pair in result.pairs] == [(B, A), (B, W), (W, A)]
    assert [pair.delta for pair in result.pairs] == pytest.approx([0.778, 0.533, 0.452], abs=5e-4)
    assert [pair.real for pair in result.pairs] == [True, True, False]
    assert [one.p_bh for one in result.evidence.pairs] == pytest.approx([0.015, 0.069, 0.232], abs=5e-4)
    assert result.evidence.widest == pytest.approx(0.778, abs=5e-4)
    assert {one.method for one in result.evidence.pairs} == {"exact"}


def test_the_same_answers_are_a_maybe_when_nineteen_items_are_still_to_come() -> None:
    result = judged(item(EXAMPLE), pending_pairs=57).results[0]
    assert result.word == "perhaps"
    assert not any(pair.real for pair in result.pairs)
    assert result.evidence.pairs[0].p_bh == pytest.approx(0.30, abs=5e-4)
    assert _says(result.finding, "perhaps", groups=["bewoner", "ambtenaar"])


def test_two_groups_of_three_differ_for_sure_only_when_nothing_else_was_compared() -> None:
    two: Six = {B: (0, 3, 0, 0, 0, 0), W: (0, 0, 0, 0, 0, 3)}
    assert judged_alone(two).word == "large_difference"
    assert judged_alone({**two, A: (0, 1, 0, 1, 0, 1)}).word == "perhaps"
    assert judged(item(two), pending_pairs=1).results[0].word == "perhaps"


def test_groups_that_are_all_on_one_level_agree_and_do_not_differ() -> None:
    alike = item({B: (0, 0, 0, 0, 9, 0), A: (2, 0, 0, 0, 5, 0)})
    evidence = judged(alike).results[0].evidence
    assert (evidence.widest, evidence.pairs[0].p) == (0, 1)
    assert [alike.groups[group].agreement for group in (B, A)] == [1, 1]


def test_a_maybe_needs_a_difference_that_would_be_large() -> None:
    words = [judged(item({B: EXAMPLE[B], W: EXAMPLE[W]}), pending_pairs=57).results[0].word]
    words.append(judged(item({W: EXAMPLE[W], A: EXAMPLE[A]}), pending_pairs=57).results[0].word)
    assert words == ["perhaps", "no_clear_difference"]


def test_fewer_than_two_groups_that_can_judge_are_too_few() -> None:
    one_group = judged_alone({B: SPREAD, W: (0, 1, 1, 0, 0, 0)})
    assert (one_group.word, one_group.pairs, one_group.evidence.widest) == ("too_few", (), None)
    assert _says(one_group.finding, "too_few")
    not_knowing = judged_alone({B: SPREAD, W: (2, 1, 1, 0, 0, 0)})
    assert not_knowing.word == "too_few"
    nobody = judged_alone({})
    assert _says(nobody.finding, "too_few")


def test_groups_that_answer_alike_are_never_called_the_same() -> None:
    result = judged_alone({B: SPREAD, W: SPREAD})
    assert result.word == "no_clear_difference"
    assert result.point is None
    assert _says(result.finding, "nothing")


def test_a_difference_that_is_sure_but_small_is_no_large_difference() -> None:
    result = judged_alone({B: (0, 60, 60, 60, 60, 60), W: (0, 40, 50, 60, 70, 80)})
    assert result.evidence.pairs[0].p_bh < 0.10
    assert abs(result.pairs[0].delta) < 0.33
    assert result.word == "no_clear_difference"


def test_a_difference_is_told_with_the_word_of_each_group_in_fixed_order() -> None:
    result = judged_alone({B: UNLIKE, A: LIKE})
    assert result.point is Point.DIFFER
    assert result.pairs[0].delta < 0
    assert _says(result.finding, "differ", groups=["bewoner", "ambtenaar"], words=["mostly_not", "mostly"])


def test_the_pair_that_is_told_is_the_widest_of_those_that_passed() -> None:
    result = judged_alone({B: (0, 0, 0, 20, 0, 0), W: (0, 0, 0, 0, 20, 0), A: (0, 0, 0, 0, 20, 0)})
    assert _says(result.finding, "differ", groups=["bewoner", "wijkpartner"], words=["sometimes", "mostly"])
    far = judged_alone({B: (0, 10, 10, 0, 0, 0), W: (0, 0, 10, 10, 0, 0), A: (0, 0, 0, 0, 10, 10)})
    assert far.finding.values["groups"] == ["bewoner", "ambtenaar"]


def test_groups_with_one_word_are_told_by_who_recognises_it_more() -> None:
    result = judged_alone({B: (0, 9, 1, 12, 0, 0), A: (0, 0, 0, 12, 2, 8)})
    assert result.word == "large_difference"
    assert _says(result.finding, "differ_same_word", groups=["ambtenaar", "bewoner"])


def test_words_that_would_turn_the_difference_round_are_not_used() -> None:
    result = judged_alone({B: (0, 0, 0, 26, 0, 24), A: (0, 0, 15, 9, 26, 0)})
    assert result.pairs[0].delta == pytest.approx(0.366, abs=5e-4)
    assert _says(result.finding, "differ_same_word", groups=["bewoner", "ambtenaar"])


def test_a_group_that_is_divided_is_told_as_divided_in_a_difference() -> None:
    result = judged_alone({B: (0, 6, 4, 0, 5, 6), A: (0, 0, 0, 0, 0, 20)})
    assert _says(result.finding, "differ", groups=["bewoner", "ambtenaar"], words=["divided", "fully"])


def test_two_camps_in_one_group_are_a_division() -> None:
    result = judged_alone({B: CAMPS, W: SPREAD})
    assert result.point is Point.DIVIDED
    assert _says(result.finding, "divided", **{"group": "bewoner", "recognise": 10, "not": 10})


def test_one_group_alone_can_be_divided() -> None:
    result = judged_alone({B: CAMPS})
    assert (result.word, result.point) == ("too_few", Point.DIVIDED)


def test_of_two_divided_groups_the_one_that_agrees_least_is_told() -> None:
    result = judged_alone({B: CAMPS, A: (0, 10, 0, 0, 0, 10)})
    assert result.finding.values["group"] == "ambtenaar"


def test_a_valkuil_counts_its_camps_by_who_recognises_it() -> None:
    result = judged_alone({B: (0, 6, 3, 0, 2, 5), W: SPREAD}, Kind.VALKUIL)
    assert result.finding == Finding("divided", {"kind": "valkuil", "group": "bewoner", "recognise": 7, "not": 9})


@pytest.mark.parametrize("counts", [(0, 2, 0, 0, 0, 3), (0, 2, 0, 0, 0, 4), SPREAD, (0, 9, 0, 0, 0, 4)])
def test_a_camp_of_two_an_even_spread_and_a_small_camp_are_no_division(counts: Sequence[int]) -> None:
    assert judged_alone({B: counts}).point is None


def test_a_camp_below_the_smallest_group_is_not_pointed_at() -> None:
    four_each = {B: (0, 4, 0, 0, 0, 4)}
    assert judged_alone(four_each).point is Point.DIVIDED
    assert judged_alone(four_each, smallest_group=5).point is None


def test_a_camp_of_two_is_not_pointed_at_even_when_a_group_of_one_may_be_shown() -> None:
    assert judged_alone({B: (0, 2, 0, 0, 0, 2)}, smallest_group=1).point is None


@pytest.mark.parametrize(
    ("kind", "point"),
    [(Kind.KANS, Point.SHARED_STRENGTH), (Kind.VALKUIL, Point.SHARED_WORRY), (Kind.WAARDE, Point.SHARED_STRENGTH)],
)
def test_what_all_recognise_is_good_for_a_kans_and_a_worry_for_a_valkuil(kind: Kind, point: Point) -> None:
    result = judged_alone({B: (0, 0, 0, 3, 3, 3), W: (0, 0, 0, 1, 1, 1)}, kind)
    assert result.point is point
    assert result.finding.values == {"kind": kind.value, "groups": ["bewoner", "wijkpartner"]}


def test_what_all_miss_is_a_worry_and_less_than_two_thirds_is_not() -> None:
    assert judged_alone({B: (0, 3, 3, 3, 0, 0), W: (0, 1, 1, 1, 0, 0)}).point is Point.SHARED_WORRY
    assert judged_alone({B: (0, 3, 3, 4, 0, 0), W: (0, 1, 1, 1, 0, 0)}).point is None


def test_nothing_is_shared_by_one_group_or_beside_a_group_that_cannot_judge() -> None:
    assert judged_alone({B: LIKE}).point is None
    assert judged_alone({B: LIKE, W: LIKE, A: (1, 0, 0, 0, 1, 1)}).point is None
    assert judged_alone({B: LIKE, W: LIKE, A: (1, 0, 0, 0, 1, 0)}).point is Point.SHARED_STRENGTH


def test_a_group_of_which_half_does_not_know_shares_nothing() -> None:
    assert judged_alone({B: (2, 0, 0, 0, 3, 3), W: (3, 0, 0, 0, 3, 0)}).point is None
    assert judged_alone({B: (2, 0, 0, 0, 3, 3), W: (2, 0, 0, 0, 3, 0)}).point is Point.SHARED_STRENGTH


def test_an_item_that_half_of_each_group_does_not_know_is_that_before_anything_else() -> None:
    result = judged_alone({B: (20, *UNLIKE[1:]), A: (20, *LIKE[1:])})
    assert result.word == "large_difference"
    assert result.point is Point.NOBODY_KNOWS
    assert _says(result.finding, "nobody_knows", groups=["bewoner", "ambtenaar"])
    assert judged_alone({B: (9, 0, 0, 0, 0, 0)}).point is None


def test_the_worked_example_of_a_gap_in_knowing() -> None:
    result = judged_alone({B: (14, 2, 1, 1, 1, 1), A: (1, 2, 1, 2, 1, 1)})
    assert result.point is Point.KNOWLEDGE
    assert result.evidence.knowledge[0].delta == pytest.approx(0.575)
    assert _says(result.finding, "knowledge", groups=["bewoner", "ambtenaar"], unknown=14, answered=20)
    turned = judged_alone({B: (1, 2, 1, 2, 1, 1), A: (14, 2, 1, 1, 1, 1)})
    assert _says(turned.finding, "knowledge", groups=["ambtenaar", "bewoner"], unknown=14, answered=20)


def test_a_group_that_knows_nothing_at_all_still_has_a_gap() -> None:
    result = judged_alone({B: (20, 0, 0, 0, 0, 0), A: (0, 2, 2, 2, 2, 2)})
    assert (result.word, result.point) == ("too_few", Point.KNOWLEDGE)


OPPOSED = item({B: UNLIKE, A: LIKE}, number=1)
ONE_SIDED = item({B: (0, 0, 0, 0, 20, 0), A: (0, 0, 0, 0, 0, 20)}, number=2)
WEAKER = item({B: (0, 8, 6, 4, 2, 0), A: (0, 1, 2, 5, 6, 6)}, number=3)
DIVIDED = item({B: (0, 10, 0, 0, 0, 10), A: SPREAD}, number=4)
LESS_DIVIDED = item({B: CAMPS, A: SPREAD}, number=5)
WORRY = item({B: (0, 9, 0, 0, 0, 0), A: (0, 9, 0, 0, 0, 0)}, number=6)
SMALLER_WORRY = item({B: (0, 0, 9, 0, 0, 0), A: (0, 0, 9, 0, 0, 0)}, number=7)
GAP = item({B: (20, 4, 4, 4, 4, 4), A: (0, 4, 4, 4, 4, 4)}, number=8)
UNKNOWN = item({B: (9, 1, 0, 0, 0, 0), A: (9, 1, 0, 0, 0, 0)}, number=9)
HALF_KNOWN = item({B: (9, 9, 0, 0, 0, 0), A: (9, 9, 0, 0, 0, 0)}, number=10)
STRENGTH = item({B: (0, 0, 0, 0, 9, 0), A: (0, 0, 0, 0, 9, 0)}, number=11)
GREATER_STRENGTH = item({B: (0, 0, 0, 0, 0, 9), A: (0, 0, 0, 0, 0, 9)}, number=12)
NOTHING = item({B: SPREAD, A: SPREAD}, number=13)
ALL = [
    NOTHING, STRENGTH, GREATER_STRENGTH, HALF_KNOWN, UNKNOWN, GAP, SMALLER_WORRY, WORRY, LESS_DIVIDED, DIVIDED, WEAKER,
    ONE_SIDED, OPPOSED,
]  # fmt: skip


def _ids(*items: ScoredItem) -> tuple[str, ...]:
    return tuple(one.item for one in items)


def test_the_lists_hold_each_point_once_and_in_order() -> None:
    lists = judged(*ALL).lists
    assert lists.differ == _ids(OPPOSED, WEAKER, ONE_SIDED, GAP)
    assert lists.divided == _ids(DIVIDED, LESS_DIVIDED)
    assert lists.worry == _ids(WORRY, SMALLER_WORRY)
    assert lists.strength == _ids(GREATER_STRENGTH, STRENGTH)
    assert lists.unknown == _ids(UNKNOWN, HALF_KNOWN)


def test_the_ranking_starts_with_opposite_sides_and_leaves_out_what_is_good() -> None:
    assert judged(*ALL).ranking == _ids(
        OPPOSED, WEAKER, ONE_SIDED, DIVIDED, LESS_DIVIDED, WORRY, SMALLER_WORRY, GAP, UNKNOWN, HALF_KNOWN
    )


def test_of_equal_points_more_ratings_and_then_the_lower_number_go_first() -> None:
    first, second = (item({B: (0, 9, 0, 0, 0, 0), A: (0, 9, 0, 0, 0, 0)}, number=number) for number in (5, 6))
    larger = item({B: (0, 12, 0, 0, 0, 0), A: (0, 9, 0, 0, 0, 0)}, number=7)
    assert judged(second, first, larger).lists.worry == _ids(larger, first, second)


def test_a_difference_of_tiny_groups_does_not_push_aside_a_sure_one() -> None:
    tiny = item({B: (0, 0, 0, 4, 0, 0), A: (0, 0, 0, 0, 0, 4)}, number=1)
    sure = item({B: (0, 0, 0, 28, 2, 0), A: (0, 0, 0, 2, 28, 0)}, number=2)
    result = judged(tiny, sure)
    assert abs(result.results[0].pairs[0].delta) > abs(result.results[1].pairs[0].delta)
    assert result.lists.differ == _ids(sure, tiny)


def test_of_an_item_that_was_scored_again_only_the_last_round_stands_in_the_lists() -> None:
    again = item({B: (0, 0, 0, 0, 9, 0), A: (0, 0, 0, 0, 9, 0)}, number=1, round_number=2)
    result = judged(again, OPPOSED)
    assert [(one.round, one.point) for one in result.results] == [(2, Point.SHARED_STRENGTH), (1, Point.DIFFER)]
    assert (result.lists.differ, result.lists.strength) == ((), _ids(OPPOSED))


def test_each_round_is_a_family_of_its_own_and_what_is_pending_belongs_to_the_first() -> None:
    again = item(EXAMPLE, number=1, round_number=2)
    result = judged(again, item(EXAMPLE), pending_pairs=57)
    assert [one.word for one in result.results] == ["large_difference", "perhaps"]


def test_an_item_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="in one round twice"):
        judged(OPPOSED, OPPOSED)


def test_a_session_without_results_has_empty_lists() -> None:
    empty = judged(pending_pairs=60)
    assert (empty.results, empty.ranking, empty.lists.differ) == ((), (), ())
