"""Bars that move while the room scores, in sessions that chose so: the release gate for them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from wijkplatform.domain.bars import Bar, is_shown, moves
from wijkplatform.domain.people import GROUPS, Action
from wijkplatform.domain.scoring import answered
from wijkplatform.domain.sessions import OpgaveState
from wijkplatform.services.scoring import asks
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import bars, sessions
from wijkplatform.storage.sessions import ScoringSession, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire import results as wire
from wijkplatform.wire.views import Bars


@use_case(Action.MOVE_BARS)
def move_bars(work: Work, session_id: UUID) -> Bars | None:
    """Let the bars move that may move now, and tell all of them; None where bars do not move at all."""
    found = sessions.session(work.db, session_id)
    if found is None or not found.open_bars or sessions.lock_for_step(work.db, session_id) is None:
        return None
    let_in(work, found, _open(work, found))
    return bars_of(work, found)


def let_in(work: Work, session: ScoringSession, opgaven: Collection[SessionOpgave], *, final: bool = False) -> None:
    """Let the bars of these opgaven move that may move. For use cases that hold the session locked."""
    home = {one.id: one for one in opgaven}
    of = {one.id: home[one.opgave_id] for one in sessions.items(work.db, session.id) if one.opgave_id in home}
    moved = False
    found = bars.bars(work.db, list(home))
    for item, group in sorted(found, key=lambda place: GROUPS.index(place[1])):
        if moves(found[item, group], session.smallest_group, final=final):
            bars.move(work.db, of[item], item, group)
            moved = True
    if moved:
        session.bars_step += 1
        work.db.flush()


def bars_of(work: Work, session: ScoringSession) -> Bars:
    """The bars of everything that is open, as they stand."""
    open_ones = {one.id: one for one in _open(work, session)}
    found = bars.bars(work.db, list(open_ones))
    here = [one for one in sessions.items(work.db, session.id) if one.opgave_id in open_ones]
    items = [one.id for one in here if asks(open_ones[one.opgave_id], one)]
    return {
        "session": str(session.id),
        "step": session.bars_step,
        "items": {
            str(item): {
                group.value: bar_of(found.get((item, group), Bar()), session.smallest_group) for group in GROUPS
            }
            for item in items
        },
    }


def bar_of(bar: Bar, smallest_group: int) -> wire.Bar:
    """What may be told of a bar; one that is too small looks like an empty one."""
    if not is_shown(bar, smallest_group):
        return {"answered": None, "counts": None, "waiting": None}
    return {"answered": answered(bar.shown), "counts": list(bar.shown), "waiting": bar.changed}


def _open(work: Work, session: ScoringSession) -> list[SessionOpgave]:
    return [one for one in sessions.agenda(work.db, session.id) if one.state == OpgaveState.SCORING]
