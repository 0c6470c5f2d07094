"""Afspraken: what was agreed, who answers for it, its dated history, and the links by which an owner answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Select, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from wijkplatform.domain.agreements import STILL_OPEN, Status
from wijkplatform.domain.sessions import State
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.people import Account
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave, Wijk

_STATUSES = "status in ('open', 'in_progress', 'done', 'dropped')"


class Agreement(OfGemeente, Base):
    """An afspraak about a punt of a session; its id is the operation's.

    The owner is an organisation with a role in it, and may be somebody with an account (`account_id`) or an address.
    `answer_by`: an answer was promised by then. `told_at` and `reminded_at`: when the owner was mailed about it.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        refers("wijk_id", "wijk", ondelete=None),
        refers("session_id", "scoring_session"),
        refers("item_id", "session_item"),
        may_lose("account_id", "account"),
        CheckConstraint("level in ('operational', 'tactical', 'strategic')", name="level_known"),
        CheckConstraint(_STATUSES, name="status_known"),
        Index("ix_agreement_session", "gemeente_id", "session_id"),
        Index("ix_agreement_wijk", "gemeente_id", "wijk_id", "status"),
    )

    wijk_id: Mapped[UUID]
    session_id: Mapped[UUID]
    item_id: Mapped[UUID]
    what: Mapped[str]
    organisation: Mapped[str]
    owner_role: Mapped[str]
    account_id: Mapped[UUID | None]
    email: Mapped[str | None]
    due: Mapped[date]
    level: Mapped[str]
    answer_by: Mapped[date | None]
    status: Mapped[str] = mapped_column(server_default="open")
    told_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = moment()


class AgreementLink(OfGemeente, Base):
    """A link that opens one afspraak and nothing else, for who has no account; it ends, and can be revoked."""

    __tablename__ = "agreement_link"
    __table_args__ = (
        unique("digest"),
        refers("agreement_id", "agreement"),
        Index("ix_agreement_link_agreement", "gemeente_id", "agreement_id"),
    )

    agreement_id: Mapped[UUID]
    digest: Mapped[bytes]
    recipient: Mapped[str]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = moment()


class AgreementEvent(OfGemeente, Base):
    """Something that happened to an afspraak: made, changed, another status, an answer. By an account or by a link."""

    __tablename__ = "agreement_event"
    __table_args__ = (
        refers("agreement_id", "agreement"),
        may_lose("account_id", "account"),
        may_lose("link_id", "agreement_link"),
        CheckConstraint("kind in ('made', 'changed', 'status', 'answer')", name="kind_known"),
        CheckConstraint(_STATUSES, name="status_known"),
        Index("ix_agreement_event_agreement", "gemeente_id", "agreement_id", "happened_at"),
    )

    agreement_id: Mapped[UUID]
    kind: Mapped[str]
    status: Mapped[str | None]
    text: Mapped[str | None]
    account_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    happened_at: Mapped[datetime] = moment()


@dataclass(frozen=True, slots=True)
class Standing:
    """An afspraak with where it comes from: the wijk, the session, and the punt (of an opgave)."""

    agreement: Agreement
    wijk: str
    session: ScoringSession
    item: SessionItem
    opgave: SessionOpgave


def _standing() -> Select[*tuple[Any, ...]]:
    return (
        select(Agreement, Wijk.name, ScoringSession, SessionItem, SessionOpgave)
        .join(Wijk, Wijk.id == Agreement.wijk_id)
        .join(ScoringSession, ScoringSession.id == Agreement.session_id)
        .join(SessionItem, SessionItem.id == Agreement.item_id)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
    )


def agreement(db: Session, agreement_id: UUID) -> Agreement | None:
    """The afspraak with this id, or None."""
    return db.scalar(select(Agreement).where(Agreement.id == agreement_id))


def lock(db: Session, agreement_id: UUID) -> Agreement | None:
    """The afspraak with this id, locked until the end of the transaction, or None."""
    query = select(Agreement).where(Agreement.id == agreement_id).with_for_update()
    return db.scalar(query.execution_options(populate_existing=True))


def standing(db: Session, agreement_id: UUID) -> Standing | None:
    """The afspraak with this id and where it comes from, or None."""
    row = db.execute(_standing().where(Agreement.id == agreement_id)).first()
    return Standing(*row) if row else None


def all_standing(db: Session) -> list[Standing]:
    """Every afspraak of the gemeente but those of trials, the first due first."""
    query = _standing().where(~ScoringSession.trial).order_by(Agreement.due, Agreement.made_at, Agreement.id)
    return [Standing(*row) for row in db.execute(query)]


def of_session(db: Session, session_id: UUID) -> Sequence[Agreement]:
    """The afspraken that were made in a session, oldest first."""
    query = select(Agreement).where(Agreement.session_id == session_id)
    return db.scalars(query.order_by(Agreement.made_at, Agreement.id)).all()


