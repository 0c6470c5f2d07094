"""What the demo gemeente agreed before: an earlier session of the wijk, with two afspraken."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.dates import HERE
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.sessions import State
from wijkplatform.services.preparing import prepare_session
from wijkplatform.storage import agreements, sessions
from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work

_AGO = timedelta(weeks=6)
_LATE, _SOON = timedelta(days=9), timedelta(days=5)


def agree_before(work: Work, tonight: datetime, wijk: str, by: UUID, owner: UUID) -> None:
    """Make an earlier session with one afspraak that is late (of `owner`) and one due soon, unless there is any.

    `by` led it. The owner of the one that is due soon has no account: the worker reminds that address of it.
    """
    if agreements.all_standing(work.db):
        return
    session = _earlier(work, tonight - _AGO, wijk)
    numbers = {one.number: one.id for one in sessions.items(work.db, session.id)}
    today = tonight.astimezone(HERE).date()
    late = _agree(
        work,
        session,
        numbers[6],
        by,
        what="Wie een idee voor de wijk heeft, krijgt binnen drie dagen antwoord.",
        organisation="Gemeente Voorbeeldstad",
        owner_role="wijkmanager",
        account_id=owner,
        due=today - _LATE,
        level=Level.TACTICAL,
        status=Status.IN_PROGRESS,
    )
    _happened(work, late, session, days=12, status=Status.IN_PROGRESS, text="Er is een vast telefoonnummer.", by=by)
    _agree(
        work,
        session,
        numbers[31],
        by,
        what="De datum van het wijkpodium staat in de buurtkrant en op posters in de winkels.",
        organisation="Woonbron",
        owner_role="wijkbeheerder",
        email="els@woonbron.example",
        due=today + _SOON,
        level=Level.OPERATIONAL,
    )
    work.db.flush()


def _earlier(work: Work, starts_at: datetime, wijk: str) -> ScoringSession:
    ends_at = starts_at + timedelta(hours=2)
    made = prepare_session(
        work,
        title=f"Eerste gesprek in {wijk}",
        wijk=wijk,
        opgaven=(1, 3),
        starts_at=starts_at,
        ends_at=ends_at,
        place="Basisschool De Linde",
    )
    session = sessions.session(work.db, made)
    if session is None:
        raise NotFound
    session.state, session.created_at, session.closed_at = State.CLOSED.value, starts_at, ends_at
    return session


def _agree(work: Work, session: ScoringSession, item: UUID, by: UUID, *, due: date, **columns: object) -> UUID:
    made = Agreement(
        id=uuid4(),
        wijk_id=session.wijk_id,
        session_id=session.id,
        item_id=item,
        due=due,
        told_at=session.closed_at,
        made_at=session.closed_at,
        **columns,
    )
    work.db.add(made)
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
    at = (session.closed_at or session.created_at) + timedelta(days=days)
    event = AgreementEvent(agreement_id=agreement, kind=kind, status=status, text=text, account_id=by, happened_at=at)
    work.db.add(event)
