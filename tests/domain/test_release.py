"""The gate: what may be shown, and that nothing hidden can be read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.answers import A, Answers, B, W, counts_up_to
from wijkplatform.domain.people import GROUPS
from wijkplatform.domain.release import NOT_SHOWN, Protected, Released, protect_children, release
from wijkplatform.domain.scoring import NO_ANSWERS, Counts, answered

SMALLEST = st.integers(1, 10)
ANSWERS = st.dictionaries(st.sampled_from(GROUPS), counts_up_to(4))
PARTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12))


def test_a_group_from_the_smallest_size_on_is_shown_with_all_it_answered() -> None:
    shown = release({B: (1, 1, 2, 4, 6, 5)}, smallest_group=3)[B]
    assert (shown.answered, shown.counts, shown.mean) == (19, (1, 1, 2, 4, 6, 5), 3.7)
    assert shown.agreement is not None


def test_who_does_not_know_counts_for_the_size_of_a_group() -> None:
    shown = release({B: (2, 0, 0, 1, 0, 0), W: (3, 0, 0, 0, 0, 0)}, smallest_group=3)
    assert shown[B] == Released(3, (2, 0, 0, 1, 0, 0), 3.0, None)
    assert shown[W] == Released(3, (3, 0, 0, 0, 0, 0), None, None)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0), (1, 0, 0, 0, 0, 1)])
def test_none_one_and_two_answers_look_exactly_alike(counts: Counts) -> None:
    assert release({A: counts}, smallest_group=3) == release({}, smallest_group=3) == dict.fromkeys(GROUPS, NOT_SHOWN)
    assert Released(None, None, None, None) == NOT_SHOWN


def test_groups_come_out_in_their_fixed_order_however_they_went_in() -> None:
    assert tuple(release({A: NO_ANSWERS, B: NO_ANSWERS}, smallest_group=3)) == GROUPS


def test_the_example_of_25_10_and_2_compares_two_groups_and_gives_nothing_away_about_the_two() -> None:
    answers: Answers = {B: (0, 5, 5, 5, 5, 5), W: (0, 2, 2, 2, 2, 2), A: (0, 1, 1, 0, 0, 0)}
    shown = release(answers, smallest_group=3)
    assert shown[A] == NOT_SHOWN


@given(ANSWERS, SMALLEST, st.data())
def test_what_stands_in_a_hidden_group_changes_nothing_that_leaves(
    answers: Answers, smallest_group: int, data: st.DataObject
) -> None:
    hidden = [group for group in answers if answered(answers[group]) < smallest_group]
    changed = {group: _moved(answers[group], data) if group in hidden else answers[group] for group in answers}
    before, after = release(answers, smallest_group), release(changed, smallest_group)
    assert repr(before).encode() == repr(after).encode()


def _moved(counts: Counts, data: st.DataObject) -> Counts:
    """The same number of answers, or fewer, on other levels."""
    levels = data.draw(st.lists(st.integers(0, 5), max_size=sum(counts)))
    zero, one, two, three, four, five = (levels.count(level) for level in range(6))
    return (zero, one, two, three, four, five)


@given(ANSWERS, SMALLEST)
def test_only_groups_from_the_smallest_size_on_are_shown(answers: Answers, smallest_group: int) -> None:
    for group, one in release(answers, smallest_group).items():
        number = answered(answers.get(group, NO_ANSWERS))
        assert one.answered == (number if number >= smallest_group else None)
        assert (one.counts is None) == (one.answered is None)


@pytest.mark.parametrize("smallest_group", [0, 11, -3])
def test_a_smallest_group_outside_one_to_ten_is_refused(smallest_group: int) -> None:
    with pytest.raises(ValueError, match="a smallest group of"):
        release({}, smallest_group)
    with pytest.raises(ValueError, match="a smallest group of"):
        protect_children({}, 5, smallest_group)


def test_a_part_that_could_be_found_by_subtraction_takes_the_next_smallest_with_it() -> None:
    assert protect_children({"a": 9, "b": 2, "c": 5}, 16, 3).children == {"a"}


def test_two_hidden_parts_protect_each_other_from_three_answers_on() -> None:
    assert protect_children({"a": 9, "b": 2, "c": 1}, 12, 3).children == {"a"}
    assert protect_children({"a": 9, "b": 1, "c": 1}, 11, 3).children == frozenset()


def test_with_nothing_hidden_nothing_is_protected() -> None:
    assert protect_children({"a": 9, "b": 3, "c": 0}, 12, 3) == Protected(True, frozenset({"a", "b"}))
    assert protect_children({"a": 9}, 13, 3).children == {"a"}


def test_answers_that_belong_to_no_part_are_a_part_that_is_not_shown() -> None:
    assert protect_children({"a": 9, "b": 4}, 14, 3).children == {"a"}
    assert protect_children({"a": 9, "b": 2}, 15, 3).children == {"a"}
    assert protect_children({"a": 9, "b": 2}, 12, 3).children == {"a"}


def test_a_whole_under_the_smallest_size_is_hidden_with_all_its_parts() -> None:
    assert protect_children({"a": 1, "b": 1}, 2, 3) == Protected(False, frozenset())
    assert protect_children({}, 3, 3) == Protected(True, frozenset())


def test_of_two_parts_of_one_size_the_last_goes_first() -> None:
    assert protect_children({"a": 5, "b": 5, "c": 1}, 11, 3).children == {"a"}


@pytest.mark.parametrize(("parts", "whole"), [({"a": 5}, 4), ({"a": -1}, 4)])
def test_parts_that_do_not_fit_in_the_whole_are_refused(parts: dict[str, int], whole: int) -> None:
    with pytest.raises(ValueError, match="in a whole of"):
        protect_children(parts, whole, 3)


@given(PARTS, st.integers(0, 12), SMALLEST)
def test_no_hidden_part_is_left_alone_or_too_small_beside_a_total(parts: dict[str, int], loose: int, k: int) -> None:
    whole = sum(parts.values()) + loose
    result = protect_children(parts, whole, k)
    assert all(parts[part] >= k for part in result.children)
    assert result.parent == (whole >= k)
    hidden = [number for part, number in parts.items() if number and part not in result.children]
    rest = whole - sum(parts[part] for part in result.children)
    if result.parent and result.children and any(number < k for number in hidden):
        assert rest >= k
        assert len(hidden) + bool(loose) >= 2
    elif result.parent and result.children:
        assert rest == 0 or rest >= k


@given(PARTS, SMALLEST)
def test_no_more_is_hidden_than_needed(parts: dict[str, int], k: int) -> None:
    result = protect_children(parts, sum(parts.values()), k)
    if all(number >= k or number == 0 for number in parts.values()):
        assert result.children == {part for part, number in parts.items() if number >= k}
