"""The report by mail: who wants it, and the mails that the closing of a session puts in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.errors import NotFound, NotValid
from wijkplatform.domain.outbox import ReportMail, wants_report
from wijkplatform.domain.people import MAY, Action, Role, may
from wijkplatform.services.outbox import put_report
from wijkplatform.services.seeing import simulated
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import outbox, people
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose, and what there is to choose: who leads no sessions has none of their own."""

    chosen: ReportMail
    offered: tuple[ReportMail, ...]


def tell_readers(work: Work, session: ScoringSession) -> None:
    """Mail the report of a session that closes to who may read it and wants it; what waited of an earlier close goes.

    Of a trial or a rehearsal nobody hears.
    """
    outbox.drop_reports(work.db, session.id)
    if simulated(work, session):
        return
    for account in people.with_roles(work.db, MAY[Action.SEE_OVERVIEW]):
        if wants_report(account.report_mail, leads=account.id == session.leader_id):
            put_report(work, account.email, session.id)


@use_case(Action.CHOOSE_MAIL)
def see_choice(work: Work) -> Choice:
    """What I chose: of which sessions the report comes by mail."""
    account = _mine(work)
    offered = _offered(Role(account.role))
    chosen = ReportMail(account.report_mail)
    return Choice(chosen if chosen in offered else ReportMail.NONE, offered)


@use_case(Action.CHOOSE_MAIL)
def choose(work: Work, wanted: str) -> None:
    """Choose of which sessions the report comes by mail, from now on. Raises `NotValid`."""
    account = _mine(work)
    if wanted not in _offered(Role(account.role)):
        raise NotValid({"reports": "Kies welke rapporten u wilt."})
    account.report_mail = wanted
    work.db.flush()


def _mine(work: Work) -> Account:
    me: UUID | None = work.actor.person
    account = people.account(work.db, me) if me else None
    if account is None:
        raise NotFound
    return account


def _offered(role: Role) -> tuple[ReportMail, ...]:
    leads = may(role, Action.TAKE_STEP)
    return tuple(one for one in ReportMail if leads or one is not ReportMail.OWN)
