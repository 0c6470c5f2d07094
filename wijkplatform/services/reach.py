"""Whom a gemeente reached, from what stands of closed sessions; trials are none of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.people import GROUPS, Action
from wijkplatform.domain.reach import Attended, Span, by_session, by_time
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import dashboards
from wijkplatform.storage.work import Work


@dataclass(frozen=True, slots=True)
class Reach:
    """The sessions, oldest first, and the same in spans that can be read side by side."""

    attended: tuple[Attended, ...]
    spans: tuple[Span, ...]


@use_case(Action.SEE_OVERVIEW)
def see_reach(work: Work, wijk: UUID | None) -> Reach | None:
    """Who took part in a wijk, session by session, or in the whole gemeente over time; None before the first one."""
    attended = tuple(
        Attended(one.held_on, {group: one.people[group] for group in GROUPS if group in one.people})
        for one in dashboards.attended(work.db, wijk)
    )
    if not attended:
        return None
    return Reach(attended, by_session(attended) if wijk else by_time(attended))
