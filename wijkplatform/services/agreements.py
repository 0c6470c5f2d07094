"""Afspraken: making one as the outcome of a point, keeping it up to date, and what everybody may read of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.agreements import (
    ANSWER_WITHIN,
    LONGEST_ANSWER,
    LONGEST_WHAT,
    NOTICED,
    Noticed,
    Status,
    is_late,
)
from wijkplatform.domain.dates import HERE, utc_text
from wijkplatform.domain.discussion import clean
from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.errors import ChangedElsewhere, NotFound, NotValid, TooLong
from wijkplatform.domain.events import AgreementsChanged
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.people import Action, Group, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services.reading import readable
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, people, sessions
from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.talking import AgreementChange, AgreementPlan, AgreementView, NoticedView, OwnerList

_LONGEST_NAME = 120
_LONGEST_YEARS = timedelta(days=5 * 366)


def today() -> date:
    """The day on the calendar in the Netherlands."""
    return datetime.now(HERE).date()


def make(work: Work, session: ScoringSession, op: UUID, item: UUID, plan: AgreementPlan) -> None:
    """Make an afspraak about a punt. For use cases that locked the session. Raises `NotValid`."""
    row = Agreement(id=op, wijk_id=session.wijk_id, session_id=session.id, item_id=item, **_columns(work, plan, None))
    row.answer_by = today() + ANSWER_WITHIN if plan.quick else None
    work.db.add(row)
    work.db.flush()
    work.db.add(AgreementEvent(agreement_id=op, kind="made", status=Status.OPEN, account_id=work.actor.person))
    work.db.flush()


def is_made_of(work: Work, agreement_id: UUID, plan: AgreementPlan) -> bool:
    """Whether an afspraak was made of this plan, as far as can be seen: one that changed since then may have been."""
    row = agreements.agreement(work.db, agreement_id)
    if row is None or agreements.many_changes(work.db, agreement_id):
        return True
    wanted = _columns(work, plan, row.due)
    return all(getattr(row, name) == value for name, value in wanted.items()) and plan.quick == bool(row.answer_by)


@use_case(Action.KEEP_AGREEMENTS)
def change(
    work: Work, agreement_id: UUID, wanted: AgreementChange, within: UUID | None = None, seen: str | None = None
) -> None:
    """Change what was agreed, or how far it is; each with a line in its history. Raises `NotFound` and `NotValid`.

    `within`: it must have been made in this session. `seen` is the `mark` of the plan that a form was opened on: raises
    `ChangedElsewhere` when it is another now.
    """
    row, session = _locked(work, agreement_id, within)
    if wanted.plan:
        columns = _columns(work, wanted.plan, row.due)
        if seen not in (None, mark(work, row)):
            raise ChangedElsewhere
        answer_by = row.answer_by or today() + ANSWER_WITHIN if wanted.plan.quick else None
        fresh = {**columns, "answer_by": answer_by}
        for column, field in (("account_id", "account"), ("email", "email")):
            if field not in wanted.plan.model_fields_set:
                del fresh[column]
        if any(getattr(row, name) != value for name, value in fresh.items()):
            for name, value in fresh.items():
                setattr(row, name, value)
            work.db.add(AgreementEvent(agreement_id=row.id, kind="changed", account_id=work.actor.person))
    if wanted.status or wanted.text:
        _record(work, row, wanted.status, wanted.text, account=work.actor.person)
    work.db.flush()
    _tell(work, session)


@use_case(Action.KEEP_AGREEMENTS)
def report(work: Work, agreement_id: UUID, status: str | None, text: str) -> None:
    """Say how far an afspraak is (None: as it was), with a word about it.

    Raises `NotFound`, `NotValid` and `TooLong`, and stores nothing that says nothing.
    """
    row, session = _locked(work, agreement_id)
    _record(work, row, status, text, account=work.actor.person)
    work.db.flush()
    _tell(work, session)


def _locked(work: Work, agreement_id: UUID, within: UUID | None = None) -> tuple[Agreement, ScoringSession]:
    """An afspraak and its session, both locked: the session first, as every step does, so that nobody waits in a ring.

    Raises `NotFound`, also when it was not made `within` that session.
    """
    row = agreements.agreement(work.db, agreement_id)
    if row is None or within not in (None, row.session_id):
        raise NotFound
    session = sessions.lock_for_step(work.db, row.session_id)
    row = agreements.lock(work.db, agreement_id)
    if row is None or session is None:
        raise NotFound
    return row, session


def mark(work: Work, row: Agreement) -> str:
    """What tells a form whether the plan of an afspraak changed since it was opened."""
    return str(agreements.many_changes(work.db, row.id))


def answer(work: Work, agreement_id: UUID, status: str | None, text: str, link: UUID) -> None:
    """What an owner says by a link: how far it is, and a word about it. For use cases that checked the link.

    Raises `NotFound`, `NotValid` and `TooLong`.
    """
    row, session = _locked(work, agreement_id)
    _record(work, row, status, text, link=link)
    work.db.flush()
    _tell(work, session)


def _record(
    work: Work,
    row: Agreement,
    status: str | None,
    text: str | None,
    *,
    account: UUID | None = None,
    link: UUID | None = None,
) -> None:
    """Write a new status or an answer down. Dropping an afspraak needs a reason. Raises `NotValid` and `TooLong`."""
    if status not in (None, *Status):
        raise NotValid({"status": "Kies hoe ver het is."})
    said = clean(text or "", LONGEST_ANSWER)
    moved = status is not None and status != row.status
    if moved and status == Status.DROPPED and not said:
        raise NotValid({"text": "Schrijf op waarom deze afspraak niet doorgaat."})
    if not moved and not said:
        raise NotValid({"text": "Kies hoe ver het is, of schrijf iets op."})
    if moved:
        row.status = str(status)
    work.db.add(
        AgreementEvent(
            agreement_id=row.id,
            kind="status" if moved else "answer",
            status=status if moved else None,
            text=said or None,
            account_id=account,
            link_id=link,
        )
    )


def _tell(work: Work, session: ScoringSession) -> None:
    """What changed is told where the afspraak was made; other sessions read it when they look."""
    if session.state == State.CLOSED:
        return
    session.version += 1
    work.db.flush()
    work.tell(AgreementsChanged(work.gemeente.id, session.id, session.version))


def _columns(work: Work, plan: AgreementPlan, due_before: date | None) -> dict[str, Any]:
    """What a plan says, checked; all that is wrong is told at once. A day in the past may stay, not be chosen."""
    wrong: dict[str, str] = {}
    try:
        what = clean(plan.what, LONGEST_WHAT)
        if not what:
            wrong["what"] = "Schrijf op wat u afspreekt."
    except TooLong as error:
        what, wrong["what"] = "", error.detail
    names = {"organisation": one_line(plan.organisation), "role": one_line(plan.role)}
    asked = {"organisation": "Schrijf op welke organisatie dit doet.", "role": "Schrijf op wie daar dit doet."}
    for name, value in names.items():
        if not value:
            wrong[name] = asked[name]
        elif len(value) > _LONGEST_NAME:
            wrong[name] = f"Dit is te lang. Er passen {_LONGEST_NAME} tekens in."
    email = proper_email(plan.email) if plan.email and plan.email.strip() else None
    if plan.email and plan.email.strip() and email is None:
        wrong["email"] = "Dit is geen e-mailadres. Kijk het na."
    account = people.account(work.db, plan.account) if plan.account else None
    if plan.account and (account is None or account.disabled_at):
        wrong["account"] = "Deze persoon doet niet meer mee. Kies iemand anders."
    if plan.due != due_before and plan.due < today():
        wrong["due"] = "Deze dag is al voorbij. Kies een latere dag."
    elif plan.due > today() + _LONGEST_YEARS:
        wrong["due"] = "Deze dag is te ver weg. Kies een dag binnen vijf jaar."
    if wrong:
        raise NotValid(wrong)
    return {
        "what": what,
        "organisation": names["organisation"],
        "owner_role": names["role"],
        "account_id": account.id if account else None,
        "email": email,
        "due": plan.due,
        "level": plan.level,
    }


@use_case(Action.KEEP_AGREEMENTS)
def see_owners(work: Work, session_id: UUID | None = None) -> OwnerList:
    """Who can own an afspraak: what is known here, so that it need not be typed.

    Raises `NotFound` for a session that is asked about and is not of this gemeente.
    """
    if session_id is not None and sessions.session(work.db, session_id) is None:
        raise NotFound
    home = _home(work)
    organisations = {one.id: one.name for one in people.organisations(work.db)}
    accounts = [account for account, _, _ in people.accounts(work.db) if account.disabled_at is None]
    before = [one.agreement for one in agreements.all_standing(work.db)]
    return {
        "organisations": sorted(
            {home, *organisations.values(), *(one.organisation for one in before)}, key=str.casefold
        ),
        "roles": sorted({one.owner_role for one in before}, key=str.casefold),
        "accounts": [
            {
                "id": str(one.id),
                "name": one.name,
                "organisation": organisations.get(one.organisation_id, home) if one.organisation_id else home,
            }
            for one in accounts
            if Role(one.role) is not Role.INKIJKER
        ],
    }


def _home(work: Work) -> str:
    name = work.gemeente.name
    return name if name.lower().startswith("gemeente ") else f"Gemeente {name}"


@use_case(Action.SEE_AGREEMENTS)
def see_one(work: Work, agreement_id: UUID) -> AgreementView:
    """An afspraak as it stands. Raises `NotFound`."""
    row = agreements.agreement(work.db, agreement_id)
    if row is None:
        raise NotFound
    return view(row, earlier=False, noticed=noticed_of(work, [row]).get(row.id, ()))


@use_case(Action.SEE_SESSION)
def see_agreements_in(work: Work, session_id: UUID, version: int) -> dict[str, Any]:
    """All afspraken that a session is about, as they stand with `version`."""
    session = readable(work, session_id)
    return {
        "session": str(session_id),
        "version": min(version, session.version),
        "agreements": agreements_of(work, session),
    }


def agreements_of(work: Work, session: ScoringSession) -> list[AgreementView]:
    """The afspraken that a session opens with, and those that were made in it; no person and no address."""
    asked = agreements.asked_in(work.db, session.id)
    if session.state in (State.CONCEPT, State.LOBBY):
        asked = agreements.to_ask_about(work.db, session)
    made = agreements.of_session(work.db, session.id)
    seen = noticed_of(work, [*asked, *made])
    return [view(one, earlier=one.session_id != session.id, noticed=seen.get(one.id, ())) for one in (*asked, *made)]


def view(row: Agreement, *, earlier: bool, noticed: Sequence[NoticedView]) -> AgreementView:
    """An afspraak as everybody may read it."""
    return {
        "id": str(row.id),
        "item": None if earlier else str(row.item_id),
        "earlier": earlier,
        "what": row.what,
        "organisation": row.organisation,
        "role": row.owner_role,
        "due": row.due.isoformat(),
        "level": cast(Any, row.level),
        "answer_by": row.answer_by.isoformat() if row.answer_by else None,
        "status": cast(Any, row.status),
        "late": is_late(row.due, Status(row.status), today()),
        "noticed": list(noticed),
    }


def noticed_of(work: Work, rows: Iterable[Agreement]) -> Mapping[UUID, Sequence[NoticedView]]:
    """What bewoners answered to 'gemerkt?' about afspraken, per afspraak, oldest first: as it was published."""
    return noticed_about(work, [one.id for one in rows])


def noticed_about(work: Work, asked: Collection[UUID]) -> Mapping[UUID, Sequence[NoticedView]]:
    """The same, for the ids of afspraken."""
    if not asked:
        return {}
    found: dict[UUID, list[NoticedView]] = {}
    last: dict[tuple[UUID, UUID], NoticedView] = {}
    for agreement, session, publication in agreements.noticed(work.db, asked):
        last[agreement, session.id] = _noticed(session, publication)
    for (agreement, _), one in last.items():
        found.setdefault(agreement, []).append(one)
    return found


def _noticed(session: ScoringSession, publication: Publication) -> NoticedView:
    counts = publication.result["groups"][Group.BEWONER.value]["counts"]
    said = {answer: counts[value] if counts else None for value, answer in NOTICED.items()}
    return {
        "session": str(session.id),
        "at": utc_text(session.starts_at or session.created_at),
        "yes": said[Noticed.YES],
        "a_bit": said[Noticed.A_BIT],
        "no": said[Noticed.NO],
        "unknown": said[Noticed.UNKNOWN],
    }
