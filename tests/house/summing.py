"""What tests of summing up share: sessions of one wijk that were held on a day, and what stands of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from tests.makers import Meeting, Town
from wijkplatform.domain.people import Group
from wijkplatform.services import changing, exporting, rehearsals
from wijkplatform.storage import summaries
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.summaries import WijkStanding
from wijkplatform.storage.work import Work

B, W, A = Group.BEWONER, Group.WIJKPARTNER, Group.AMBTENAAR
APART = {B: [1] * 8, A: [5] * 6}


def summary(meeting: Meeting) -> Mapping[str, Any]:
    with meeting.town.store.workspace(meeting.town.operator) as work:
        found = summaries.of_session(work.db, meeting.id)
        return found.result if found else {}


def standing(town: Town) -> dict[int, WijkStanding]:
    with town.store.workspace(town.operator) as work:
        return {one.opgave: one for one in work.db.scalars(select(WijkStanding))}


def export(meeting: Meeting) -> Mapping[str, Any]:
    with meeting.town.store.workspace(meeting.leader.badge) as work:
        return exporting.export_results(work, meeting.id)


def rewind(meeting: Meeting) -> None:
    """Wipe a session as a rehearsal is wiped."""
    town = meeting.town
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Participant).where(Participant.session_id == meeting.id).values(rehearsal=True))
        rehearsals.wipe_rehearsal(work, meeting.id)


def hold(
    town: Town, answers: Mapping[Group, Sequence[int]], on: int, opgaven: Sequence[int] = (1,), **plan: Any
) -> Meeting:
    """A session of a day in March that was played and closed."""
    meeting = town.meeting(opgaven, starts_at=datetime(2026, 3, on, 18, tzinfo=UTC), **plan)
    for opgave in opgaven:
        meeting.play(answers, opgave)
    meeting.step("close")
    return meeting


def compare(town: Town) -> int:
    """Hold all that waits against earlier sessions; return how many sessions that were."""
    return until_done(town, changing.compare_next)


def until_done(town: Town, once: Callable[[Work], bool]) -> int:
    """Let the worker do something until nothing waits for it; return how often it did."""
    many = 0
    while True:
        with town.store.workspace(town.operator) as work:
            if not once(work):
                return many
        many += 1
