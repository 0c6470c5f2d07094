"""Change of an item between two sessions, by example and against the guard of a pair."""

from __future__ import annotations

import pytest

from tests.domain.answers import A, Answers, B, W, item
from tests.domain.twice import HIGH, LOW, SPREAD, asked, changes_of
from wijkplatform.domain.chance import pair_p
from wijkplatform.domain.change import Changes, GroupChange
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.findings import Finding


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
    assert [part.p for part in one.groups] == pytest.approx([1, 1])
    assert one.findings == (Finding("unchanged", {"kind": "kans", "date": "2026-03-12"}),)


def test_a_change_that_is_sure_but_small_is_no_change() -> None:
    (one,) = _one({B: (0, 60, 60, 60, 60, 60)}, {B: (0, 40, 50, 60, 70, 80)}).items
    assert one.groups[0].p_family < 0.10
    assert abs(one.groups[0].delta) < 0.33
    assert one.groups[0].word == "no_clear_change"


def test_every_group_has_the_p_value_of_its_own_pair_whatever_the_others_did() -> None:
    result = _one(
        {B: (0, 1, 2, 3, 6, 3), W: (1, 0, 2, 1, 0, 0), A: (0, 1, 1, 2, 0, 1)},
        {B: (0, 3, 2, 1, 0, 0), W: (0, 0, 0, 1, 1, 1), A: (2, 0, 0, 0, 1, 2)},
    )
    expected = [
        pair_p([1, 2, 3, 6, 3], [3, 2, 1, 0, 0], seed=1),
        pair_p([0, 2, 1, 0, 0], [0, 0, 1, 1, 1], seed=1),
        pair_p([1, 1, 2, 0, 1], [0, 0, 0, 1, 2], seed=1),
    ]
    assert [part.p for part in result.items[0].groups] == expected
    assert expected == pytest.approx([0.0050, 0.2, 0.1429], abs=5e-5)


def test_every_group_that_changed_for_sure_is_named_and_no_other() -> None:
    result = _one({B: LOW, W: HIGH, A: SPREAD}, {B: HIGH, W: LOW, A: SPREAD})
    assert _words(result) == [["higher", "lower", "no_clear_change"]]
    assert [one.values["group"] for one in result.items[0].findings] == ["bewoner", "wijkpartner"]


def test_a_sure_change_of_a_large_group_is_told_beside_a_wider_one_of_a_few_people_that_is_chance() -> None:
    """Four ambtenaren seem to change far more than the bewoners do; chance does that one time in five."""
    result = _one(
        {B: (0, 3, 8, 8, 4, 2), A: (0, 2, 1, 1, 0, 0)},
        {B: (0, 1, 2, 6, 9, 7), A: (0, 0, 1, 2, 1, 0)},
    )
    bewoners, ambtenaren = result.items[0].groups
    assert 0.33 <= bewoners.delta < ambtenaren.delta
    assert bewoners.p < 0.005
    assert ambtenaren.p == pytest.approx(0.2)
    assert _words(result) == [["higher", "no_clear_change"]]


def test_a_group_that_is_sure_lends_nothing_to_another_one() -> None:
    few, later = (0, 2, 1, 1, 0, 0), (0, 1, 1, 1, 1, 0)
    result = _one({B: LOW, A: few}, {B: HIGH, A: later})
    assert result.items[0].groups[1].delta >= 0.33
    assert _words(result) == [["higher", "no_clear_change"]]


def test_all_groups_of_all_items_are_one_family() -> None:
    then, now = {B: (0, 1, 2, 3, 6, 3)}, {B: (0, 3, 2, 1, 0, 0)}
    same = {B: SPREAD, W: SPREAD, A: SPREAD}

    def family(*others: Answers) -> GroupChange:
        before, after = (
            [item(first, number=1), *(item(one, number=number) for number, one in enumerate(others, 2))]
            for first in (then, now)
        )
        return changes_of(asked(before), asked(after)).items[0].groups[0]

    assert [family(*[same] * others).p_bh for others in (0, 1, 3)] == pytest.approx([0.0050, 0.0200, 0.0499], abs=5e-5)
    one, two = {B: SPREAD}, {B: SPREAD, W: SPREAD}
    assert [family(*[same] * 6, *more).word for more in ([one], [two])] == ["lower", "no_clear_change"]


def test_groups_that_could_not_have_shown_a_change_stand_in_nobodys_way() -> None:
    """Three against three never get below .1; the rule of Benjamini and Hochberg counts them all the same."""
    then, now = (
        [item({W: large}, number=1), *(item({A: (0, 1, 1, 1, 0, 0)}, number=number) for number in range(2, 6))]
        for large in ((0, 1, 3, 2, 1, 0), (0, 1, 2, 3, 6, 3))
    )
    changed = changes_of(asked(then), asked(now)).items[0].groups[0]
    assert (changed.p, changed.p_bh) == pytest.approx((0.0463, 5 * 0.0463), abs=5e-4)
    assert changed.p_family == pytest.approx(0.0463 / (1 - 0.0635) * 10 / 8, abs=5e-4)
    assert changed.word == "higher"


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
    assert [(part.group, part.delta) for one in result.items for part in one.groups] == [(B, 0.0)]
    begun_again = changes_of(asked([again]), asked([item({B: LOW}, name="item-1")]))
    assert [len(one.groups) for one in begun_again.items] == [1], "the first result that stands, whatever its round"


def test_the_item_is_that_of_the_later_session() -> None:
    (one,) = changes_of(asked([item({B: LOW}, name="old")]), asked([item({B: HIGH}, name="new")])).items
    assert one.item == "new"


def test_the_same_two_sessions_get_the_same_draws_and_each_group_its_own() -> None:
    then, now = (0, 18, 15, 15, 15, 27), (0, 27, 18, 21, 15, 12)
    before, after = asked([item({B: then, W: then})]), asked([item({B: now, W: now})])
    first, again, elsewhere = (
        [part.p for part in changes_of(before, after, sessions).items[0].groups]
        for sessions in (("s", "t"), ("s", "t"), ("s", "u"))
    )
    assert first == again
    assert len({*first, *elsewhere}) == 4


def test_changes_that_are_real_are_found() -> None:
    before = [item({B: LOW, A: SPREAD}, number=number) for number in range(1, 21)]
    after = [item({B: HIGH if number <= 10 else LOW, A: SPREAD}, number=number) for number in range(1, 21)]
    result = changes_of(asked(before), asked(after))
    assert [words[0] for words in _words(result)] == ["higher"] * 10 + ["no_clear_change"] * 10
    assert [(one.group, one.word) for one in result.opgaven] == [(B, "higher"), (A, "no_clear_change")]