def to_ask_about(db: Session, session: ScoringSession) -> Sequence[Agreement]:
    """The afspraken of earlier sessions of the same wijk that its next session opens with, the first due first.

    Those that are still open, and those that were done but about which nobody was asked 'gemerkt?' since: before it was
    done nobody could notice it, and of a trial or of what was taken back nothing stands.
    """
    done_at = (
        select(func.max(AgreementEvent.happened_at))
        .where(AgreementEvent.agreement_id == Agreement.id, AgreementEvent.status == Status.DONE)
        .scalar_subquery()
    )
    later = aliased(ScoringSession)
    asked = (
        select(SessionItem.id)
        .join(Publication, Publication.item_id == SessionItem.id)
        .join(later, later.id == SessionItem.session_id)
        .where(SessionItem.agreement_id == Agreement.id, ~Publication.withdrawn, ~later.trial)
        .where(Publication.published_at > func.coalesce(done_at, Agreement.made_at))
    )
    earlier = ScoringSession.id != session.id, ScoringSession.state == State.CLOSED, ~ScoringSession.trial
    query = (
        select(Agreement)
        .join(ScoringSession, ScoringSession.id == Agreement.session_id)
        .where(
            Agreement.wijk_id == session.wijk_id,
            *earlier,
            or_(
                Agreement.status.in_(STILL_OPEN),
                (Agreement.status == Status.DONE) & ~asked.exists(),
            ),
        )
    )
    return db.scalars(query.order_by(Agreement.due, Agreement.made_at, Agreement.id)).all()


def asked_in(db: Session, session_id: UUID) -> Sequence[Agreement]:
    """The afspraken that a session asks 'gemerkt?' about, in the order in which it asks."""
    query = (
        select(Agreement)
        .join(SessionItem, SessionItem.agreement_id == Agreement.id)
        .where(SessionItem.session_id == session_id)
    )
    return db.scalars(query.order_by(SessionItem.number)).all()


def noticed(db: Session, some: Collection[UUID]) -> Sequence[tuple[UUID, ScoringSession, Publication]]:
    """What was published of 'gemerkt?' about these afspraken, per afspraak and session, oldest first; no trials."""
    query = (
        select(SessionItem.agreement_id, ScoringSession, Publication)
        .join(Publication, Publication.item_id == SessionItem.id)
        .join(ScoringSession, ScoringSession.id == SessionItem.session_id)
        .where(SessionItem.agreement_id.in_(some), ~Publication.withdrawn, ~ScoringSession.trial)
        .order_by(ScoringSession.created_at, Publication.round)
    )
    return [(row[0], row[1], row[2]) for row in db.execute(query) if row[0]]


def history(db: Session, agreement_id: UUID) -> Sequence[tuple[AgreementEvent, str | None]]:
    """What happened to an afspraak, oldest first, with the name of who has an account."""
    query = (
        select(AgreementEvent, Account.name)
        .outerjoin(Account, Account.id == AgreementEvent.account_id)
        .where(AgreementEvent.agreement_id == agreement_id)
        .order_by(AgreementEvent.happened_at, AgreementEvent.id)
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def many_changes(db: Session, agreement_id: UUID) -> int:
    """How often the plan of an afspraak changed."""
    query = select(func.count()).where(AgreementEvent.agreement_id == agreement_id, AgreementEvent.kind == "changed")
    return db.scalars(query).one()


def link_by_digest(db: Session, digest: bytes) -> AgreementLink | None:
    """The link with this digest as long as it works, or None."""
    query = select(AgreementLink).where(
        AgreementLink.digest == digest, AgreementLink.revoked_at.is_(None), AgreementLink.expires_at > func.now()
    )
    return db.scalar(query)


def links(db: Session, agreement_id: UUID) -> Sequence[AgreementLink]:
    """The links to an afspraak, oldest first."""
    query = select(AgreementLink).where(AgreementLink.agreement_id == agreement_id)
    return db.scalars(query.order_by(AgreementLink.made_at, AgreementLink.id)).all()


def revoke_links(db: Session, agreement_id: UUID) -> int:
    """End every link to an afspraak; return how many worked until now."""
    ended = (
        update(AgreementLink)
        .where(
            AgreementLink.agreement_id == agreement_id,
            AgreementLink.revoked_at.is_(None),
            AgreementLink.expires_at > func.now(),
        )
        .values(revoked_at=func.now())
    )
    return len(db.execute(ended.returning(AgreementLink.id)).all())


def to_remind(db: Session) -> Sequence[Agreement]:
    """Open afspraken whose owner was told of it and not yet reminded, locked; who is at work with one skips it."""
    query = (
        select(Agreement)
        .where(Agreement.status.in_(STILL_OPEN), Agreement.told_at.is_not(None), Agreement.reminded_at.is_(None))
        .with_for_update(skip_locked=True)
    )
    return db.scalars(query).all()


def wipe(db: Session, session_id: UUID) -> None:
    """Forget every afspraak that was made in a session."""
    db.execute(delete(Agreement).where(Agreement.session_id == session_id))


def forget_addresses(db: Session, kept: timedelta) -> int:
    """Forget the addresses of owners of afspraken that ended longer ago than this; return how many."""
    ended = select(AgreementEvent.agreement_id).where(
        AgreementEvent.kind == "status", AgreementEvent.happened_at < func.now() - kept
    )
    forgotten = (
        update(Agreement)
        .where(Agreement.status.not_in(STILL_OPEN), Agreement.email.is_not(None), Agreement.id.in_(ended))
        .values(email=None)
    )
    return len(db.execute(forgotten.returning(Agreement.id)).all())
