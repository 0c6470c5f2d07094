"""Two rounds or two sessions for the tests of movement and change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from tests.domain.answers import Answers, counts_up_to, scored
from wijkplatform.domain.change import Asked, Changes, changes
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.movement import Movement, movement
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import NO_ANSWERS

LOW = (0, 8, 10, 2, 0, 0)
HIGH = (0, 0, 0, 2, 10, 8)
SPREAD = (0, 4, 4, 4, 4, 4)

Session = list[tuple[Kind, Answers]]
Twice = list[tuple[Kind, Answers, Answers]]


def asked(items: Sequence[ScoredItem], opgave: int = 1, wording: str = "2009") -> list[Asked]:
    """The items as one session asked them."""
    return [Asked(one, opgave, wording) for one in items]


def changes_of(
    before: Sequence[Asked],
    after: Sequence[Asked],
    sessions: tuple[str, str] = ("then", "now"),
    smallest_group: int = 3,
) -> Changes:
    """What changed between two sessions with these ids."""
    day = date(2026, 3, 12)
    return changes(before, after, since=day, sessions=sessions, smallest_group=smallest_group)


@st.composite
def twice(draw: st.DrawFn) -> Twice:
    """Some items, each with the raw answers of three groups, then and now."""
    shape = st.fixed_dictionaries(dict.fromkeys(GROUPS, counts_up_to(4)))
    present = st.sets(st.sampled_from(GROUPS), min_size=1)
    rose = present.map(lambda some: (dict.fromkeys(some, (0, 6, 3, 0, 0, 0)), dict.fromkeys(some, (0, 0, 0, 0, 3, 6))))
    both = st.tuples(shape, shape) | rose | rose.map(lambda pair: pair[::-1])
    return [(draw(st.sampled_from(list(Kind))), *draw(both)) for _ in range(draw(st.integers(1, 4)))]


def halves(items: Twice) -> tuple[Session, Session]:
    """What was answered then, and what now."""
    return [(kind, then) for kind, then, _ in items], [(kind, now) for kind, _, now in items]


def moved(items: Twice, smallest_group: int = 3) -> list[Movement | None]:
    """The movement of each item, as two rounds."""
    before, after = (scored(one, smallest_group) for one in halves(items))
    return [
        movement(one, other, in_order(then, now), smallest_group=smallest_group)
        for (one, other), (_, then, now) in zip(zip(before, after, strict=True), items, strict=True)
    ]


def in_order(then: Answers, now: Answers) -> dict[Group, Counter[tuple[int, int]]]:
    """Who answered on the scale both times, as if nobody overtook anybody: the lowest then is the lowest now."""
    steps = {}
    for group in GROUPS:
        old, new = (
            [value for value in range(1, 6) for _ in range(one.get(group, NO_ANSWERS)[value])] for one in (then, now)
        )
        steps[group] = Counter(zip(old, new, strict=False))
    return steps


def changed(items: Twice, smallest_group: int = 3) -> Changes:
    """What changed, as two sessions."""
    before, after = (asked(scored(half, smallest_group)) for half in halves(items))
    return changes_of(before, after, smallest_group=smallest_group)
