"""What the answers to an opgave let out at its reveal: through the release gate, phones and paper added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wijkplatform.domain.bars import Bar, is_shown
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import ScoredItem
from wijkplatform.domain.movement import Movement as Moved
from wijkplatform.domain.movement import movement
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import Released, release
from wijkplatform.domain.scoring import Counts, rated
from wijkplatform.services.bars import let_in
from wijkplatform.services.scoring import asks, skipped_by
from wijkplatform.storage import bars, scores, tallies
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import GroupName
from wijkplatform.wire.results import Movement, MovementGroup


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is out now of an item. Per group that is shown: how many answers came on paper, how many wait outside."""

    item: SessionItem
    round: int
    groups: dict[Group, Released]
    paper: dict[GroupName, int | None]
    waiting: dict[GroupName, int | None]

    @property
    def scored(self) -> ScoredItem:
        """The same in the words of the statistics, for a punt or a waarde."""
        item = self.item
        return ScoredItem(str(item.id), item.number, Kind(item.kind), self.round, self.groups, skipped_by(item))


def release_opgave(
    work: Work, session: ScoringSession, opgave: SessionOpgave, items: Sequence[SessionItem]
) -> list[Fresh]:
    """What an opgave asks in its round, as it is let out. Where bars moved: what was in them, after their last step."""
    if session.open_bars:
        let_in(work, session, [opgave], final=True)
    in_bars = bars.bars(work.db, [opgave.id]) if session.open_bars else {}
    counts = {} if session.open_bars else tallies.counts(work.db, opgave)
    paper = tallies.on_paper(work.db, [opgave.id], in_bars=session.open_bars)
    fresh = []
    for item in (one for one in items if asks(opgave, one)):
        bar = {group: in_bars.get((item.id, group), Bar()) for group in GROUPS}
        seen: Mapping[Group, Counts] = counts.get(item.id, {})
        if session.open_bars:
            seen = {group: one.shown for group, one in bar.items() if is_shown(one, session.smallest_group)}
        out = release(seen, session.smallest_group)
        shown = [group for group in GROUPS if out[group].answered is not None]
        fresh.append(
            Fresh(
                item,
                opgave.round,
                out,
                {one.value: paper.get(item.id, {}).get(one.value, 0) if one in shown else None for one in GROUPS},
                {one.value: bar[one].changed if one in shown else None for one in GROUPS},
            )
        )
    if not session.open_bars:
        out_now = [(one.item.id, group) for one in fresh for group in GROUPS if one.waiting[group.value] is not None]
        tallies.keep_shown(work.db, opgave, out_now)
    return fresh


def movements_of(
    work: Work, opgave: SessionOpgave, fresh: Sequence[ScoredItem], before: Sequence[ScoredItem], smallest_group: int
) -> dict[str, Movement]:
    """By punt, what moved since its last result among who answered both times, where that may be told."""
    steps, told = tallies.steps(work.db, opgave), scores.told_movements(work.db, opgave)
    found = {}
    for scored in fresh:
        earlier = max((one for one in before if one.item == scored.item), key=lambda one: one.round, default=None)
        if earlier is None:
            continue
        item = UUID(scored.item)
        split = _split(earlier, [(round_, one) for which, round_, one in told if which == item])
        both = steps.get((item, earlier.round), {})
        moved = movement(earlier, scored, both, smallest_group=smallest_group, split=split)
        if moved is not None:
            found[scored.item] = _as_sent(earlier.round, moved)
    return found


def _split(earlier: ScoredItem, told: Sequence[tuple[int, Mapping[str, Any]]]) -> set[Group]:
    """The groups of which the numbers of a part of this round were told before."""
    split = set()
    for group in GROUPS:
        for round_, one in told:
            moved, counts = one["groups"][group.value], earlier.groups[group].counts
            if earlier.round not in (round_, one["since"]) or moved is None or moved["first"] is None:
                continue
            if counts is not None and moved["both"] < rated(counts):
                split.add(group)
    return split


def _as_sent(since: int, moved: Moved) -> Movement:
    groups: dict[GroupName, MovementGroup | None] = {group.value: None for group in GROUPS}
    for one in moved.groups:
        groups[one.group.value] = {
            "both": one.both,
            "direction": one.direction,
            "delta": _rounded(one.delta, 4),
            "first": _rounded(one.first, 1),
            "second": _rounded(one.second, 1),
            "finding": {"key": one.finding.key, "values": dict(one.finding.values)},
        }
    apart = _rounded(moved.apart, 4)
    return {"since": since, "groups": groups, "apart": apart, "gap": moved.gap, "changed": moved.changed}


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)
