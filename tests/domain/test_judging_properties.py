"""What must hold for every session: found by letting hypothesis look for one in which it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.domain.answers import Answers, for_every, item, judged, scored, sessions, shuffled, turned
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import Judgement, Lists, Point
from wijkplatform.domain.findings import Finding, load_catalogue, say
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import answered, median_levels, rated

Session = list[tuple[Kind, Answers]]

MIRROR = {Point.SHARED_WORRY: Point.SHARED_STRENGTH, Point.SHARED_STRENGTH: Point.SHARED_WORRY}


def _bytes(judgement: Judgement) -> bytes:
    return json.dumps(asdict(judgement), sort_keys=True).encode()


def _all_lists(lists: Lists) -> list[str]:
    return [item for part in asdict(lists).values() for item in part]


@for_every(sessions())
def test_turning_the_scale_round_turns_only_signs_and_sides(session: Session) -> None:
    mirrored = [(kind, {group: turned(counts) for group, counts in answers.items()}) for kind, answers in session]
    before, after = judged(*scored(session)), judged(*scored(mirrored))
    for one, other in zip(before.results, after.results, strict=True):
        assert other.word == one.word
        assert other.point == (MIRROR.get(one.point, one.point) if one.point else None)
        assert [pair.delta for pair in other.pairs] == pytest.approx([-pair.delta for pair in one.pairs])
        assert [(pair.groups, pair.real) for pair in other.pairs] == [(pair.groups, pair.real) for pair in one.pairs]
        for here, there in zip(one.evidence.pairs, other.evidence.pairs, strict=True):
            assert (there.p, there.p_bh, there.q95) == (here.p, here.p_bh, here.q95)
            assert there.p_family == here.p_family


@for_every(sessions())
def test_a_valkuil_is_a_kans_turned_round(session: Session) -> None:
    kansen = [
        (Kind.KANS, answers if kind is not Kind.VALKUIL else {group: turned(six) for group, six in answers.items()})
        for kind, answers in session
    ]
    before, after = judged(*scored(session)), judged(*scored(kansen))
    assert [one.point for one in before.results] == [one.point for one in after.results]
    assert (before.lists, before.ranking) == (after.lists, after.ranking)


@for_every(sessions(), st.permutations(GROUPS))
def test_other_names_for_the_groups_change_no_number(session: Session, names: list[Any]) -> None:
    renamed = [(kind, {new: answers[old] for old, new in zip(GROUPS, names, strict=True)}) for kind, answers in session]
    before, after = judged(*scored(session)), judged(*scored(renamed))
    for one, other in zip(before.results, after.results, strict=True):
        assert (one.word, one.point) == (other.word, other.point)
        assert one.evidence.widest == pytest.approx(other.evidence.widest)
        for here, there in (
            (one.evidence.pairs, other.evidence.pairs),
            (one.evidence.knowledge, other.evidence.knowledge),
        ):
            assert sorted(pair.p for pair in here) == pytest.approx(sorted(pair.p for pair in there))


@for_every(sessions())
def test_an_empty_group_changes_nothing(session: Session) -> None:
    two = [(kind, {group: answers[group] for group in GROUPS[:2]}) for kind, answers in session]
    three = [(kind, {**answers, GROUPS[2]: (0, 0, 0, 0, 0, 0)}) for kind, answers in two]
    assert _bytes(judged(*scored(two))) == _bytes(judged(*scored(three)))


@for_every(sessions(), st.integers(1, 20))
def test_more_people_who_do_not_know_change_no_difference(session: Session, more: int) -> None:
    grown = [
        (kind, {group: (six[0] + more * (answered(six) >= 3), *six[1:]) for group, six in answers.items()})
        for kind, answers in session
    ]
    before, after = judged(*scored(session)), judged(*scored(grown))  # type: ignore[arg-type]
    for one, other in zip(before.results, after.results, strict=True):
        assert (one.word, one.pairs, one.evidence.pairs) == (other.word, other.pairs, other.evidence.pairs)


@for_every(sessions(), st.integers(1, 10), st.randoms(use_true_random=False))
def test_other_answers_in_a_hidden_group_change_not_one_byte(session: Session, smallest: int, random: Any) -> None:
    changed = [
        (kind, {group: shuffled(six, random) if sum(six) < smallest else six for group, six in answers.items()})
        for kind, answers in session
    ]
    before, after = (judged(*scored(one, smallest), smallest_group=smallest) for one in (session, changed))
    assert _bytes(before) == _bytes(after)


@for_every(sessions())
def test_the_bounds_hold_and_a_family_raises_each_p(session: Session) -> None:
    for result in judged(*scored(session), pending_pairs=5).results:
        for one in (*result.evidence.pairs, *result.evidence.knowledge):
            assert -1 <= one.delta <= 1
            assert 0 < one.p <= one.p_family + 1e-12 <= one.p_bh + 2e-12 <= 1 + 1e-9
            assert 0 <= one.q95 <= 1
        widths = [abs(pair.delta) for pair in result.pairs]
        assert result.evidence.widest == max(widths, default=None)
        assert widths == pytest.approx(sorted(widths, reverse=True))


@for_every(sessions(items=8), st.data())
def test_scoring_more_of_the_agenda_takes_no_flag_away(session: Session, data: st.DataObject) -> None:
    items = scored(session)
    done = data.draw(st.integers(1, len(items)))
    early = judged(*items[:done], pending_pairs=3 * (len(items) - done))
    late = judged(*items)
    for before, after in zip(early.results, late.results, strict=False):
        assert {one.groups for one in before.pairs if one.real} <= {one.groups for one in after.pairs if one.real}
        assert before.word == after.word or before.word != "large_difference"


@for_every(sessions())
def test_each_item_stands_in_one_list_at_most_and_the_ranking_holds_all_but_the_good(session: Session) -> None:
    judgement = judged(*scored(session))
    listed = _all_lists(judgement.lists)
    points = {one.item: one.point for one in judgement.results if one.point}
    assert sorted(listed) == sorted(set(listed)) == sorted(points)
    good = judgement.lists.strength
    assert sorted((*judgement.ranking, *good)) == sorted(listed)
    assert all(points[one] is Point.SHARED_STRENGTH for one in good)


@for_every(sessions(), st.randoms(use_true_random=False))
def test_the_order_in_which_results_come_in_changes_nothing(session: Session, random: Any) -> None:
    items = scored(session)
    shuffled = random.sample(items, len(items))
    before, after = judged(*items), judged(*shuffled)
    assert (before.lists, before.ranking) == (after.lists, after.ranking)
    assert {one.item: one for one in before.results} == {one.item: one for one in after.results}


@for_every(sessions())
def test_no_finding_names_a_hidden_group_or_a_fraction_and_every_one_can_be_said(session: Session) -> None:
    items = scored(session)
    for one, result in zip(items, judged(*items).results, strict=True):
        shown = {group.value for group, released in one.groups.items() if released.counts}
        values = result.finding.values
        assert {*values.get("groups", []), *([values["group"]] if "group" in values else [])} <= shown
        assert not any(isinstance(value, float) for value in _leaves(result.finding.values))
        for language in ("nl", "en"):
            assert say(result.finding, load_catalogue(language)).endswith(".")


def _leaves(values: Any) -> Iterator[Any]:
    if isinstance(values, dict | list):
        for part in values.values() if isinstance(values, dict) else values:
            yield from _leaves(part)
    else:
        yield values


@for_every(sessions())
def test_a_sentence_never_turns_a_difference_round(session: Session) -> None:
    for (_, answers), result in zip(session, judged(*scored(session)).results, strict=True):
        found = result.finding
        if found.key != "differ" or "divided" in found.values["words"]:
            continue
        middles = [sum(median_levels(answers[Group(name)]) or ()) for name in found.values["groups"]]
        pair = next(one for one in result.pairs if list(one.groups) == found.values["groups"])
        assert (middles[0] - middles[1]) * pair.delta > 0


@for_every(sessions())
def test_the_same_session_is_always_judged_the_same(session: Session) -> None:
    assert _bytes(judged(*scored(session))) == _bytes(judged(*scored(session)))


def test_all_who_do_not_know_leave_no_difference_and_no_error() -> None:
    result = judged(item(dict.fromkeys(GROUPS, (9, 0, 0, 0, 0, 0)))).results[0]
    assert (result.word, result.pairs, result.point) == ("too_few", (), Point.NOBODY_KNOWS)
    assert result.finding == Finding("nobody_knows", {"kind": "kans", "groups": [group.value for group in GROUPS]})
    assert rated((9, 0, 0, 0, 0, 0)) == 0


def test_a_group_of_one_is_compared_honestly_when_it_may_be_shown() -> None:
    alone = item({GROUPS[0]: (0, 1, 0, 0, 0, 0), GROUPS[1]: (0, 0, 0, 0, 0, 1)}, smallest_group=1)
    result = judged(alone, smallest_group=1).results[0]
    assert result.evidence.pairs[0].p == 1
    assert result.word == "perhaps"
