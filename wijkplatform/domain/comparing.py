"""Comparing the groups of every item that was scored, pair by pair, with one guard against chance for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wijkplatform.domain.chance import Method, Verdict, benjamini_hochberg, guard, seed_of
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.families import FALSE_FLAGS, raise_family
from wijkplatform.domain.measures import cliffs_delta
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import Released
from wijkplatform.domain.scoring import Counts, answered, rated, ratings

REAL_FROM = 0.33
"""From this |delta| on, a difference that is more than chance is worth the room's time."""

TOLERANCE = 1e-9

Histograms = Mapping[Group, Sequence[int]]


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item of which the result is out: what the gate let through, per group. `item` is its id in the session.

    `skipped`: the groups that were not asked.
    """

    item: str
    number: int
    kind: Kind
    round: int
    groups: Mapping[Group, Released]
    skipped: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """Two groups held against each other. For the export: a p value is never shown to the room.

    `delta` is positive when the first group stands higher; `p` is for this pair alone, `p_family` for all pairs of the
    session and round together, and decides; `p_bh` is the same by Benjamini and Hochberg alone, for who recomputes it
    with other tools. 95% of the shufflings stay at or below `q95`.
    """

    groups: tuple[Group, Group]
    delta: float
    p: float
    p_bh: float
    p_family: float
    q95: float
    method: Method

    @property
    def real(self) -> bool:
        """Whether the difference is more than chance and large enough to matter."""
        return self.p_family <= FALSE_FLAGS + TOLERANCE and abs(self.delta) >= REAL_FROM - TOLERANCE

    @property
    def beyond_chance(self) -> float:
        """How much larger the difference is than chance would make it: bare deltas favour tiny groups."""
        return round(abs(self.delta) - self.q95, 9)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules about one item look at.

    `shown` are the groups that the gate let through; `judging` those of them with enough answers on the scale.
    `differences` compares what the judging groups answered, `gaps` how many of the shown groups do not know
    (positive: the first knows less); both with the widest first.
    """

    scored: ScoredItem
    smallest_group: int
    shown: Mapping[Group, Counts]
    judging: Mapping[Group, Counts]
    differences: tuple[Compared, ...]
    gaps: tuple[Compared, ...]


def compare(items: Sequence[ScoredItem], *, pending_pairs: int, session: str, smallest_group: int) -> list[Facts]:
    """Compare the groups of all items of a session; one fact sheet per item, in the same order.

    The first results of all items are one family of tests, the second ones another, and so on (see `turns`). The
    `pending_pairs` belong to the first: everything on the agenda that has no result yet. `session` fixes the draws,
    where draws are needed.
    """
    shown = [shown_counts(one) for one in items]
    judging = [judging_counts(one, smallest_group) for one in items]
    answers = [{group: ratings(counts) for group, counts in groups.items()} for groups in judging]
    knowledge = [{group: (answered(counts) - counts[0], counts[0]) for group, counts in one.items()} for one in shown]
    differences = _compare_all(items, answers, "difference", pending_pairs, session)
    gaps = _compare_all(items, knowledge, "knowledge", pending_pairs, session)
    sheets = zip(items, shown, judging, differences, gaps, strict=True)
    return [Facts(one, smallest_group, seen, able, apart, unknown) for one, seen, able, apart, unknown in sheets]


def turns(items: Sequence[ScoredItem]) -> list[int]:
    """For each result, how many results its item had before: 0 for the first.

    Rounds themselves do not tell: the first result of an opgave that began again is one of a later round.
    """
    return [sum(other.item == one.item and other.round < one.round for other in items) for one in items]


def shown_counts(scored: ScoredItem) -> dict[Group, Counts]:
    """What the groups answered that the gate let through, in the fixed order of the groups."""
    released = {group: scored.groups.get(group) for group in GROUPS}
    return {group: one.counts for group, one in released.items() if one is not None and one.counts is not None}


def judging_counts(scored: ScoredItem, smallest_group: int) -> dict[Group, Counts]:
    """The same for the groups that can judge: of which at least `smallest_group` people answered on the scale."""
    shown = shown_counts(scored)
    return {group: counts for group, counts in shown.items() if rated(counts) >= max(smallest_group, 1)}


def widest(pairs: Iterable[Compared]) -> Compared | None:
    """The pair of groups that are furthest apart; of equal ones the first in the fixed order of the groups."""
    return min(pairs, key=_width, default=None)


def _width(pair: Compared) -> tuple[float, int, int]:
    one, other = pair.groups
    return -round(abs(pair.delta), 9), GROUPS.index(one), GROUPS.index(other)


def _compare_all(
    items: Sequence[ScoredItem], histograms: Sequence[Histograms], test: str, pending_pairs: int, session: str
) -> list[tuple[Compared, ...]]:
    rows = [
        (place, pair, *_compare_pair(one, pair, groups, test, session))
        for place, (one, groups) in enumerate(zip(items, histograms, strict=True))
        for pair in combinations(groups, 2)
    ]
    compared: list[list[Compared]] = [[] for _ in items]
    in_turn = turns(items)
    for turn in set(in_turn):
        family = [row for row in rows if in_turn[row[0]] == turn]
        pending = 0 if turn else pending_pairs
        verdicts = [verdict for _, _, _, verdict in family]
        p_values = [verdict.p for verdict in verdicts]
        by_paper = benjamini_hochberg(p_values, pending)
        joint = raise_family(p_values, [verdict.attainable for verdict in verdicts], pending)
        for (place, pair, delta, verdict), p_bh, p_family in zip(family, by_paper, joint, strict=True):
            compared[place].append(
                Compared(pair, delta, verdict.p, float(p_bh), float(p_family), verdict.q95, verdict.method)
            )
    return [tuple(sorted(pairs, key=_width)) for pairs in compared]


def _compare_pair(
    scored: ScoredItem, pair: tuple[Group, Group], histograms: Histograms, test: str, session: str
) -> tuple[float, Verdict]:
    one, other = histograms[pair[0]], histograms[pair[1]]
    seed = seed_of(session, scored.round, scored.item, f"{pair[0]}-{pair[1]}", test)
    return cliffs_delta(one, other) or 0.0, guard(one, other, seed)
