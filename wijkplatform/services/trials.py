"""A trial (proefsessie): a copy of a prepared session with simulated people in it, which goes as a whole.

Whoever plays the simulated people sees the stage by `see_stage`, lets them in by `come_in`, and lets them score by the
same use cases as everybody. Nothing here touches a session that is no trial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.events import ParticipantEnded
from wijkplatform.domain.people import Action, Badge, Group, Proof
from wijkplatform.domain.plans import Plan
from wijkplatform.domain.sessions import OpgaveState, Pace, State
from wijkplatform.domain.simulated import ARRIVALS, Character
from wijkplatform.services.checklists import PLAIN_LANGUAGE
from wijkplatform.services.joining import seat
from wijkplatform.services.preparing import make, plan_of
from wijkplatform.services.scoring import asks, skipped_by
from wijkplatform.services.taking_part import LIVE
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import participants, plans, scores, sessions
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work

_PREFIX = "Proef: "
_OWN_TIME = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Asked:
    """A punt that is open for these groups."""

    id: UUID
    number: int
    kind: str
    skipped_by: frozenset[Group]


@dataclass(frozen=True, slots=True)
class OpenOpgave:
    """An opgave that is open in this round, and what it asks. `own`: for everybody's own pace."""

    id: UUID
    round: int
    own: bool
    items: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Puppet:
    """A simulated person of a trial, with the badge by which it acts."""

    character: Character
    badge: Badge


@dataclass(frozen=True, slots=True)
class Stage:
    """A trial as those see it who play in it; `done` holds who answered which punt in which round.

    `full`: nobody is missing any more.
    """

    open: tuple[OpenOpgave, ...]
    people: tuple[Puppet, ...]
    done: frozenset[tuple[UUID, UUID, int]]
    full: bool


@use_case(Action.PREPARE_SESSION)
def start_trial(work: Work, session_id: UUID) -> UUID:
    """Make a trial of a prepared session, or go on with the one of the same plan that did not begin; return its id.

    Raises `NotFound` and `NotNow`.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if session.trial:
        raise NotNow("Dit is al een proef.")
    plan = _of_a_trial(plan_of(work, session))
    for one in plans.waiting_trials(work.db):
        if replace(plan_of(work, one), own_until=plan.own_until) == plan:
            one.own_until = plan.own_until
            return one.id
    return make(work, plan, trial=True)


def _of_a_trial(plan: Plan) -> Plan:
    """The same session without a day: a trial is held now. Its title says what it is, also where no mark stands."""
    until = None if plan.pace is Pace.LED else datetime.now(UTC) + _OWN_TIME
    return replace(plan, title=_PREFIX + plan.title, starts_at=None, ends_at=None, place=None, own_until=until)


@use_case(Action.PREPARE_SESSION)
def wipe_trial(work: Work, session_id: UUID) -> None:
    """Delete a trial with everything in it. Raises `NotFound`, and `NotNow` for a session that is no trial."""
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if not session.trial:
        raise NotNow("Dit is geen proef. Wissen kan alleen bij een proef.")
    people = [one.id for one in participants.of_session(work.db, session_id)]
    plans.delete_session(work.db, session_id)
    for one in people:
        work.tell(ParticipantEnded(work.gemeente.id, session_id, one, "gone"))


@use_case(Action.REHEARSE)
def is_trial(work: Work, session_id: UUID) -> bool:
    """Whether this is a trial."""
    session = sessions.session(work.db, session_id)
    return session is not None and session.trial


@use_case(Action.REHEARSE)
def see_stage(work: Work, session_id: UUID) -> Stage | None:
    """A trial as it stands; None when it is over or gone, and for a session that is no trial."""
    session = sessions.session(work.db, session_id)
    if session is None or not session.trial or session.state not in LIVE:
        return None
    people = _simulated(work, session_id)
    opened = _open(work, session)
    return Stage(
        open=tuple(opened),
        people=tuple(_puppet(work, one) for one in people if one.removed_at is None),
        done=frozenset(scores.simulated_answers(work.db, [one.id for one in opened])),
        full=len(people) >= len(ARRIVALS),
    )


@use_case(Action.REHEARSE)
def come_in(work: Work, session_id: UUID) -> None:
    """Let the next simulated person into a trial, until the room is full. Raises `NotFound` for what is no trial."""
    session = sessions.lock_for_step(work.db, session_id)
    if session is None or not session.trial or session.state not in LIVE:
        raise NotFound
    inside = len(_simulated(work, session_id))
    if inside < len(ARRIVALS):
        seat(
            work,
            session,
            voice=ARRIVALS[inside],
            via="link",
            language=PLAIN_LANGUAGE,
            confirmed=True,
            group_fixed=True,
            rehearsal=True,
        )


def _simulated(work: Work, session_id: UUID) -> list[Participant]:
    """All simulated people who came in, also who was removed: nobody takes their place."""
    return [one for one in participants.of_session(work.db, session_id) if one.rehearsal]


def _puppet(work: Work, row: Participant) -> Puppet:
    badge = Badge(work.gemeente.id, Proof.PARTICIPANT, row.id, row.token_digest)
    return Puppet(Character(str(row.id), Group(row.voice)), badge)


def _open(work: Work, session: ScoringSession) -> list[OpenOpgave]:
    if session.state != State.RUNNING:
        return []
    items = sessions.items(work.db, session.id)
    return [
        OpenOpgave(
            opgave.id,
            opgave.round,
            opgave.own,
            tuple(
                Asked(item.id, item.number, item.kind, skipped_by(item))
                for item in items
                if item.opgave_id == opgave.id and asks(opgave, item)
            ),
        )
        for opgave in sessions.agenda(work.db, session.id)
        if opgave.state == OpgaveState.SCORING
    ]
