"""Answers for the tests of the domain: by hand, by hypothesis, and as a room of people that do not differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.disagreement import Judged, Judgement, judge
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import release
from wijkplatform.domain.scoring import Counts

B, W, A = GROUPS
Answers = dict[Group, Counts]


def item(
    answers: Mapping[Group, Sequence[int]],
    kind: Kind = Kind.KANS,
    *,
    number: int = 1,
    name: str = "",
    round_number: int = 1,
    smallest_group: int = 3,
) -> ScoredItem:
    """An item with these answers (six counts per group) after the gate."""
    counts = {group: tuple(six) for group, six in answers.items()}
    released = release(counts, smallest_group)  # type: ignore[arg-type]
    return ScoredItem(name or f"item-{number}", number, kind, round_number, released)


def judged(*items: ScoredItem, pending_pairs: int = 0, smallest_group: int = 3) -> Judgement:
    """The judgement over these items, in a session that always has the same id."""
    return judge(items, pending_pairs=pending_pairs, session="a-session", smallest_group=smallest_group)


def judged_alone(answers: Mapping[Group, Sequence[int]], kind: Kind = Kind.KANS, **more: Any) -> Judged:
    """The judgement over one item that is the only one of its session."""
    return judged(item(answers, kind, **more), smallest_group=more.get("smallest_group", 3)).results[0]


def counts_up_to(most: int) -> st.SearchStrategy[Counts]:
    """Six counts of at most so many each."""
    return st.tuples(*[st.integers(0, most)] * 6)


@st.composite
def outspoken(draw: st.DrawFn) -> Counts:
    """A group most of which is on one level or two, or does not know."""
    counts = [0] * 6
    for level, most in ((draw(st.integers(0, 5)), 12), (draw(st.integers(0, 5)), 8)):
        counts[level] += draw(st.integers(0, most))
    zero, one, two, three, four, five = counts
    return (zero, one, two, three, four, five)


def sessions(items: int = 6) -> st.SearchStrategy[list[tuple[Kind, Answers]]]:
    """Some items with the raw answers of three groups, alike or not; no group is too large for the exact way."""
    shape = counts_up_to(4) | outspoken()
    alike = shape.map(lambda counts: dict.fromkeys(GROUPS, counts))
    answers = alike | st.fixed_dictionaries(dict.fromkeys(GROUPS, shape))
    return st.lists(st.tuples(st.sampled_from(list(Kind)), answers), min_size=1, max_size=items)


def for_every(*strategies: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`hypothesis.given` for tests in which one example may take its time."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        return settings(deadline=None, max_examples=80)(given(*strategies)(test))

    return decorate


def scored(session: Sequence[tuple[Kind, Answers]], smallest_group: int = 3) -> list[ScoredItem]:
    """The items of such a session after the gate, numbered from 1."""
    return [
        item(answers, kind, number=number, smallest_group=smallest_group)
        for number, (kind, answers) in enumerate(session, 1)
    ]


def turned(counts: Counts) -> Counts:
    """The answers of a group with the scale turned round."""
    zero, one, two, three, four, five = counts
    return (zero, five, four, three, two, one)


def shuffled(counts: Counts, random: Any) -> Counts:
    """As many answers of a group, on any levels."""
    levels = [random.randrange(6) for _ in range(sum(counts))]
    zero, one, two, three, four, five = (levels.count(level) for level in range(6))
    return (zero, one, two, three, four, five)


def room_without_differences(
    rng: np.random.Generator, sizes: Sequence[int], items: int, correlation: float = 0.3
) -> list[ScoredItem]:
    """People whose labels do not matter, each with an inclination of their own; about one in ten does not know."""
    return _in_groups(_people(rng, sum(sizes), items, correlation), sizes)


def sessions_without_change(
    rng: np.random.Generator, sizes: Sequence[int], items: int, correlation: float = 0.3
) -> tuple[list[ScoredItem], list[ScoredItem]]:
    """Two sessions of other people who think alike; see `room_without_differences`."""
    values = _people(rng, 2 * sum(sizes), items, correlation)
    return _in_groups(values[: sum(sizes)], sizes), _in_groups(values[sum(sizes) :], sizes)


def _people(rng: np.random.Generator, number: int, items: int, correlation: float) -> NDArray[np.int64]:
    """What each person answers to each item."""
    person = rng.normal(size=(number, 1)) * np.sqrt(correlation)
    opinions = person + rng.normal(size=(number, items)) * np.sqrt(1 - correlation)
    bounds = np.sort(rng.normal(size=(items, 4)), axis=1)
    values: NDArray[np.int64] = 1 + (opinions[:, :, None] > bounds[None]).sum(axis=2)
    values[rng.random(values.shape) < 0.1] = 0
    return values


def _in_groups(values: NDArray[np.int64], sizes: Sequence[int]) -> list[ScoredItem]:
    ends = np.cumsum([0, *sizes])
    parts = {group: values[ends[place] : ends[place + 1]] for place, group in enumerate(GROUPS)}
    return [
        item({group: _six(part[:, column]) for group, part in parts.items()}, number=column + 1)
        for column in range(values.shape[1])
    ]


def _six(values: NDArray[np.int64]) -> list[int]:
    return [int(number) for number in np.bincount(values, minlength=6)]
