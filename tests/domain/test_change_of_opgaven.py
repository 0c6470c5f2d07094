"""Change of an opgave between two sessions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.domain.answers import B, W, item
from tests.domain.twice import HIGH, LOW, SPREAD, asked, changes_of
from wijkplatform.domain.change import Asked, OpgaveChange
from wijkplatform.domain.checklist import Kind


def _opgave(*judged: tuple[Sequence[int], Sequence[int]], kind: Kind = Kind.KANS) -> tuple[OpgaveChange, ...]:
    before, after = (
        [item({B: pair[time]}, kind, number=number) for number, pair in enumerate(judged, 1)] for time in (0, 1)
    )
    return changes_of(asked(before, opgave=7), asked(after, opgave=7)).opgaven


def test_a_worked_example_of_an_opgave() -> None:
    """Pooled: 0, 1, 3, 2, 2 on 0, 25, 50, 75, 100; variance 703.125; SE √(703.125·(1/4 + 1/4)) = 18.75; z = 5/3."""
    (one,) = _opgave(((0, 0, 1, 2, 1, 0), (0, 0, 0, 1, 1, 2)))
    assert (one.opgave, one.side, one.group, one.points, one.word) == (7, "kansen", B, 31.25, "higher")
    assert (one.p, one.p_bh) == pytest.approx((0.0956, 0.0956), abs=5e-5)


def test_the_errors_of_the_items_do_not_average_out() -> None:
    pair = ((0, 0, 1, 2, 1, 0), (0, 0, 0, 1, 1, 2))
    (one,), (five,) = _opgave(pair), _opgave(*[pair] * 5)
    assert (five.points, five.p) == pytest.approx((one.points, one.p))


def test_an_opgave_with_valkuilen_that_are_recognised_more_often_is_lower() -> None:
    (one,) = _opgave((LOW, HIGH), kind=Kind.VALKUIL)
    assert (one.side, one.points, one.word) == ("valkuilen", -65, "lower")


def test_an_opgave_changes_from_ten_points_on() -> None:
    nine, ten = (0, 100, 36, 0, 0, 0), (0, 60, 40, 0, 0, 0)
    zero = (0, 400, 0, 0, 0, 0)
    (small,), (enough,) = _opgave((zero, nine)), _opgave((zero, ten))
    assert (small.word, enough.word) == ("no_clear_change", "higher")
    assert small.p_bh < 0.01
    assert enough.points == 10


def test_ten_points_of_a_few_people_are_chance() -> None:
    (one,) = _opgave(((0, 1, 1, 1, 1, 1), (0, 0, 1, 1, 1, 2)))
    assert one.points >= 10
    assert one.word == "no_clear_change"


def test_answers_that_are_all_alike_have_no_error_and_did_not_change() -> None:
    (one,) = _opgave(((0, 0, 0, 9, 0, 0), (0, 0, 0, 5, 0, 0)))
    assert (one.points, one.p, one.word) == (0, 1, "no_clear_change")


def test_a_group_that_judged_fewer_than_half_of_the_items_twice_is_left_out() -> None:
    hidden = ((0, 1, 1, 0, 0, 0), HIGH)
    assert len(_opgave((LOW, HIGH), hidden)) == 1
    assert _opgave((LOW, HIGH), hidden, hidden) == ()


def test_the_opgaven_kinds_and_groups_are_one_family() -> None:
    pair, same = ((0, 0, 1, 2, 1, 0), (0, 0, 0, 1, 1, 2)), (SPREAD, SPREAD)
    before, after = (
        [
            Asked(item({B: pair[time], W: same[time]}, number=1), 1, "2009"),
            Asked(item({B: same[time]}, Kind.VALKUIL, number=2), 1, "2009"),
            Asked(item({B: same[time]}, number=3), 2, "2009"),
        ]
        for time in (0, 1)
    )
    result = changes_of(before, after).opgaven
    assert [(one.opgave, one.side, one.group) for one in result] == [
        (1, "kansen", B), (1, "kansen", W), (1, "valkuilen", B), (2, "kansen", B)
    ]  # fmt: skip
    assert result[0].p_bh == pytest.approx(4 * result[0].p)
    assert result[0].word == "no_clear_change"
