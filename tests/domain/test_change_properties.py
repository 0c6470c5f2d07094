"""What must hold for every movement and every change, and for all that is told of two rounds or two sessions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.domain.answers import Answers, for_every, scored, sessions, shuffled, turned
from tests.domain.twice import Session, Twice, changed, halves, moved, twice
from wijkplatform.domain.change import Changes
from wijkplatform.domain.findings import Finding, load_catalogue, say
from wijkplatform.domain.people import GROUPS
from wijkplatform.domain.release import release
from wijkplatform.domain.scoring import Counts, answered
from wijkplatform.domain.subresults import OpgaveResult, sub_results

EMPTY: Counts = (0, 0, 0, 0, 0, 0)
_OPPOSITE = {"higher": "lower", "lower": "higher", "up": "down", "down": "up"}


def _results(session: Session, smallest_group: int = 3) -> OpgaveResult:
    return sub_results(scored(session, smallest_group), smallest_group=smallest_group)


def _everything(items: Twice, smallest_group: int = 3) -> bytes:
    """All that is told of two sessions, or of two rounds of one."""
    told = [_results(half, smallest_group) for half in halves(items)]
    results = [*told, *moved(items, smallest_group), changed(items, smallest_group)]
    return json.dumps([one and asdict(one) for one in results]).encode()


def _each(items: Twice, change: Any) -> Twice:
    """The same items with something done to the answers of each half."""
    return [(kind, change(then), change(now)) for kind, then, now in items]


@for_every(twice(), st.integers(2, 4))
def test_all_counts_and_the_smallest_group_times_a_number_move_nothing_more(items: Twice, times: int) -> None:
    larger = _each(items, lambda half: {group: tuple(times * count for count in six) for group, six in half.items()})
    for one, other in zip(moved(items, 2), moved(larger, 2 * times), strict=True):
        told = {part.group: part for part in other.groups} if other else {}
        for part in one.groups if one else ():
            if part.delta is not None:  # what needs two people more is about people, not about shares
                assert (part.delta, part.second) == pytest.approx((told[part.group].delta, told[part.group].second))
    for here, there in zip(changed(items, 2).items, changed(larger, 2 * times).items, strict=True):
        assert [part.delta for part in here.groups] == pytest.approx([part.delta for part in there.groups])


@for_every(twice(), st.permutations(GROUPS))
def test_other_names_for_the_groups_change_no_movement_and_no_sub_result(items: Twice, names: list[Any]) -> None:
    new = dict(zip(GROUPS, names, strict=True))
    renamed = _each(items, lambda half: {new[group]: six for group, six in half.items()})
    before, after = (_results(halves(one)[0]) for one in (items, renamed))
    assert {new[group]: sides for group, sides in before.groups.items()} == after.groups
    assert before.overall == after.overall
    for one, other in zip(moved(items), moved(renamed), strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert {new[part.group]: part.delta for part in one.groups} == {p.group: p.delta for p in other.groups}
            assert one.apart == pytest.approx(other.apart)
            assert one.changed == other.changed


@for_every(twice(), st.permutations(GROUPS))
def test_other_names_for_the_groups_change_no_change(items: Twice, names: list[Any]) -> None:
    new = dict(zip(GROUPS, names, strict=True))
    then, now = changed(items), changed(_each(items, lambda half: {new[group]: six for group, six in half.items()}))
    for here, there in zip(then.items, now.items, strict=True):
        before, after = ({part.group: part for part in each.groups} for each in (here, there))
        assert {new[group] for group in before} == set(after)
        for group, part in before.items():
            other = after[new[group]]
            assert part.word == other.word
            assert (part.p, part.p_bh, part.p_family) == pytest.approx((other.p, other.p_bh, other.p_family))
    words = {(one.side, new[one.group]): (one.points, one.word) for one in then.opgaven}
    assert words == {(one.side, one.group): (one.points, one.word) for one in now.opgaven}


@for_every(sessions(), st.permutations(range(1, 6)))
def test_turning_the_scale_round_turns_a_movement(session: Session, order: list[int]) -> None:
    """As many people on the scale both times, so that turning it round keeps everybody's answers together."""
    items = [
        (kind, then, {group: (six[0], *(six[level] for level in order)) for group, six in then.items()})
        for kind, then in session
    ]
    mirrored = _each(items, lambda half: {group: turned(six) for group, six in half.items()})
    for one, other in zip(moved(items), moved(mirrored), strict=True):
        assert (one is None) == (other is None)
        if one and other:
            directions = [_OPPOSITE.get(part.direction, part.direction) for part in one.groups]
            assert directions == [part.direction for part in other.groups]
            assert (one.gap, one.changed) == (other.gap, other.changed)


