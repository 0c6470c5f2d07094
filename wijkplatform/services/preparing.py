"""Preparing a session: making one, changing it before it begins, a copy of an earlier one, and deleting it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.checklist import Checklist
from wijkplatform.domain.dates import HERE, day_of
from wijkplatform.domain.errors import ChangedElsewhere, NotFound, NotNow, NotValid
from wijkplatform.domain.events import SessionRewound
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import GROUPS, Action
from wijkplatform.domain.planning import Frame, read_plan
from wijkplatform.domain.plans import Part, Plan, TypedPlan, fresh_copy, punten_of, typed
from wijkplatform.domain.sessions import Pace, State
from wijkplatform.services import checklists, summing
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors, invitations, plans, pulses, sessions
from wijkplatform.storage.doors import JoinDoor
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work

_DOOR_LIFE = timedelta(days=60)
FIXED = "Deze bijeenkomst is begonnen of is een proef. Aanpassen kan dan niet meer. Een kopie maken kan wel."
_PROMISED = "Er doen al mensen mee. Zij lazen: een groep telt pas mee vanaf {}. Kies dit getal of een hoger getal."
_JOINED = "Er deden al mensen mee. Daarom kunt u deze bijeenkomst niet meer verwijderen."


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody who prepares can choose from, and the form to begin with."""

    wijken: tuple[str, ...]
    checklist: Checklist
    fresh: TypedPlan


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session and its plan. `mark` tells a form whether it changed since it was opened."""

    session: ScoringSession
    plan: Plan
    form: TypedPlan
    mark: str
    may_change: bool
    may_delete: bool
    invited: int


@use_case(Action.PREPARE_SESSION)
def see_desk(work: Work, copy_of: UUID | None = None) -> Desk:
    """What can be chosen; the form is empty, or what a next session like an earlier one would be."""
    fresh = TypedPlan(term=work.gemeente.term, smallest_group=str(work.gemeente.smallest_group))
    if copy_of:
        earlier = _known(work, copy_of)
        if earlier.trial:
            raise NotNow("Dit is een proef. Kopieer de bijeenkomst zelf.")
        fresh = fresh_copy(plan_of(work, earlier), punten_of(_texts()))
    return Desk(tuple(plans.wijken(work.db)), _texts(), fresh)


@use_case(Action.PREPARE_SESSION)
def see_prepared(work: Work, session_id: UUID) -> Prepared:
    """A session as it was prepared, and what can still be done with it. Raises `NotFound`."""
    session = _known(work, session_id)
    plan = plan_of(work, session)
    return Prepared(
        session,
        plan,
        typed(plan, punten_of(_texts())),
        mark=str(session.version),
        may_change=not session.trial and _untouched(work, session),
        may_delete=session.trial or not plans.real_people(work.db, [session_id]),
        invited=invitations.many_open(work.db, session_id),
    )


@use_case(Action.PREPARE_SESSION)
def prepare(work: Work, form: TypedPlan) -> UUID:
    """Make the session that a form asks for, waiting in its lobby; return its id. Raises `NotValid`."""
    return make(work, read_plan(form, _frame(work, None)))


@use_case(Action.PREPARE_SESSION)
def change(work: Work, session_id: UUID, form: TypedPlan, seen: str) -> None:
    """Let a session be what a form asks for, as long as it did not begin and nothing was answered.

    `seen` is the mark of the session that the form was opened on. Who joined was told the smallest group: from then on
    it never gets smaller. Raises `NotFound`, `NotValid`, `NotNow`, and
    `ChangedElsewhere` when it is another now.
    """
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if session.trial or not _untouched(work, session):
        raise NotNow(FIXED)
    plan = read_plan(form, _frame(work, session))
    if plan == plan_of(work, session):
        return
    if plan.smallest_group < session.smallest_group and plans.real_people(work.db, [session_id]):
        raise NotValid({"smallest_group": _PROMISED.format(session.smallest_group)})
    if seen != str(session.version):
        raise ChangedElsewhere
    for name, value in _columns(work, plan).items():
        setattr(session, name, value)
    session.version += 1
    work.db.flush()
    _set_agenda(work, session_id, plan)
    plans.keep_doors_open(work.db, session_id, _doors_until(plan))
    work.tell(SessionRewound(work.gemeente.id, session_id))


@use_case(Action.PREPARE_SESSION)
def delete(work: Work, session_id: UUID) -> str:
    """Delete a session in which nobody real took part, with its invitations; return its title. Raises `NotNow`."""
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if session.trial:
        raise NotNow("Dit is een proef. Die kunt u wissen.")
    if plans.real_people(work.db, [session_id]):
        raise NotNow(_JOINED)
    title, wijk = session.title, session.wijk_id
    summing.before_it_goes(work, session)
    plans.delete_session(work.db, session_id)
    summing.without(work, wijk)
    return title


@use_case(Action.SET_UP)
def prepare_session(
    work: Work,
    *,
    title: str,
    wijk: str,
    opgaven: Sequence[int],
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str | None = None,
    pace: Pace = Pace.LED,
    own_until: datetime | None = None,
    bewoners_skip: Collection[tuple[int, int]] = (),
    shared_phones: bool = False,
    open_bars: bool = False,
) -> UUID:
    """Make a session of whole opgaven as an installation does, without a form; return its id.

    `opgaven` is the agenda in order: 1 to 10, and 0 for the ten waarden. `bewoners_skip` are punten, each with its
    opgave first.
    """
    punten = punten_of(_texts())
    plan = Plan(
        wijk=wijk,
        title=title,
        term=work.gemeente.term,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        agenda=tuple(Part(number, punten[number]) for number in opgaven),
        bewoners_skip=frozenset(bewoners_skip),
        pace=pace,
        own_until=own_until,
        smallest_group=work.gemeente.smallest_group,
        open_bars=open_bars,
        shared_phones=shared_phones,
    )
    return make(work, plan)


def make(work: Work, plan: Plan, *, trial: bool = False) -> UUID:
    """Make a session that waits in its lobby, with doors for each group. For use cases that checked who asks."""
    texts = _texts()
    session = ScoringSession(
        id=uuid4(),
        checklist=texts.slug,
        checklist_version=texts.version,
        state=State.LOBBY.value,
        trial=trial,
        **_columns(work, plan),
    )
    work.db.add(session)
    work.db.flush()
    _set_agenda(work, session.id, plan)
    _hang_doors(work, session, _doors_until(plan))
    return session.id


def plan_of(work: Work, session: ScoringSession) -> Plan:
    """What was planned for a session."""
    agenda = [one for one in sessions.agenda(work.db, session.id) if one.number != AGREEMENTS_PART]
    numbers = {one.id: one.number for one in agenda}
    items = sessions.items(work.db, session.id)
    return Plan(
        wijk=sessions.wijk_name(work.db, session.wijk_id),
        title=session.title,
        term=session.term,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        agenda=tuple(
            Part(one.number, tuple(item.number for item in items if item.opgave_id == one.id)) for one in agenda
        ),
        bewoners_skip=frozenset((numbers[item.opgave_id], item.number) for item in items if item.bewoners_skip),
        pace=Pace(session.pace),
        own_until=session.own_until,
        smallest_group=session.smallest_group,
        open_bars=session.open_bars,
        shared_phones=session.shared_phones,
    )


def _columns(work: Work, plan: Plan) -> dict[str, object]:
    return {
        "wijk_id": plans.wijk_by_name(work.db, plan.wijk),
        "pace": plan.pace.value,
        **{
            name: getattr(plan, name)
            for name in (
                *("title", "term", "starts_at", "ends_at", "place"),
                *("own_until", "smallest_group", "open_bars", "shared_phones"),
            )
        },
    }


def _set_agenda(work: Work, session_id: UUID, plan: Plan) -> None:
    texts = _texts()
    kinds = {
        (part.number, item.number): item.kind.value
        for part in (texts.agenda_part(one.number) for one in plan.agenda)
        for item in part.items
    }
    plans.set_agenda(work.db, session_id, plan.agenda, kinds, plan.bewoners_skip)


def _doors_until(plan: Plan) -> datetime:
    """Until when people can come in: long after the session, whenever that is."""
    return max(one for one in (datetime.now(UTC), plan.starts_at, plan.own_until) if one) + _DOOR_LIFE


def _hang_doors(work: Work, session: ScoringSession, open_until: datetime) -> None:
    """Give a session its code and its links; another code is drawn when one is taken by any other gemeente."""
    for draw in count(session.code_draw):
        code = work.keys.code_digest(work.keys.join_code(session.id, draw))
        if doors.add_door(work.db, JoinDoor(session_id=session.id, digest=code, typed=True, open_until=open_until)):
            session.code_draw = draw
            break
    for group in GROUPS:
        key = digest(work.keys.join_token(session.id, session.code_draw, group.value))
        doors.add_door(
            work.db, JoinDoor(session_id=session.id, digest=key, voice=group.value, typed=False, open_until=open_until)
        )
    work.db.flush()


def _texts() -> Checklist:
    return checklists.checklist()[checklists.PLAIN_LANGUAGE]


def _known(work: Work, session_id: UUID) -> ScoringSession:
    session = sessions.session(work.db, session_id)
    if session is None:
        raise NotFound
    return session


def _untouched(work: Work, session: ScoringSession) -> bool:
    """Whether a session waits in its lobby and nothing in it was answered, on a phone or on paper."""
    answered = pulses.accepted(work.db, session.id) > session.wiped_scores
    return session.state == State.LOBBY and not answered


def _frame(work: Work, session: ScoringSession | None) -> Frame:
    """A session that is there may keep its day, also when that was yesterday."""
    today: date = datetime.now(HERE).date()
    there = day_of(session.starts_at) if session and session.starts_at else today
    return Frame(tuple(plans.wijken(work.db)), punten_of(_texts()), min(today, there))
