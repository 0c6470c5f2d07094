"""The sub-results of an opgave: how far its kansen are used and its valkuilen avoided, never one average of the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from statistics import fmean

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem, judging_counts
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import index

Indexes = Sequence[tuple[Mapping[Group, float], frozenset[Group]]]
"""Per item, the index (0-100) of each group that can judge it, and the groups that were not asked."""


@dataclass(frozen=True, slots=True)
class SubResult:
    """A value from 0 to 100, 'op basis van {judged} van {asked} punten'; None when fewer than half were judged."""

    value: int | None
    judged: int
    asked: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Kansen benut and valkuilen vermeden; 100 is good in both. A waarde counts as a kans."""

    kansen: SubResult
    valkuilen: SubResult


@dataclass(frozen=True, slots=True)
class OpgaveResult:
    """The sub-results of all three groups in their fixed order, and those of all groups that have one together."""

    groups: Mapping[Group, Sides]
    overall: Sides


def sub_results(items: Sequence[ScoredItem], *, smallest_group: int) -> OpgaveResult:
    """The sub-results over all items of one opgave in one round; an item that stands there twice: `ValueError`.

    Every item weighs the same in the value of a group, and every group the same in that of all groups, so that many
    bewoners do not drown a few ambtenaren; rounded once, half up. A group that is hidden and a group that is empty
    have judged nothing; an item that a group was not asked is none of its items. Of all groups together, an item is
    judged when at least one group judged it.
    """
    if len({one.item for one in items}) < len(items):
        raise ValueError("an item stands in this opgave twice")
    kansen, valkuilen = (
        [_indexes(one, smallest_group) for one in items if (one.kind is Kind.VALKUIL) == avoided]
        for avoided in (False, True)
    )
    groups = {group: Sides(_of_group(kansen, group), _of_group(valkuilen, group)) for group in GROUPS}
    return OpgaveResult(groups, Sides(_of_all(kansen), _of_all(valkuilen)))


def mean_index(judged: Sequence[float], asked: int) -> float | None:
    """The mean index over the items judged, unrounded; None when these are fewer than half of the items asked.

    >>> mean_index([50, 81.25], asked=4), mean_index([50], asked=3)
    (65.625, None)
    """
    return fmean(judged) if judged and 2 * len(judged) >= asked else None


def _indexes(scored: ScoredItem, smallest_group: int) -> tuple[dict[Group, float], frozenset[Group]]:
    judging = judging_counts(scored, smallest_group)
    return {group: index(counts, scored.kind) or 0.0 for group, counts in judging.items()}, scored.skipped


def _of_group(items: Indexes, group: Group) -> SubResult:
    judged, asked = _judged(items, group), _asked(items, group)
    return SubResult(_rounded(mean_index(judged, asked)), len(judged), asked)


def _of_all(items: Indexes) -> SubResult:
    means = [mean_index(_judged(items, group), _asked(items, group)) for group in GROUPS]
    values = [mean for mean in means if mean is not None]
    return SubResult(_rounded(fmean(values) if values else None), sum(bool(one) for one, _ in items), len(items))


def _judged(items: Indexes, group: Group) -> list[float]:
    return [one[group] for one, _ in items if group in one]


def _asked(items: Indexes, group: Group) -> int:
    return sum(group not in skipped for _, skipped in items)


def _rounded(value: float | None) -> int | None:
    """Half up; what binary fractions leave behind is cut off first."""
    return None if value is None else floor(round(value, 9) + 0.5)