@for_every(twice())
def test_turning_the_scale_round_turns_a_change(items: Twice) -> None:
    mirrored = _each(items, lambda half: {group: turned(six) for group, six in half.items()})
    before, after = changed(items), changed(mirrored)
    for here, there in _parts(before, after):
        assert (here.p, here.p_bh) == pytest.approx((there.p, there.p_bh))
        assert there.word == _OPPOSITE.get(here.word, here.word)


def _parts(one: Changes, other: Changes) -> Iterator[tuple[Any, Any]]:
    yield from zip(one.opgaven, other.opgaven, strict=True)
    for here, there in zip(one.items, other.items, strict=True):
        yield from zip(here.groups, there.groups, strict=True)


@for_every(twice())
def test_an_empty_group_changes_nothing_that_is_told(items: Twice) -> None:
    two = _each(items, lambda half: {group: half[group] for group in GROUPS[:2] if group in half})
    assert _everything(two) == _everything(_each(two, lambda half: {**half, GROUPS[2]: EMPTY}))


@for_every(twice(), st.integers(1, 20))
def test_more_people_who_do_not_know_change_no_result(items: Twice, more: int) -> None:
    def grow(half: Answers) -> Any:
        return {group: (six[0] + more * (answered(six) >= 3), *six[1:]) for group, six in half.items()}

    assert _everything(items) == _everything(_each(items, grow))
    for _, answers, _ in items:
        before, after = release(answers, 3), release(grow(answers), 3)
        assert [before[group].agreement for group in GROUPS] == [after[group].agreement for group in GROUPS]


@for_every(twice(), st.integers(1, 10), st.randoms(use_true_random=False))
def test_other_answers_in_a_hidden_group_change_nothing_that_is_told(items: Twice, smallest: int, random: Any) -> None:
    def stir(half: Answers) -> Answers:
        return {group: shuffled(six, random) if sum(six) < smallest else six for group, six in half.items()}

    assert _everything(items, smallest) == _everything(_each(items, stir), smallest)


@for_every(sessions())
def test_two_equal_rounds_move_nothing(session: Session) -> None:
    for one in filter(None, moved([(kind, answers, answers) for kind, answers in session])):
        assert not one.changed
        assert {part.direction for part in one.groups} == {"level"}
        assert one.gap in ("same", "none")
        assert all(part.delta == 0 and part.first == part.second for part in one.groups)


@for_every(twice())
def test_two_equal_sessions_change_nothing(items: Twice) -> None:
    result = changed([(kind, now, now) for kind, _, now in items])
    p_values = [here.p for here, _ in _parts(result, result)]
    assert p_values == pytest.approx([1] * len(p_values))
    assert {one.points for one in result.opgaven} <= {0}
    assert {here.word for here, _ in _parts(result, result)} <= {"no_clear_change"}
    assert {found.key for one in result.items for found in one.findings} <= {"unchanged"}


@for_every(twice())
def test_every_movement_and_change_stays_inside_its_bounds(items: Twice) -> None:
    for one in filter(None, moved(items)):
        assert one.apart is None or -1 <= one.apart <= 1
        numbers = [part for part in one.groups if part.delta is not None]
        assert all(-1 <= part.delta <= 1 and 0 <= part.first <= 100 and 0 <= part.second <= 100 for part in numbers)
    result = changed(items)
    assert all(0 < here.p <= here.p_bh + 1e-12 <= 1 + 1e-9 for here, _ in _parts(result, result))
    assert all(part.p - 1e-12 <= part.p_family <= part.p_bh for each in result.items for part in each.groups)
    assert all(-100 <= each.points <= 100 for each in result.opgaven)
    assert all(-1 <= part.delta <= 1 for each in result.items for part in each.groups)


@for_every(twice())
def test_no_finding_of_a_movement_or_change_names_a_hidden_group_or_a_fraction(items: Twice) -> None:
    before, after = (scored(half) for half in halves(items))
    seen = {
        one.item: {group.value for group in GROUPS if one.groups[group].counts and other.groups[group].counts}
        for one, other in zip(before, after, strict=True)
    }
    found: list[tuple[str, Finding]] = [
        *((one.item, part.finding) for one in filter(None, moved(items)) for part in one.groups),
        *((each.item, said) for each in changed(items).items for said in each.findings),
    ]
    for name, finding in found:
        assert {finding.values["group"]} <= seen[name] if "group" in finding.values else finding.key == "unchanged"
        assert all(isinstance(value, str) for value in finding.values.values())
        for language in ("nl", "en"):
            assert say(finding, load_catalogue(language)).endswith(".")
