"""What changed in a wijk between two sessions: only what is more than chance, per group of an item and of an opgave.

The first rounds of both are compared. Other people may have come, so that this is a question of chance, unlike what
moves within one session (`movement.py`). A p value is for the export and never shown to the room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import erfc, sqrt
from statistics import fmean
from typing import Literal

import numpy as np

from wijkplatform.domain.chance import Verdict, benjamini_hochberg, guard, seed_of
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import REAL_FROM, TOLERANCE, ScoredItem, judging_counts, turns
from wijkplatform.domain.families import FALSE_FLAGS, raise_family
from wijkplatform.domain.findings import Finding
from wijkplatform.domain.measures import cliffs_delta
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import Ratings, favourable, index, ratings
from wijkplatform.domain.subresults import mean_index

POINTS_FROM = 10
"""From so many points (of 100) on, a change of an opgave is worth telling."""

Word = Literal["higher", "lower", "no_clear_change"]
Side = Literal["kansen", "valkuilen"]


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as one session asked it: under which opgave, and in which version of its wording."""

    scored: ScoredItem
    opgave: int
    wording: str


@dataclass(frozen=True, slots=True)
class GroupChange:
    """How a group changed on an item: `delta` (-1 to 1) is positive when it finds the item better than then.

    `p` is for this group and item alone, `p_family` for all groups of all items together, and decides; `p_bh` is the
    same by Benjamini and Hochberg alone, for who recomputes it with other tools.
    """

    group: Group
    delta: float
    p: float
    p_bh: float
    p_family: float
    word: Word


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What changed on an item; `item` is its id in the later session, `groups` stand in their fixed order."""

    item: str
    groups: tuple[GroupChange, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class OpgaveChange:
    """How many `points` (-100 to 100) a group's kansen benut or valkuilen vermeden rose; `p_bh` is for all of them."""

    opgave: int
    side: Side
    group: Group
    points: float
    p: float
    p_bh: float
    word: Word


@dataclass(frozen=True, slots=True)
class Changes:
    """All that can be compared between two sessions, changed or not, in the order of the later one."""

    items: tuple[ItemChange, ...]
    opgaven: tuple[OpgaveChange, ...]


@dataclass(frozen=True, slots=True)
class _Matched:
    """An item of both sessions, with the favourable ratings (then, now) of the groups that judged it in both."""

    asked: Asked
    groups: Mapping[Group, tuple[Ratings, Ratings]]


def changes(
    before: Sequence[Asked], after: Sequence[Asked], *, since: date, sessions: tuple[str, str], smallest_group: int
) -> Changes:
    """What changed between two sessions about one wijk.

    An item counts when both asked it in one wording; later rounds are left out. `since` is the day of the earlier
    session; `sessions` are both ids, which fix the draws where draws are needed; `smallest_group` is the larger one of
    the two. An item or group that cannot be compared is left out, as if it did not exist.
    """
    matched = _match(before, after, smallest_group)
    items = _items([one for one in matched if one.groups], since, "-".join(sessions))
    return Changes(items, _opgaven(matched))


def _first(asked: Sequence[Asked]) -> list[Asked]:
    """The first result of each item: what people thought before they talked about it."""
    in_turn = turns([one.scored for one in asked])
    return [one for one, turn in zip(asked, in_turn, strict=True) if turn == 0]


def _match(before: Sequence[Asked], after: Sequence[Asked], smallest_group: int) -> list[_Matched]:
    def key(one: Asked) -> tuple[Kind, int, str]:
        return one.scored.kind, one.scored.number, one.wording

    first = {key(one): one.scored for one in _first(before)}
    matched = []
    for one in _first(after):
        if key(one) in first:
            then, now = (
                {
                    group: ratings(favourable(counts, scored.kind))
                    for group, counts in judging_counts(scored, smallest_group).items()
                }
                for scored in (first[key(one)], one.scored)
            )
            matched.append(_Matched(one, {group: (then[group], now[group]) for group in then if group in now}))
    return matched


