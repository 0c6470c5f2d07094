"""What stands of each wijk per opgave, side by side: kansen benut and valkuilen vermeden, never one average of the two.

No ranking: wijken stand by name, and an opgave is only held against other opgaven of the same wijk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from wijkplatform.domain.heatmap import Cell, Lowest, lowest
from wijkplatform.domain.people import Action, Group
from wijkplatform.services import checklists
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards
from wijkplatform.storage.dashboards import Standing
from wijkplatform.storage.work import Work

Side = Literal["kansen", "valkuilen"]
VALUES = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One side: the opgaven that stand in any wijk, and per wijk (by name) a cell for each that was asked there."""

    side: Side
    opgaven: tuple[int, ...]
    rows: tuple[tuple[UUID, str, Mapping[int, Cell]], ...]
    lowest: Lowest | None


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Both sides, for one group or all of them, with the names of the opgaven."""

    group: Group | None
    tables: tuple[Table, Table]
    names: Mapping[int, str]


@use_case(Action.SEE_OVERVIEW)
def see_heatmap(work: Work, group: Group | None) -> Heatmap | None:
    """What stands of all wijken, for a group or for all groups together; None when nothing stands yet."""
    standing: dict[tuple[UUID, int], Standing] = {
        (one.wijk, one.result["opgave"]): one for one in dashboards.standings(work.db)
    }
    if not standing:
        return None
    wijken = dashboards.wijken(work.db, None)
    texts = checklists.checklist()[checklists.PLAIN_LANGUAGE]
    names = {number: texts.agenda_part(number).name for number in sorted({number for _, number in standing})}
    kansen, valkuilen = (_table(side, group, wijken, tuple(names), standing) for side in ("kansen", "valkuilen"))
    return Heatmap(group, (kansen, valkuilen), names)


def _table(
    side: Side,
    group: Group | None,
    wijken: Sequence[tuple[UUID, str]],
    opgaven: tuple[int, ...],
    standing: Mapping[tuple[UUID, int], Standing],
) -> Table:
    if side == "valkuilen":
        opgaven = tuple(one for one in opgaven if one != VALUES)
    rows = tuple(
        (
            wijk,
            name,
            {one: _cell(standing[wijk, one], side, group) for one in opgaven if (wijk, one) in standing},
        )
        for wijk, name in wijken
    )
    return Table(side, opgaven, rows, lowest([cells for _, _, cells in rows]))


def _cell(one: Standing, side: Side, group: Group | None) -> Cell:
    of = one.result["groups"][group.value] if group else one.result["overall"]
    return Cell(of[side]["value"], of[side]["judged"], of[side]["asked"])
