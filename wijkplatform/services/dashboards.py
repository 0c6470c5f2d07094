"""The dashboard of a gemeente: what stands of its wijken, from what was written when sessions closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, Group
from wijkplatform.services.agreements import today
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards
from wijkplatform.storage.dashboards import Attended, Coming, Found, Promised, Standing
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import GroupName
from wijkplatform.wire.summaries import (
    AttendedView,
    ComingView,
    Dashboard,
    FoundView,
    StandingView,
    WijkView,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a dashboard is about: one wijk, opgave or group, or all of them."""

    wijk: UUID | None = None
    opgave: int | None = None
    group: Group | None = None


class _OfWijk(Protocol):
    @property
    def wijk(self) -> UUID: ...


R = TypeVar("R", bound=_OfWijk)


@use_case(Action.SEE_OVERVIEW)
def see_dashboard(work: Work, chosen: Chosen) -> Dashboard:
    """What stands of the wijken of the gemeente. Raises `NotFound` for a wijk that there is not."""
    wijken = dashboards.wijken(work.db, chosen.wijk)
    if chosen.wijk and not wijken:
        raise NotFound
    standing = _by_wijk(dashboards.standings(work.db, chosen.wijk, chosen.opgave))
    attended = _by_wijk(dashboards.attended(work.db, chosen.wijk))
    found = _by_wijk(dashboards.last_found(work.db, chosen.wijk))
    promised = _by_wijk(dashboards.promised(work.db, chosen.wijk, chosen.opgave, today()))
    return {
        "gemeente": work.gemeente.name,
        "term": cast(Any, work.gemeente.term),
        "wijken": [
            _wijk(wijk, name, standing[wijk], attended[wijk], found[wijk], promised[wijk], chosen)
            for wijk, name in wijken
        ],
        "coming": [_coming(one) for one in dashboards.coming(work.db, chosen.wijk)],
    }


def _by_wijk(rows: Iterable[R]) -> Mapping[UUID, list[R]]:
    found: dict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[row.wijk].append(row)
    return found


def _wijk(
    wijk: UUID,
    name: str,
    standing: Sequence[Standing],
    attended: Sequence[Attended],
    found: Sequence[Found],
    promised: Sequence[Promised],
    chosen: Chosen,
) -> WijkView:
    return {
        "wijk": str(wijk),
        "name": name,
        "standing": [_standing(one, chosen.group) for one in standing],
        "held": [_attended(one, chosen.group) for one in attended],
        "found": [_found(one, chosen.opgave) for one in found],
        "agreements": {
            "open": sum(one.open for one in promised),
            "late": sum(one.late for one in promised),
        },
    }


def _standing(one: Standing, group: Group | None) -> StandingView:
    result = one.result
    return {
        "session": one.session,
        "held_on": one.held_on,
        "result": cast(Any, {**result, "groups": _of(group, result["groups"])}),
    }


def _attended(one: Attended, group: Group | None) -> AttendedView:
    return {
        "session": one.session,
        "held_on": one.held_on,
        "people": _of(group, one.people),
    }


def _found(one: Found, opgave: int | None) -> FoundView:
    return {
        "session": one.session,
        "held_on": one.held_on,
        "found": [cast(Any, point) for point in one.found if opgave in (None, point["opgave"])],
    }


def _coming(one: Coming) -> ComingView:
    return {
        "session": str(one.session),
        "wijk": str(one.wijk),
        "title": one.title,
        "state": cast(Any, one.state),
        "starts_at": utc_text(one.starts_at) if one.starts_at else None,
    }


def _of(group: Group | None, groups: Mapping[str, Any]) -> dict[GroupName, Any]:
    """All groups, or the chosen one alone."""
    chosen = groups if group is None else {group.value: groups[group.value]}
    return cast(dict[GroupName, Any], chosen)