def _items(matched: Sequence[_Matched], since: date, sessions: str) -> tuple[ItemChange, ...]:
    """Each group of each item by itself, then against now, and all of them held against chance as one family.

    The labels 'then' and 'now' are shuffled inside a group, so that a group says nothing about another one beside it.
    """
    verdicts = [_verdict(one, group, sessions) for one in matched for group in one.groups]
    p_values = [verdict.p for verdict in verdicts]
    joint = raise_family(p_values, [verdict.attainable for verdict in verdicts])
    judged = zip(p_values, benjamini_hochberg(p_values).tolist(), joint.tolist(), strict=True)
    return tuple(
        _item(one, [_group(group, *pair, *next(judged)) for group, pair in one.groups.items()], since)
        for one in matched
    )


def _verdict(one: _Matched, group: Group, sessions: str) -> Verdict:
    scored = one.asked.scored
    seed = seed_of(sessions, 1, f"{scored.kind}-{scored.number}", group, "change")
    return guard(*one.groups[group], seed)


def _group(group: Group, then: Ratings, now: Ratings, p: float, p_bh: float, p_family: float) -> GroupChange:
    delta = cliffs_delta(now, then) or 0.0
    real = p_family <= FALSE_FLAGS + TOLERANCE and abs(delta) >= REAL_FROM - TOLERANCE
    return GroupChange(group, delta, p, p_bh, p_family, _word(delta, real))


def _item(one: _Matched, groups: Sequence[GroupChange], since: date) -> ItemChange:
    scored = one.asked.scored
    said = {"kind": scored.kind.value, "date": since.isoformat()}
    findings = tuple(
        Finding("changed", {**said, "group": changed.group.value, "often": _often(changed.word, scored.kind)})
        for changed in groups
        if changed.word != "no_clear_change"
    )
    return ItemChange(scored.item, tuple(groups), findings or (Finding("unchanged", said),))


def _word(difference: float, real: bool) -> Word:
    if not real:
        return "no_clear_change"
    return "higher" if difference > 0 else "lower"


def _often(word: Word, kind: Kind) -> str:
    """A valkuil that is better avoided is recognised less often."""
    return "more" if (word == "higher") == (kind is not Kind.VALKUIL) else "less"


def _opgaven(matched: Sequence[_Matched]) -> tuple[OpgaveChange, ...]:
    """The mean index now minus then, per opgave, side and group that judged at least half of the items in both.

    A histogram does not tell how the answers of one person hang together. In the worst case all errors point one way,
    and the standard error of the mean is the mean of the standard errors.
    """
    items: dict[tuple[int, Side], list[_Matched]] = {}
    for one in matched:
        side: Side = "valkuilen" if one.asked.scored.kind is Kind.VALKUIL else "kansen"
        items.setdefault((one.asked.opgave, side), []).append(one)
    rows = [
        (*key, group, *risen)
        for key, asked in items.items()
        for group in GROUPS
        if (risen := _rise([one.groups[group] for one in asked if group in one.groups], len(asked)))
    ]
    raised = benjamini_hochberg([p for *_, p in rows]).tolist()
    return tuple(
        OpgaveChange(opgave, side, group, points, p, p_bh, _word(points, _is_real(points, p_bh)))
        for (opgave, side, group, points, p), p_bh in zip(rows, raised, strict=True)
    )


def _is_real(points: float, p_bh: float) -> bool:
    return p_bh <= FALSE_FLAGS + TOLERANCE and abs(points) >= POINTS_FROM - TOLERANCE


def _rise(judged: Sequence[tuple[Ratings, Ratings]], asked: int) -> tuple[float, float] | None:
    """How many points a group rose over the items that it judged, and the p value of that; None for too few items."""
    then, now = (mean_index([index((0, *one[time]), Kind.KANS) or 0.0 for one in judged], asked) for time in (0, 1))
    if then is None or now is None:
        return None
    error = fmean(_standard_error(*one) for one in judged)
    return now - then, erfc(abs(now - then) / error / sqrt(2)) if error else 1.0


def _standard_error(then: Ratings, now: Ratings) -> float:
    """The standard error of a difference of two mean indexes (0-100) when both come from what was answered in all."""
    pool, steps = np.add(then, now), np.arange(0, 101, 25)
    mean = pool @ steps / pool.sum()
    variance = pool @ (steps - mean) ** 2 / (pool.sum() - 1)
    return sqrt(variance * (1 / sum(then) + 1 / sum(now)))
