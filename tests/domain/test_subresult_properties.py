"""What must hold for every sub-result and every measure of a group, and for a snapshot whatever its way in."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.answers import Answers, counts_up_to, for_every, item, judged, scored, sessions, turned
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import Compared
from wijkplatform.domain.people import GROUPS
from wijkplatform.domain.release import release
from wijkplatform.domain.scoring import Counts, count_up, high, index, low
from wijkplatform.domain.subresults import OpgaveResult, SubResult, sub_results

Session = list[tuple[Kind, Answers]]


def _turn(answers: Answers) -> Answers:
    return {group: turned(six) for group, six in answers.items()}


def _results(session: Session, smallest_group: int = 3) -> OpgaveResult:
    return sub_results(scored(session, smallest_group), smallest_group=smallest_group)


def _all_results(result: OpgaveResult) -> list[SubResult]:
    return [one for sides in (*result.groups.values(), result.overall) for one in (sides.kansen, sides.valkuilen)]


@given(counts_up_to(9), st.sampled_from(list(Kind)))
def test_the_index_and_the_shares_turn_round_with_the_scale(counts: Counts, kind: Kind) -> None:
    value, other = index(counts, kind), index(turned(counts), kind)
    assert (value is None) == (other is None) == (not any(counts[1:]))
    if value is not None and other is not None:
        assert 0 <= value <= 100
        assert other == pytest.approx(100 - value)
    assert (low(turned(counts), kind), high(turned(counts), kind)) == (high(counts, kind), low(counts, kind))


@for_every(sessions())
def test_sub_results_turn_round_with_the_scale_and_keep_what_they_are_based_on(session: Session) -> None:
    mirrored = [(kind, _turn(answers)) for kind, answers in session]
    for one, other in zip(_all_results(_results(session)), _all_results(_results(mirrored)), strict=True):
        assert (one.judged, one.asked) == (other.judged, other.asked)
        assert (one.value is None) == (other.value is None)
        if one.value is not None and other.value is not None:
            assert one.value + other.value in (100, 101), "a half is rounded up on both sides"


@for_every(sessions())
def test_turning_the_kansen_leaves_valkuilen_vermeden_alone(session: Session) -> None:
    mirrored = [(kind, answers if kind is Kind.VALKUIL else _turn(answers)) for kind, answers in session]
    before, after = _results(session), _results(mirrored)
    assert [sides.valkuilen for sides in before.groups.values()] == [sides.valkuilen for sides in after.groups.values()]
    assert before.overall.valkuilen == after.overall.valkuilen


@for_every(sessions(), st.integers(2, 4), st.integers(1, 2))
def test_all_counts_and_the_smallest_group_times_a_number_change_no_measure(
    session: Session, times: int, smallest: int
) -> None:
    larger = [(kind, {group: _times(six, times) for group, six in answers.items()}) for kind, answers in session]
    few, many = scored(session, smallest), scored(larger, times * smallest)
    assert _results(session, smallest) == _results(larger, times * smallest)
    one, other = judged(*few, smallest_group=smallest), judged(*many, smallest_group=times * smallest)
    for here, there in zip(one.results, other.results, strict=True):
        assert _deltas(here.evidence.pairs) == pytest.approx(_deltas(there.evidence.pairs))
        assert _deltas(here.evidence.knowledge) == pytest.approx(_deltas(there.evidence.knowledge))
    for small, large in zip(few, many, strict=True):
        for group in GROUPS:
            assert small.groups[group].mean == large.groups[group].mean
            assert small.groups[group].agreement == pytest.approx(large.groups[group].agreement)


def _deltas(pairs: tuple[Compared, ...]) -> dict[Any, float]:
    return {pair.groups: pair.delta for pair in pairs}


def _times(counts: Counts, times: int) -> Counts:
    zero, one, two, three, four, five = (times * count for count in counts)
    return (zero, one, two, three, four, five)


@for_every(sessions())
def test_every_sub_result_stays_inside_its_bounds(session: Session) -> None:
    for result in _all_results(_results(session)):
        assert 0 <= result.judged <= result.asked
        assert result.value is None or 0 <= result.value <= 100


@for_every(sessions())
def test_a_group_has_a_value_when_it_judged_half_of_what_was_asked(session: Session) -> None:
    for sides in _results(session).groups.values():
        for result in (sides.kansen, sides.valkuilen):
            assert (result.value is not None) == (result.judged > 0 and 2 * result.judged >= result.asked)


@for_every(sessions(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_phone_or_paper_change_not_one_byte(session: Session, random: Any) -> None:
    people = [
        (number, group, value, 1)
        for number, (_, answers) in enumerate(session)
        for group, six in answers.items()
        for value, count in enumerate(six)
        for _ in range(count)
    ]
    shuffled = random.sample(people, len(people))
    paper = [
        (number, group, value, count)
        for number, (_, answers) in enumerate(session)
        for group, six in answers.items()
        for value, count in enumerate(six)
    ]

    def snapshot(rows: list[Any]) -> bytes:
        tally = count_up(rows)
        items = [item(tally.get(number, {}), kind, number=number + 1) for number, (kind, _) in enumerate(session)]
        told = judged(*items), sub_results(items, smallest_group=3)
        return json.dumps([asdict(one) for one in told]).encode()

    assert snapshot(people) == snapshot(shuffled) == snapshot(paper)


@given(counts_up_to(6), st.integers(1, 10))
def test_a_share_of_people_who_do_not_know_and_an_agreement_stay_inside_their_bounds(counts: Counts, k: int) -> None:
    shown = release({GROUPS[0]: counts}, k)[GROUPS[0]]
    if shown.counts and shown.answered:
        assert 0 <= shown.counts[0] / shown.answered <= 1
        assert shown.agreement is None or -1 <= shown.agreement <= 1
