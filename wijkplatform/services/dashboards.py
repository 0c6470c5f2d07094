"""The dashboard of a gemeente: what stands of its wijken, from what was written when sessions closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import orjson

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, Group
from wijkplatform.services.agreements import today
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards
from wijkplatform.storage.dashboards import Coming, Promised, Told
from wijkplatform.storage.work import Work
from wijkplatform.wire.summaries import ComingView, Dashboard, WijkView


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a dashboard is about: one wijk, opgave or group, or all of them."""

    wijk: UUID | None = None
    opgave: int | None = None
    group: Group | None = None


@use_case(Action.SEE_OVERVIEW)
def see_dashboard(work: Work, chosen: Chosen) -> Dashboard:
    """What stands of the wijken of the gemeente. Raises `NotFound` for a wijk that there is not."""
    wijken = dashboards.wijken(work.db, chosen.wijk)
    if chosen.wijk and not wijken:
        raise NotFound
    told = dashboards.told(work.db, chosen.wijk, chosen.opgave, chosen.group.value if chosen.group else None)
    promised = {one.wijk: one for one in dashboards.promised(work.db, chosen.wijk, chosen.opgave, today())}
    return {
        "gemeente": work.gemeente.name,
        "term": cast(Any, work.gemeente.term),
        "wijken": [_wijk(wijk, name, told.get(wijk), promised.get(wijk)) for wijk, name in wijken],
        "coming": [_coming(one) for one in dashboards.coming(work.db, chosen.wijk)],
    }


def _wijk(wijk: UUID, name: str, told: Told | None, promised: Promised | None) -> WijkView:
    return {
        "wijk": str(wijk),
        "name": name,
        "standing": _as_it_is(told.standing) if told else [],
        "held": _as_it_is(told.held) if told else [],
        "found": _as_it_is(told.found) if told else [],
        "agreements": {
            "open": promised.open if promised else 0,
            "late": promised.late if promised else 0,
        },
    }


def _as_it_is(text: str) -> Any:
    """JSON that travels as the database wrote it."""
    return orjson.Fragment(text)


def _coming(one: Coming) -> ComingView:
    return {
        "session": str(one.session),
        "wijk": str(one.wijk),
        "title": one.title,
        "state": cast(Any, one.state),
        "starts_at": utc_text(one.starts_at) if one.starts_at else None,
    }
