"""What the room talks about: participants ask, the statistics find, the spelleider decides."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.agenda import Choice, order_points
from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.errors import ItemNotOpen, Malformed, NotFound, NotNow
from wijkplatform.domain.events import PointChosen
from wijkplatform.domain.people import Action
from wijkplatform.domain.sessions import State
from wijkplatform.services.discussion import shown_notes
from wijkplatform.services.reading import demand_result, readable
from wijkplatform.services.scoring import standing_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import discussion, points, scores, sessions
from wijkplatform.storage.discussion import PointOutcome
from wijkplatform.storage.points import PointChoice, Wish
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import ChooseOp, ProposeOp
from wijkplatform.wire.leading import ChoiceList
from wijkplatform.wire.talking import OutcomeView, PointView
from wijkplatform.wire.views import Discussion, Receipt, StepTaken


@use_case(Action.PROPOSE)
def propose(work: Work, op: ProposeOp) -> Receipt:
    """Ask to talk about a punt, or no longer; one punt per opgave, so another one takes its place.

    Let in exactly as long as scores are, and told to nobody before the reveal. The same wish again is `duplicate`, one
    that is older than what stands is `stale`; both carry the seq that stands.
    """
    me = work.participant()
    locked = sessions.lock_for_scores(work.db, me.session_id)
    if locked is None:
        raise NotFound
    found = sessions.item_with_opgave(work.db, me.session_id, op.item)
    if found is None:
        raise ItemNotOpen
    item, opgave = found
    round_ = op.round or opgave.round
    state = standing_of(locked, item, opgave, round_)
    if state != "accepted":
        return {"ok": True, "op": str(op.op), "state": state}
    wish = Wish(me.id, opgave.id, round_, item.id, op.on, op.seq)
    stored, seq = points.propose(work.db, wish)
    return {"ok": True, "op": str(op.op), "seq": seq, "state": cast(Any, stored.value)}


@use_case(Action.CHOOSE_POINTS)
def choose(work: Work, session_id: UUID, op: ChooseOp) -> StepTaken:
    """Pin, skip or add a punt, or take that back; kept with who and when. Return the version it made.

    The same operation twice is one decision. Raises `NotNow` for a punt of which the result is not out, and once the
    session is closed.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None or work.actor.person is None:
        raise NotFound
    before = points.choice(work.db, op.op)
    if before is not None:
        if (before.session_id, before.item_id, before.choice) != (session_id, op.item, op.choice):
            raise Malformed
        return {"ok": True, "version": before.version}
    if session.state == State.CLOSED:
        raise NotNow("De bijeenkomst is gesloten. Hier verandert niets meer.")
    demand_result(work, session_id, op.item)
    session.version += 1
    work.db.add(
        PointChoice(
            id=op.op,
            session_id=session_id,
            item_id=op.item,
            account_id=work.actor.person,
            choice=op.choice,
            version=session.version,
        )
    )
    work.db.flush()
    work.tell(PointChosen(work.gemeente.id, session_id, session.version, op.item))
    return {"ok": True, "version": session.version}


@use_case(Action.CHOOSE_POINTS)
def see_choices(work: Work, session_id: UUID) -> ChoiceList:
    """Every decision about a punt: what, who and when, oldest first."""
    readable(work, session_id)
    return {
        "choices": [
            {
                "item": str(one.item_id),
                "choice": cast(Any, one.choice),
                "by": name,
                "at": utc_text(one.chosen_at),
            }
            for one, name in points.choices(work.db, session_id)
        ]
    }


@use_case(Action.SEE_SESSION)
def see_discussion(work: Work, session_id: UUID, version: int, item: UUID) -> Discussion:
    """The decision about one punt, as it was taken with `version`, and the order of all points after it."""
    session = readable(work, session_id)
    found = points_of(work, session)
    point = next((one for one in found if one["item"] == str(item)), None)
    return {
        "session": str(session_id),
        "version": min(version, session.version),
        "point": point or {"item": str(item), "choice": None, "notes": [], "outcome": None},
        "order": [one["item"] for one in found],
    }


def points_of(work: Work, session: ScoringSession) -> list[PointView]:
    """All points of a session in the order to talk about them; skipped ones stand at the end.

    What was chosen and said about a punt of which the result was taken back waits for the next result.
    """
    out = scores.published_items(work.db, session.id)
    choices = points.standing_choices(work.db, session.id)
    chosen = {str(row.item_id): Choice(row.choice) for row in choices if row.item_id in out}
    notes = {str(item): said for item, said in shown_notes(work, session.id).items() if item in out}
    ended = {str(one.item_id): one for one in discussion.outcomes(work.db, session.id) if one.item_id in out}
    talked = list(dict.fromkeys([*notes, *ended]))
    return [
        {
            "item": item,
            "choice": cast(Any, chosen[item].value) if item in chosen else None,
            "notes": list(notes.get(item, ())),
            "outcome": _ending(ended[item]) if item in ended else None,
        }
        for item in order_points(session.lists["ranking"], session.lists["proposed"], chosen, talked)
    ]


def taken_back(work: Work, session: ScoringSession) -> list[str]:
    """The punten that were chosen or talked about, have no outcome, and of which the result was taken back."""
    out = scores.published_items(work.db, session.id)
    choices = {row.item_id: Choice(row.choice) for row in points.standing_choices(work.db, session.id)}
    ended = {one.item_id for one in discussion.outcomes(work.db, session.id)}
    talked = dict.fromkeys([*choices, *shown_notes(work, session.id)])
    return [str(one) for one in talked if one not in out | ended and choices.get(one) is not Choice.SKIP]


def _ending(row: PointOutcome) -> OutcomeView:
    return {"kind": cast(Any, row.kind), "reason": row.reason}
