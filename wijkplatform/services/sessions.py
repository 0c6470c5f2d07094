"""Sessions: seeing one, and taking its steps. Making one: see `preparing`."""

from __future__ import annotations

from uuid import UUID, uuid4

from wijkplatform.domain.errors import Malformed, NotFound, NotLeading, StaleVersion
from wijkplatform.domain.events import DoorChanged, LeaderChanged, ResultsPublished, SessionEnded, StepTaken
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action
from wijkplatform.domain.sessions import About, State, Step, View, take
from wijkplatform.services import publishing
from wijkplatform.services.ending import leave_points
from wijkplatform.services.noticing import open_with_agreements, publish_noticed
from wijkplatform.services.owners import tell_owners
from wijkplatform.services.reading import demand_result, readable
from wijkplatform.services.report_mail import tell_readers
from wijkplatform.services.summing import sum_up
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors, people, sessions
from wijkplatform.storage.doors import ScreenLink
from wijkplatform.storage.sessions import ScoringSession, StepRecord
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import StepOp
from wijkplatform.wire.leading import DoorState
from wijkplatform.wire.views import StepTaken as StepAnswer


@use_case(Action.TAKE_STEP)
def see_to_lead(work: Work, session_id: UUID) -> ScoringSession:
    """The session, for who may lead it."""
    return readable(work, session_id)


@use_case(Action.TAKE_STEP)
def take_step(work: Work, session_id: UUID, op: StepOp) -> StepAnswer:
    """Take a step of a session and return the version it made.

    Waits for scores under way; a reveal publishes in the same transaction. The same operation twice is one step. Who
    takes the first step leads; somebody else takes over with `lead`. Raises `StaleVersion` when somebody else took a
    step since `expect`, `NotLeading`, `NotNow`, and `PointsOpen` when a discussion point has no outcome at the close.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None or work.actor.person is None:
        raise NotFound
    before = sessions.step_record(work.db, op.op)
    if before is not None:
        if (before.session_id, *_content(before)) != (session_id, op.step, op.opgave, op.view, op.item, op.minutes):
            raise Malformed
        return {"ok": True, "version": before.version}
    if op.expect != session.version:
        raise StaleVersion(session.version)
    _demand_leading(work, session, op)
    step = Step(op.step)
    if step is Step.START and session.state == State.LOBBY:
        open_with_agreements(work, session)
    agenda = sessions.agenda(work.db, session_id)
    course = take(sessions.standing(session, agenda), step, _about(work, session_id, op))
    closes = course.standing.state is State.CLOSED
    # Results come before the step that shows them: no screen stands at a reveal with nothing to show.
    if publishing.publish(work, session, course, closes=closes):
        work.tell(ResultsPublished(work.gemeente.id, session_id, session.version))
    if closes:
        leave_points(work, session, op.leave)
    publish_noticed(work, session, course)
    sessions.store_standing(work.db, session, agenda, course.standing)
    if step is Step.TIMER:
        sessions.set_timer(work.db, session, op.minutes or 0)
    if step is Step.EXTEND:
        sessions.extend_own_time(work.db, session, op.minutes or 0)
    about = course.opgave.number if course.opgave else None
    work.tell(StepTaken(work.gemeente.id, session_id, session.version, about))
    if closes:
        sum_up(work, session)
        tell_owners(work, session)
        tell_readers(work, session)
        work.tell(SessionEnded(work.gemeente.id, session_id))
    work.db.add(
        StepRecord(
            id=op.op,
            session_id=session_id,
            account_id=work.actor.person,
            step=op.step,
            opgave=op.opgave,
            view=op.view,
            item_id=op.item,
            minutes=op.minutes,
            version=session.version,
        )
    )
    work.db.flush()
    return {"ok": True, "version": session.version}


def _content(before: StepRecord) -> tuple[str, int | None, str | None, UUID | None, int | None]:
    return before.step, before.opgave, before.view, before.item_id, before.minutes


def _demand_leading(work: Work, session: ScoringSession, op: StepOp) -> None:
    """One person leads: who is not it takes over first, so that two people never click against each other."""
    me = work.actor.person
    if session.leader_id is not None and session.leader_id != me and op.step != "lead":
        leader = people.account(work.db, session.leader_id)
        raise NotLeading(leader.name if leader else "")
    if session.leader_id != me:
        session.leader_id = me
        work.tell(LeaderChanged(work.gemeente.id, session.id))


def _about(work: Work, session_id: UUID, op: StepOp) -> About:
    """What a step is about; a punt must be one of which the result is out."""
    view = View(op.view or View.RESULTS)
    if op.item is None:
        return About(op.opgave, view=view)
    demand_result(work, session_id, op.item)
    found = sessions.item_with_opgave(work.db, session_id, op.item)
    if found is None:
        raise NotFound
    if op.step == "again" and op.opgave not in (None, found[1].number):
        raise Malformed("Dit punt staat bij een andere opgave.")
    return About(found[1].number, str(op.item), view)


@use_case(Action.MANAGE_PARTICIPANTS)
def change_door(work: Work, session_id: UUID, joining: str) -> DoorState:
    """Let new participants in, or keep the door locked; who is inside stays, and may come back."""
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    session.joining_locked = joining == "locked"
    work.db.flush()
    work.tell(DoorChanged(work.gemeente.id, session_id))
    return {"joining": "locked" if session.joining_locked else "open"}


@use_case(Action.ADD_SCREEN)
def add_screen(work: Work, session_id: UUID) -> str:
    """Make a link that opens the scherm of a session; return its token."""
    readable(work, session_id)
    link_id = uuid4()
    token = work.keys.screen_token(link_id)
    work.db.add(ScreenLink(id=link_id, session_id=session_id, digest=digest(token)))
    work.db.flush()
    return token


def screen_by_token(work: Work, token: str) -> ScreenLink | None:
    """The scherm link behind a token of this gemeente, or None. Part of checking a badge."""
    return doors.screen_link_by_digest(work.db, digest(token))
