"""Where the groups really differ: everything that was scored in a session, judged at once.

This is the front door. `measures.py` measures, `chance.py` guards against chance, `comparing.py` compares all pairs,
`points.py` makes the lists, `findings.py` the sentences; all of them read only what the gate (`release.py`) lets out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplatform.domain.chance import benjamini_hochberg, pair_p
from wijkplatform.domain.comparing import Compared, Facts, ScoredItem, compare
from wijkplatform.domain.findings import Finding, Word, find, word_of
from wijkplatform.domain.measures import agreement, cliffs_delta, polarisation
from wijkplatform.domain.people import Group
from wijkplatform.domain.points import Lists, Placed, Point, lists_of, point_of, rank

__all__ = [
    "Evidence",
    "Finding",
    "Judged",
    "Judgement",
    "Lists",
    "Pair",
    "Point",
    "ScoredItem",
    "Word",
    "agreement",
    "benjamini_hochberg",
    "cliffs_delta",
    "judge",
    "pair_p",
    "polarisation",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two groups are apart, as the room may see it; `delta` is positive when the first recognises it more."""

    groups: tuple[Group, Group]
    delta: float
    real: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers behind a judgement, for the export only.

    `widest` is the largest |delta| of all pairs (T), None with fewer than two judging groups; `knowledge` compares how
    many of each group do not know.
    """

    widest: float | None
    pairs: tuple[Compared, ...]
    knowledge: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said about one item in one round. `pairs` stand with the widest first."""

    item: str
    round: int
    word: Word
    point: Point | None
    finding: Finding
    pairs: tuple[Pair, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said about a session: each result in the order it came in, the lists, and all points in one ranking."""

    results: tuple[Judged, ...]
    lists: Lists
    ranking: tuple[str, ...]


def judge(items: Sequence[ScoredItem], *, pending_pairs: int, session: str, smallest_group: int) -> Judgement:
    """Judge everything that was released in a session, so that a flag means the same however many punten were scored.

    `items` are all results of the session, each item and round once (`ValueError`); `pending_pairs` is the number of
    pairs of groups, over all items of the agenda that have no result yet, and 0 once the session is closed; `session`
    is the id that fixes the draws. Of an item with several rounds the last one counts in the lists and the ranking.
    The order of `items` changes nothing but the order of `results`.
    """
    if len({(one.item, one.round) for one in items}) < len(items):
        raise ValueError("an item stands in one round twice")
    sheets = compare(items, pending_pairs=pending_pairs, session=session, smallest_group=smallest_group)
    results = tuple(_judge_one(facts) for facts in sheets)
    last = {one.item: one.round for one in sorted(items, key=lambda one: one.round)}
    ranked = rank(
        Placed(judged.point, facts)
        for judged, facts in zip(results, sheets, strict=True)
        if judged.point and judged.round == last[judged.item]
    )
    discussed = tuple(one.facts.scored.item for one in ranked if one.point is not Point.SHARED_STRENGTH)
    return Judgement(results, lists_of(ranked), discussed)


def _judge_one(facts: Facts) -> Judged:
    point = point_of(facts)
    pairs = tuple(Pair(one.groups, one.delta, one.real) for one in facts.differences)
    widest = max((abs(one.delta) for one in pairs), default=None)
    return Judged(
        item=facts.scored.item,
        round=facts.scored.round,
        word=word_of(facts),
        point=point,
        finding=find(facts, point),
        pairs=pairs,
        evidence=Evidence(widest, facts.differences, facts.gaps),
    )
