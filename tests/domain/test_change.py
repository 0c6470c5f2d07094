"""Change of an item between two sessions, by example and against shuffling by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import comb, prod, sqrt

import numpy as np
import pytest

from tests.domain.answers import A, Answers, B, W, item
from tests.domain.twice import HIGH, LOW, SPREAD, asked, changes_of
from wijkplatform.domain.chance import pair_p
from wijkplatform.domain.change import Changes, GroupChange
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.findings import Finding
from wijkplatform.domain.measures import cliffs_delta
from wijkplatform.domain.people import GROUPS


def _one(then: Answers, now: Answers, kind: Kind = Kind.KANS) -> Changes:
    return changes_of(asked([item(then, kind)]), asked([item(now, kind)]))


def _words(result: Changes) -> list[list[str]]:
    return [[one.word for one in each.groups] for each in result.items]


def test_a_group_that_recognises_a_kans_more_often_than_then_is_higher() -> None:
    result = _one({B: LOW, A: SPREAD}, {B: HIGH, A: SPREAD})
    (one,) = result.items
    assert [(part.group, part.word) for part in one.groups] == [(B, "higher"), (A, "no_clear_change")]
    assert [part.delta for part in one.groups] == pytest.approx([0.99, 0])
    said = {"kind": "kans", "date": "2026-03-12", "group": "bewoner", "often": "more"}
    assert one.findings == (Finding("changed", said),)


def test_a_valkuil_that_is_recognised_more_often_is_lower() -> None:
    (one,) = _one({B: LOW}, {B: HIGH}, Kind.VALKUIL).items
    assert one.groups[0].word == "lower"
    assert one.groups[0].delta == pytest.approx(-0.99)
    assert one.findings[0].values["often"] == "more"
    (back,) = _one({B: HIGH}, {B: LOW}, Kind.VALKUIL).items
    assert (back.groups[0].word, back.findings[0].values["often"]) == ("higher", "less")
    (worse,) = _one({B: HIGH}, {B: LOW}).items
    assert (worse.groups[0].word, worse.findings[0].values["often"]) == ("lower", "less")


def test_without_a_change_that_is_more_than_chance_there_is_one_sentence() -> None:
    (one,) = _one({B: SPREAD, A: SPREAD}, {B: SPREAD, A: SPREAD}).items
    assert (one.p, one.p_bh) == (1.0, 1.0)
    assert one.findings == (Finding("unchanged", {"kind": "kans", "date": "2026-03-12"}),)


def test_a_change_that_is_sure_but_small_is_no_change() -> None:
    (one,) = _one({B: (0, 60, 60, 60, 60, 60)}, {B: (0, 40, 50, 60, 70, 80)}).items
    assert one.p_bh < 0.10
    assert abs(one.groups[0].delta) < 0.33
    assert one.groups[0].word == "no_clear_change"


def test_one_group_has_the_p_value_of_a_pair() -> None:
    (one,) = _one({B: (0, 1, 2, 3, 6, 3)}, {B: (0, 3, 2, 1, 0, 0)}).items
    assert one.p == pytest.approx(pair_p([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], seed=1))
    assert one.p == pytest.approx(0.0050, abs=5e-5)


def _three_groups(groups: Sequence[tuple[list[int], list[int]]]) -> Changes:
    """The ratings then and now of each group, from level 1 up."""
    then, now = (
        {group: (0, *pair[time], *[0] * (5 - len(pair[time]))) for group, pair in zip(GROUPS, groups, strict=True)}
        for time in (0, 1)
    )
    return _one(then, now)  # type: ignore[arg-type]


def _share_by_hand(groups: Sequence[tuple[Sequence[int], Sequence[int]]]) -> float:
    """The share of all ways to shuffle 'then' and 'now' inside each group that go as far as the widest change."""
    widest = max(abs(cliffs_delta(then, now) or 0) for then, now in groups)
    ways = []
    for then, now in groups:
        pool = np.add(then, now)
        tables = [one for one in product(*[range(count + 1) for count in pool]) if sum(one) == sum(then)]
        ways.append(
            [
                (prod(map(comb, pool.tolist(), one)), abs(cliffs_delta(one, pool - one) or 0) >= widest - 1e-9)
                for one in tables
            ]
        )
    hits = total = 0
    for drawn in product(*ways):
        weight = prod(number for number, _ in drawn)
        total += weight
        hits += weight * any(far for _, far in drawn)
    return hits / total


@pytest.mark.parametrize("third", [([1, 1, 1], [1, 0, 2]), ([0, 3, 0], [0, 4, 0])], ids=["spread", "all alike"])
def test_the_p_value_of_an_item_is_that_of_going_through_every_shuffling(third: tuple[list[int], list[int]]) -> None:
    groups = [([2, 1, 0, 1, 0], [0, 1, 0, 1, 2]), ([0, 2, 1, 0, 0], [0, 0, 1, 1, 1]), third]
    (one,) = _three_groups(groups).items
    assert one.p == pytest.approx(_share_by_hand(groups), abs=1e-12)


def test_the_p_value_of_large_groups_is_close_to_that_of_shuffling_them_all() -> None:
    groups = [([6, 5, 5, 5, 6], [3, 4, 6, 7, 8]), ([8, 7, 5, 3, 3], [4, 6, 7, 6, 5]), ([3, 1, 1, 0], [0, 1, 2, 1])]
    (one,) = _three_groups(groups).items
    rng, draws = np.random.default_rng(20260312), 40_000
    widest = max(abs(cliffs_delta(*pair) or 0) for pair in groups)
    far = np.zeros(draws, dtype=bool)
    for before, after in groups:
        pool = np.add(before, after)
        lead = np.cumsum(pool) - pool - (pool.sum() - np.cumsum(pool))
        drawn = rng.multivariate_hypergeometric(pool, sum(before), size=draws)
        far |= abs(drawn @ lead) >= (widest - 1e-9) * sum(before) * sum(after)
    share = float(far.mean())
    assert 0.02 < share < 0.98
    assert abs(one.p - share) <= 5 * sqrt(share * (1 - share) / 5000) + 1 / 5001


def test_every_group_that_changed_for_sure_is_named_and_no_other() -> None:
    result = _one({B: LOW, W: HIGH, A: SPREAD}, {B: HIGH, W: LOW, A: SPREAD})
    assert _words(result) == [["higher", "lower", "no_clear_change"]]
    assert [one.values["group"] for one in result.items[0].findings] == ["bewoner", "wijkpartner"]


def test_a_further_group_needs_more_than_chance_of_its_own() -> None:
    few, later = (0, 2, 1, 1, 0, 0), (0, 1, 1, 1, 1, 0)
    result = _one({B: LOW, A: few}, {B: HIGH, A: later})
    assert abs(result.items[0].groups[1].delta) >= 0.33
    assert _words(result) == [["higher", "no_clear_change"]]


def test_a_further_group_is_held_against_chance_without_the_wider_ones() -> None:
    """Alone, the larger group is sure; four ambtenaren who all turned round must not hide that."""
    larger = ((0, 3, 5, 4, 2, 1), (0, 1, 2, 4, 5, 3))
    turned = ((0, 5, 0, 0, 0, 0), (0, 0, 0, 0, 0, 5))
    result = _one({B: larger[0], A: turned[0]}, {B: larger[1], A: turned[1]})
    alone = _one({B: larger[0]}, {B: larger[1]})
    assert 0.33 <= alone.items[0].groups[0].delta < 1
    assert _words(alone) == [["higher"]]
    assert _words(result) == [["higher", "higher"]]


def test_the_items_of_both_sessions_are_one_family() -> None:
    then, now = {B: (0, 1, 2, 3, 6, 3)}, {B: (0, 3, 2, 1, 0, 0)}
    same = {B: SPREAD}

    def family(others: int) -> Changes:
        before, after = (
            [item(first, number=1), *(item(same, number=number) for number in range(2, others + 2))]
            for first in (then, now)
        )
        return changes_of(asked(before), asked(after))

    assert [family(others).items[0].p_bh for others in (0, 9)] == pytest.approx([0.0050, 0.050], abs=5e-4)
    assert [family(others).items[0].groups[0].word for others in (0, 9, 19, 20)] == [
        "lower", "lower", "lower", "no_clear_change"
    ]  # fmt: skip


def test_an_item_that_is_sure_by_itself_is_not_among_others_that_are_nearly_so() -> None:
    """P is .0463 once, .1 nine times and 1 ten times: the nine do not carry the one."""
    sure, nearly, same = (
        (W, (0, 1, 3, 2, 1, 0), (0, 1, 2, 3, 6, 3)),
        (A, (0, 3, 0, 0, 0, 0), (0, 0, 0, 0, 0, 3)),
        (B, SPREAD, SPREAD),
    )
    before, after = (
        [item({row[0]: row[time]}, number=number) for number, row in enumerate([sure, *[nearly] * 9, *[same] * 10], 1)]
        for time in (1, 2)
    )
    result = changes_of(asked(before), asked(after))
    assert [one.p for one in result.items[:2]] == pytest.approx([0.0463, 0.1], abs=5e-5)
    assert {one.groups[0].word for one in result.items} == {"no_clear_change"}


def test_an_item_counts_only_when_both_sessions_asked_it_in_one_wording() -> None:
    low, high = item({B: LOW}), item({B: HIGH})
    assert changes_of(asked([low]), asked([high], wording="2026")) == Changes((), ())
    assert changes_of(asked([low]), asked([item({B: HIGH}, number=2)])) == Changes((), ())
    assert changes_of(asked([low]), asked([item({B: HIGH}, Kind.WAARDE)])) == Changes((), ())
    assert changes_of([], []) == Changes((), ())


def test_a_group_that_did_not_judge_in_both_sessions_is_left_out() -> None:
    result = _one({B: LOW, W: (0, 1, 1, 0, 0, 0), A: (5, 1, 1, 0, 0, 0)}, {B: HIGH, W: HIGH, A: HIGH})
    assert result == _one({B: LOW}, {B: HIGH})
    assert _one({B: LOW}, {A: HIGH}) == Changes((), ())


def test_only_the_first_rounds_are_compared() -> None:
    again = item({B: HIGH}, name="item-1", round_number=2)
    result = changes_of(asked([item({B: LOW}), again]), asked([again, item({B: LOW})]))
    assert [one.groups for one in result.items] == [(GroupChange(B, 0.0, "no_clear_change"),)]
    assert changes_of(asked([again]), asked([again])) == Changes((), ())


def test_the_item_is_that_of_the_later_session() -> None:
    (one,) = changes_of(asked([item({B: LOW}, name="old")]), asked([item({B: HIGH}, name="new")])).items
    assert one.item == "new"


def test_the_same_two_sessions_get_the_same_draws() -> None:
    before, after = asked([item({B: (0, 18, 15, 15, 15, 27)})]), asked([item({B: (0, 27, 18, 21, 15, 12)})])
    first, again, elsewhere = (
        changes_of(before, after, sessions).items[0].p for sessions in (("s", "t"), ("s", "t"), ("s", "u"))
    )
    assert first == again != elsewhere


def test_changes_that_are_real_are_found() -> None:
    before = [item({B: LOW, A: SPREAD}, number=number) for number in range(1, 21)]
    after = [item({B: HIGH if number <= 10 else LOW, A: SPREAD}, number=number) for number in range(1, 21)]
    result = changes_of(asked(before), asked(after))
    assert [words[0] for words in _words(result)] == ["higher"] * 10 + ["no_clear_change"] * 10
    assert [(one.group, one.word) for one in result.opgaven] == [(B, "higher"), (A, "no_clear_change")]
