"""The first person of a gemeente: whoever founds it invites its beheerder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from wijkplatform.domain.errors import NotNow
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action, Role
from wijkplatform.services.outbox import put_invitation
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import invitations, people
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.work import Work


@use_case(Action.SET_UP)
def found_workspace(work: Work, email: str) -> None:
    """Invite the first beheerder of a gemeente. Raises `NotNow` when somebody is there, or may still come in."""
    if people.anybody(work.db) or invitations.any_standing(work.db):
        raise NotNow(f"Er is al een gemeente met de naam {work.gemeente.slug}. Kies een andere naam bij --slug.")
    until = datetime.now(UTC) + timedelta(days=work.gemeente.invitation_days)
    asked = Invitation(id=uuid4(), email=email.lower(), name="Beheerder", role=Role.BEHEERDER.value, expires_at=until)
    work.db.add(asked)
    work.db.flush()
    link_id = uuid4()
    secret = work.keys.invitation_secret(link_id)
    work.db.add(InvitationLink(id=link_id, invitation_id=asked.id, digest=digest(secret)))
    put_invitation(work, asked.email, link_id)
