"""The sessions that run now, as the workspace shows them: counts of people and how far, and nothing of answers."""

from __future__ import annotations

from typing import Any, cast

from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.people import Action, may
from wijkplatform.services.seeing import presences_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards
from wijkplatform.storage.dashboards import Running
from wijkplatform.storage.work import Work
from wijkplatform.wire.summaries import LiveView, RunningView
from wijkplatform.wire.views import Presence


@use_case(Action.SEE_OVERVIEW)
def see_running(work: Work) -> LiveView:
    """The sessions of the gemeente that began and did not close, the first that began first; no trials."""
    rows = dashboards.running(work.db)
    rooms = presences_of(work, [one.session for one in rows])
    return {"running": [_view(one, rooms[one.session]) for one in rows]}


@use_case(Action.SEE_WHO_I_AM)
def see_running_at_home(work: Work) -> LiveView | None:
    """The same for the front page of the workspace; None for who may not see it."""
    return see_running(work) if may(work.actor.role, Action.SEE_OVERVIEW) else None


def _view(one: Running, room: Presence) -> RunningView:
    numbers = [number for number in one.agenda if number > 0]
    place = numbers.index(one.now) + 1 if one.now in numbers else None
    return {
        "session": str(one.session),
        "wijk": one.wijk,
        "title": one.title,
        "state": cast(Any, one.state),
        "people": {
            group: {"joined": counted["joined"], "connected": counted["connected"]}
            for group, counted in room["groups"].items()
        },
        "opgave": one.now,
        "place": place,
        "opgaven": len(numbers),
        "says": _says(one, place, len(numbers)),
    }


def _says(one: Running, place: int | None, many: int) -> str:
    doing = "pauze" if one.state == "paused" else "nu bezig"
    if place is not None:
        return f"{doing}: opgave {place} van {many}"
    if one.now == AGREEMENTS_PART:
        return f"{doing}: de afspraken van vorige keer"
    if one.now == 0:
        return f"{doing}: de tien waarden"
    return f"{doing}: nog geen opgave open"
