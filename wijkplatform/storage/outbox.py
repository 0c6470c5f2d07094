"""The outbox: mail that is to be sent, written in the same transaction as what it tells about.

A row holds no text and no link: the worker makes both when it sends, so that a copy of the database opens nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, case, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from wijkplatform.storage.agreements import AgreementLink
from wijkplatform.storage.base import Base, OfGemeente, moment, refers
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.people import Account, Organisation, SignInLink
from wijkplatform.storage.sessions import ScoringSession, Wijk


class Mail(OfGemeente, Base):
    """One mail. Its id makes the Message-ID, so that a mail sent twice is known as one.

    `kind` says what it tells: an invitation or a reminder (of an `invitation_link_id`), an afspraak or a reminder of it
    (`agreement_link_id`), a link to sign in (for whoever has the address `recipient`, known or not), or the report of a
    session (`session_id`). `last_words` is what the mail server said when it refused.
    """

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint(
            "kind in ('invitation', 'reminder', 'sign_in', 'agreement', 'agreement_reminder', 'report')",
            name="kind_known",
        ),
        CheckConstraint("state in ('waiting', 'sent', 'failed')", name="state_known"),
        CheckConstraint(
            "(kind in ('invitation', 'reminder')) = (invitation_link_id is not null)"
            " and (kind in ('agreement', 'agreement_reminder')) = (agreement_link_id is not null)"
            " and (kind = 'report') = (session_id is not null)",
            name="about_its_kind",
        ),
        refers("invitation_link_id", "invitation_link"),
        refers("agreement_link_id", "agreement_link"),
        refers("session_id", "scoring_session"),
        Index("ix_mail_due", "gemeente_id", "due_at", postgresql_where=text("state = 'waiting'")),
    )

    kind: Mapped[str]
    recipient: Mapped[str]
    invitation_link_id: Mapped[UUID | None]
    agreement_link_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime] = moment()
    last_words: Mapped[str | None]
    created_at: Mapped[datetime] = moment()
    done_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation with everything that a letter about it tells."""

    invitation: Invitation
    standing: bool  # nobody revoked or accepted it
    expired: bool
    organisation: str | None
    inviter: str | None
    session: ScoringSession | None
    wijk: str | None


def take_due(db: Session, lease: timedelta) -> Mail | None:
    """The mail that is due first, counted as an attempt and put away for the length of the lease; or None.

    Who asks for a link to sign in waits for it: that goes first. Another worker skips a row that is being taken.
    """
    waiting = select(Mail).where(Mail.state == "waiting", Mail.due_at <= func.now())
    order = (case((Mail.kind == "sign_in", 0), else_=1), Mail.due_at, Mail.id)
    mail = db.scalar(waiting.order_by(*order).limit(1).with_for_update(skip_locked=True))
    if mail is not None:
        put_off(db, mail.id, lease, attempts=mail.attempts + 1)
        db.refresh(mail)
    return mail


def drop(db: Session, mail: Mail) -> None:
    """A mail that nobody needs to get leaves the outbox without a word."""
    db.delete(mail)
    db.flush()


def put_off(db: Session, mail_id: UUID, wait: timedelta, **values: object) -> None:
    """Let a mail wait, on the clock of the database."""
    db.execute(update(Mail).where(Mail.id == mail_id).values(due_at=func.now() + wait, **values))


def finish(db: Session, mail_id: UUID, state: str, words: str | None = None) -> None:
    """A mail is sent, or a dead letter."""
    values = {"state": state, "last_words": words, "done_at": func.now()}
    db.execute(update(Mail).where(Mail.id == mail_id).values(**values))


def mail(db: Session, mail_id: UUID) -> Mail | None:
    """The mail with this id, locked, or None."""
    query = select(Mail).where(Mail.id == mail_id).with_for_update()
    return db.scalar(query.execution_options(populate_existing=True))


def in_trouble(db: Session) -> Sequence[Mail]:
    """Mail that was refused at least once and is not sent, newest first."""
    query = select(Mail).where(Mail.state != "sent", or_(Mail.state == "failed", Mail.last_words.is_not(None)))
    return db.scalars(query.order_by(Mail.created_at.desc(), Mail.id)).all()


def drop_reports(db: Session, session_id: UUID) -> None:
    """Take the mails with the report of a session that were not sent out of the outbox."""
    db.execute(delete(Mail).where(Mail.session_id == session_id, Mail.state == "waiting"))


def asked_by(db: Session, link_id: UUID) -> Asked | None:
    """The invitation behind a link, with who asks, for what organisation and for which session."""
    inviter = aliased(Account)
    standing = Invitation.revoked_at.is_(None) & Invitation.accepted_at.is_(None)
    query = (
        select(
            Invitation,
            standing,
            Invitation.expires_at <= func.now(),
            Organisation.name,
            inviter.name,
            ScoringSession,
            Wijk.name,
        )
        .join(InvitationLink, InvitationLink.invitation_id == Invitation.id)
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(inviter, inviter.id == Invitation.invited_by)
        .outerjoin(ScoringSession, ScoringSession.id == Invitation.session_id)
        .outerjoin(Wijk, Wijk.id == ScoringSession.wijk_id)
        .where(InvitationLink.id == link_id)
    )
    row = db.execute(query.execution_options(populate_existing=True)).first()
    return Asked(*row) if row else None


def agreement_link(db: Session, link_id: UUID) -> AgreementLink | None:
    """The link to an afspraak with this id as long as it works, or None."""
    works = AgreementLink.revoked_at.is_(None), AgreementLink.expires_at > func.now()
    return db.scalar(select(AgreementLink).where(AgreementLink.id == link_id, *works))


def about_links(db: Session, links: Collection[UUID]) -> dict[UUID, Mail]:
    """The mail that each of these links to an afspraak was sent in, by the id of the link."""
    found = db.scalars(select(Mail).where(Mail.agreement_link_id.in_(links)).order_by(Mail.created_at)).all()
    return {one.agreement_link_id: one for one in found if one.agreement_link_id}


def hang_sign_in_link(db: Session, link_id: UUID, account_id: UUID, digest: bytes, life: timedelta) -> datetime | None:
    """Let a link sign in an account, from now until the moment that is returned; None when it was used already."""
    until = func.now() + life
    offer = insert(SignInLink).values(id=link_id, account_id=account_id, digest=digest, expires_at=until)
    offer = offer.on_conflict_do_update(
        constraint="pk_sign_in_link", set_={"expires_at": until}, where=SignInLink.used_at.is_(None)
    )
    return db.scalar(offer.returning(SignInLink.expires_at))
