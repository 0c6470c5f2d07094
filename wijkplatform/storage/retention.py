"""What may be kept no longer: the one place that deletes for its age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from wijkplatform.domain.sessions import State
from wijkplatform.storage.agreements import AgreementLink
from wijkplatform.storage.base import OfGemeente
from wijkplatform.storage.doors import SocketTicket
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.oidc import OidcAttempt
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.overviews import OverviewLink
from wijkplatform.storage.paper import PaperEntry
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import SignIn, SignInLink
from wijkplatform.storage.sessions import ScoringSession

_SHORT = timedelta(days=1)  # for what is of no use to anybody once it has expired


def sessions_with_old_answers(db: Session, kept: timedelta) -> Sequence[UUID]:
    """Sessions that were closed longer ago than this and still have participants, or answers on paper alone."""
    people = exists().where(Participant.session_id == ScoringSession.id)
    cards = exists().where(PaperEntry.session_id == ScoringSession.id)
    query = select(ScoringSession.id).where(ScoringSession.closed_at < func.now() - kept, or_(people, cards))
    return db.scalars(query.order_by(ScoringSession.closed_at)).all()


def still_old(db: Session, session_id: UUID, kept: timedelta) -> ScoringSession | None:
    """Such a session, locked; None when it was opened again meanwhile."""
    query = select(ScoringSession).where(ScoringSession.id == session_id, ScoringSession.closed_at < func.now() - kept)
    return db.scalar(query.with_for_update().execution_options(populate_existing=True))


def forget_participants(db: Session, session_id: UUID) -> int:
    """Delete everybody who took part in a session; return how many."""
    db.execute(delete(SocketTicket).where(SocketTicket.session_id == session_id))
    return _gone(db, Participant, Participant.session_id == session_id)


def forget_people(db: Session, kept: timedelta) -> dict[str, int]:
    """Delete invitations and links that were over longer ago than this, their mail, and sign-ins; return how many.

    An accepted invitation is the way into its session: it stays until that is closed.
    """
    before = func.now() - kept
    not_closed = exists().where(ScoringSession.id == Invitation.session_id, ScoringSession.state != State.CLOSED)
    way_in = and_(Invitation.accepted_at.is_not(None), Invitation.revoked_at.is_(None), not_closed)
    return {
        "invitations": _gone(
            db,
            Invitation,
            or_(Invitation.expires_at < before, Invitation.accepted_at < before, Invitation.revoked_at < before),
            ~way_in,
        ),
        "mails": _gone(db, Mail, Mail.done_at < before),
        "agreement_links": _gone(db, AgreementLink, AgreementLink.expires_at < before),
        "overview_links": _gone(
            db, OverviewLink, or_(OverviewLink.expires_at < before, OverviewLink.revoked_at < before)
        ),
        "sign_ins": _gone(db, SignIn, or_(SignIn.ended_at < before, SignIn.expires_at < before)),
        "sign_in_links": _gone(db, SignInLink, SignInLink.expires_at < func.now() - _SHORT),
        "oidc_attempts": _gone(db, OidcAttempt, OidcAttempt.expires_at < func.now() - _SHORT),
    }


def _gone(db: Session, table: type[OfGemeente], *which: ColumnElement[bool]) -> int:
    return len(db.execute(delete(table).where(*which).returning(table.id)).all())
