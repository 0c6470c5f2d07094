"""How discussion points end: never in silence."""

from __future__ import annotations

from uuid import UUID, uuid4

from wijkplatform.domain.agenda import Choice
from wijkplatform.domain.discussion import LONGEST_REASON, Outcome, clean, without_outcome
from wijkplatform.domain.errors import Malformed, NotFound, NotNow, NotValid, PointsOpen
from wijkplatform.domain.events import AgreementsChanged, PointTalked
from wijkplatform.domain.people import Action
from wijkplatform.domain.sessions import State
from wijkplatform.services import agreements
from wijkplatform.services.points import points_of, taken_back
from wijkplatform.services.reading import demand_result
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import discussion, sessions
from wijkplatform.storage.discussion import PointOutcome
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.talking import OutcomeOp
from wijkplatform.wire.views import StepTaken

_OVER = "De bijeenkomst is gesloten. Hier verandert niets meer."
_WHY = "Schrijf op waarom."


@use_case(Action.LEAD_DISCUSSION)
def end_point(work: Work, session_id: UUID, op: OutcomeOp) -> StepTaken:
    """Let a discussion point end: with an afspraak, later, or without action, each with a reason.

    The newest outcome of a point stands; afspraken that were made stay, each with its own status. The same operation
    twice is one outcome. Return the version it made. Raises `NotNow` and `NotValid`.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    reason = clean(op.reason, LONGEST_REASON)
    before = discussion.outcome(work.db, op.op)
    if before is not None:
        if (before.session_id, before.item_id, before.kind, before.reason) != (session_id, op.item, op.kind, reason):
            raise Malformed
        if op.agreement and not agreements.is_made_of(work, op.op, op.agreement):
            raise Malformed
        return {"ok": True, "version": before.version}
    if session.state == State.CLOSED:
        raise NotNow(_OVER)
    demand_result(work, session_id, op.item)
    if not reason:
        raise NotValid({"reason": _WHY})
    if op.agreement:
        agreements.make(work, session, op.op, op.item, op.agreement)
        session.version += 1
        work.tell(AgreementsChanged(work.gemeente.id, session_id, session.version))
    session.version += 1
    _store(work, session, op.op, op.item, Outcome(op.kind), reason)
    work.db.flush()
    work.tell(PointTalked(work.gemeente.id, session_id, session.version, op.item))
    return {"ok": True, "version": session.version}


def leave_points(work: Work, session: ScoringSession, reason: str | None) -> None:
    """End every point that has no outcome: later, for this reason. For the step that closes, after it published.

    What it published tells the points as well: words are made anew then, and a last point may come of it. What the room
    talked about and of which the result was taken back is a point too: no next result comes. Raises
    `PointsOpen` when there are such points and no reason is given: nothing is dropped in silence.
    """
    found = points_of(work, session)
    choices = {one["item"]: Choice(one["choice"]) for one in found if one["choice"]}
    ended = {one["item"] for one in found if one["outcome"]}
    waiting = without_outcome([one["item"] for one in found], choices, ended) + taken_back(work, session)
    if not waiting:
        return
    why = clean(reason or "", LONGEST_REASON)
    if not why:
        raise PointsOpen(waiting)
    for item in waiting:
        _store(work, session, uuid4(), UUID(item), Outcome.LATER, why)
    work.db.flush()


def _store(work: Work, session: ScoringSession, op: UUID, item: UUID, kind: Outcome, reason: str) -> None:
    work.db.add(
        PointOutcome(
            id=op,
            session_id=session.id,
            item_id=item,
            account_id=work.actor.person,
            kind=kind.value,
            reason=reason,
            version=session.version,
        )
    )
