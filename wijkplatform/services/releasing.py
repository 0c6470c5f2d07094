"""What the answers to an opgave let out at its reveal: through the release gate, phones and paper added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplatform.domain.bars import Bar, is_shown
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import ScoredItem
from wijkplatform.domain.movement import movement
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import Released, release
from wijkplatform.domain.scoring import Counts
from wijkplatform.services.bars import let_in
from wijkplatform.services.scoring import asks, skipped_by
from wijkplatform.storage import bars, tallies
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
    return fresh


def movement_of(scored: ScoredItem, before: Sequence[ScoredItem], smallest_group: int) -> Movement | None:
    """What moved since the last result of the same punt, if it had one that can be compared."""
    earlier = max((one for one in before if one.item == scored.item), key=lambda one: one.round, default=None)
    moved = movement(earlier, scored, smallest_group=smallest_group) if earlier else None
    if earlier is None or moved is None:
        return None
    groups: dict[GroupName, MovementGroup | None] = {group.value: None for group in GROUPS}
    for one in moved.groups:
        groups[one.group.value] = {
            "direction": one.direction,
            "delta": round(one.delta, 4),
            "first": round(one.first, 1),
            "second": round(one.second, 1),
            "finding": {"key": one.finding.key, "values": dict(one.finding.values)},
        }
    apart = None if moved.apart is None else round(moved.apart, 4)
    return {"since": earlier.round, "groups": groups, "apart": apart, "gap": moved.gap, "changed": moved.changed}
