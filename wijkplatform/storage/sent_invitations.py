"""Invitations together with the mail that was sent for them: what is needed to tell where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from wijkplatform.domain.people import Role
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Organisation
from wijkplatform.storage.sessions import ScoringSession


class Listed(NamedTuple):
    """An invitation with what is told about it: organisation, session, and the newest mail that was sent for it."""

    invitation: Invitation
    organisation: str | None
    session: str | None
    mail: Mail | None


def listed(db: Session, roles: Collection[Role], only: UUID | None = None) -> Sequence[Listed]:
    """The invitations for these roles, newest first; or `only` this one."""
    newest = (
        select(InvitationLink.invitation_id, Mail)
        .join(Mail, Mail.invitation_link_id == InvitationLink.id)
        .distinct(InvitationLink.invitation_id)
        .order_by(InvitationLink.invitation_id, Mail.created_at.desc())
        .subquery()
    )
    mail = aliased(Mail, newest)
    query = (
        select(Invitation, Organisation.name, ScoringSession.title, mail)
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(ScoringSession, ScoringSession.id == Invitation.session_id)
        .outerjoin(newest, newest.c.invitation_id == Invitation.id)
        .where(Invitation.role.in_(roles))
        .order_by(Invitation.created_at.desc(), Invitation.email)
    )
    rows = db.execute(query.where(Invitation.id == only) if only else query)
    return [Listed(*row) for row in rows]
