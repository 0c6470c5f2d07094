"""What the demo gemeente has behind it: an earlier evening about the wijk, with two afspraken that came of it.

The evening itself is played by the use cases of everybody (`wijkplatform/demo_evening.py`); here is what frames it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.dates import day_of
from wijkplatform.domain.discussion import Outcome
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, Badge, Group, Proof
from wijkplatform.domain.sessions import State
from wijkplatform.domain.simulated import ARRIVALS
from wijkplatform.services.checklists import PLAIN_LANGUAGE
from wijkplatform.services.joining import seat
from wijkplatform.services.preparing import prepare_session
from wijkplatform.services.signing_in import begin_sign_in, sign_in_by_secret
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import outbox, participants, people, plans, sessions
from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.discussion import PointOutcome
from wijkplatform.storage.sessions import ScoringSession, SessionItem
from wijkplatform.storage.work import Work

WIJK = "De Linden"
OPGAVEN = (1, 3)
_AGO = timedelta(weeks=6)
_LONG = timedelta(hours=2)
_LATE, _SOON = timedelta(days=9), timedelta(days=5)
_TITLE = f"Eerste gesprek in {WIJK}"


@use_case(Action.SET_UP)
def begin(work: Work, tonight: datetime) -> UUID | None:
    """Make the earlier session, six weeks before `tonight`; None when there is a session that was closed.

    One of which the playing was broken off is made anew.
    """
    if any(one.state == State.CLOSED for one, _ in plans.real_sessions(work.db)):
        return None
    for one, _ in plans.real_sessions(work.db):
        if one.title == _TITLE:
            plans.delete_session(work.db, one.id)
    starts_at = tonight - _AGO
    place = "Basisschool De Linde"
    return prepare_session(
        work, title=_TITLE, wijk=WIJK, opgaven=OPGAVEN, starts_at=starts_at, ends_at=starts_at + _LONG, place=place
    )


@use_case(Action.SET_UP)
def sign_in(work: Work, email: str) -> Badge:
    """The badge of an account of the demo, signed in. Raises `NotFound`."""
    found = people.account_by_email(work.db, email)
    row = sign_in_by_secret(work, begin_sign_in(work, found, "demo")) if found else None
    if row is None:
        raise NotFound
    return Badge(work.gemeente.id, Proof.SIGN_IN, row)


@use_case(Action.SET_UP)
def let_in(work: Work, session_id: UUID) -> list[tuple[Group, Badge]]:
    """A room full of people, each with a group and the badge of a phone. They are real as far as the demo goes."""
    session = _session(work, session_id)
    for group in ARRIVALS:
        seat(
            work,
            session,
            voice=group,
            via="link",
            language=PLAIN_LANGUAGE,
            confirmed=True,
            group_fixed=True,
        )
    room = participants.of_session(work.db, session_id)
    return [(Group(one.voice), Badge(work.gemeente.id, Proof.PARTICIPANT, one.id, one.token_digest)) for one in room]


@use_case(Action.SET_UP)
def see_asked(work: Work, session_id: UUID, opgave: int) -> list[tuple[UUID, int, Kind]]:
    """What an opgave asks: the punten with their number and kind."""
    here = {one.number: one.id for one in sessions.agenda(work.db, session_id)}
    items = sessions.items(work.db, session_id)
    return [(one.id, one.number, Kind(one.kind)) for one in items if one.opgave_id == here[opgave]]


@use_case(Action.SET_UP)
def agree(work: Work, session_id: UUID, by: str, owner: str) -> None:
    """Let two points end with an afspraak: one that is late by now (of `owner`), and one that is due soon.

    `by` and `owner` are addresses of accounts. Who owns the one that is due soon has no account: the worker reminds
    that address of it.
    """
    session = _session(work, session_id)
    numbers = {one.number: one for one in sessions.items(work.db, session_id)}
    leader, member = (people.account_by_email(work.db, one) for one in (by, owner))
    if leader is None or member is None or session.starts_at is None:
        raise NotFound
    today = day_of(session.starts_at + _AGO)
    late = _agree(
        work,
        session,
        numbers[6],
        leader.id,
        what="Wie een idee voor de wijk heeft, krijgt binnen drie dagen antwoord.",
        organisation="Gemeente Voorbeeldstad",
        owner_role="wijkmanager",
        account_id=member.id,
        due=today - _LATE,
        level=Level.TACTICAL,
        status=Status.IN_PROGRESS,
    )
    text = "Er is een vast telefoonnummer."
    _happened(work, late, session, days=12, status=Status.IN_PROGRESS, text=text, by=leader.id)
    _agree(
        work,
        session,
        numbers[31],
        leader.id,
        what="De datum van het wijkpodium staat in de buurtkrant en op posters in de winkels.",
        organisation="Woonbron",
        owner_role="wijkbeheerder",
        email="els@woonbron.example",
        due=today + _SOON,
        level=Level.OPERATIONAL,
    )
    work.db.flush()


@use_case(Action.SET_UP)
def date_back(work: Work, session_id: UUID) -> None:
    """Let the session that was just closed have been closed on its evening: its report was mailed then."""
    session = _session(work, session_id)
    outbox.drop_reports(work.db, session_id)
    session.created_at, session.closed_at = session.starts_at or session.created_at, session.ends_at
    work.db.flush()


def _session(work: Work, session_id: UUID) -> ScoringSession:
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    return session


def _agree(work: Work, session: ScoringSession, item: SessionItem, by: UUID, *, due: date, **columns: object) -> UUID:
    made = Agreement(
        id=uuid4(),
        wijk_id=session.wijk_id,
        session_id=session.id,
        item_id=item.id,
        due=due,
        told_at=session.ends_at,
        made_at=session.ends_at,
        **columns,
    )
    ended = PointOutcome(
        id=made.id,
        session_id=session.id,
        item_id=item.id,
        account_id=by,
        kind=Outcome.AGREEMENT.value,
        reason="Dit vinden wij samen belangrijk.",
        version=session.version,
        decided_at=session.ends_at,
    )
    work.db.add_all([made, ended])
    work.db.flush()
    _happened(work, made.id, session, status=Status.OPEN, kind="made", by=by)
    return made.id


def _happened(
    work: Work,
    agreement: UUID,
    session: ScoringSession,
    *,
    status: Status,
    by: UUID,
    kind: str = "status",
    text: str | None = None,
    days: int = 0,
) -> None:
    at = (session.ends_at or session.created_at) + timedelta(days=days)
    event = AgreementEvent(agreement_id=agreement, kind=kind, status=status, text=text, account_id=by, happened_at=at)
    work.db.add(event)
