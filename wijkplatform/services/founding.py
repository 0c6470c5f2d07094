"""The first person of a gemeente: whoever founds it invites its beheerder."""

from __future__ import annotations

from wijkplatform.domain.errors import NotNow
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import Action, Role
from wijkplatform.services.invitations import invite
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import invitations, people
from wijkplatform.storage.work import Work


@use_case(Action.SET_UP)
def found_workspace(work: Work, email: str, name: str = "") -> None:
    """Invite the first beheerder of a gemeente. Raises `NotNow` when somebody is there, or may still come in."""
    if people.anybody(work.db) or invitations.any_standing(work.db):
        raise NotNow(f"Er is al een gemeente met de naam {work.gemeente.slug}. Kies een andere naam bij --slug.")
    invite(work, [Wish(1, email, name, role=Role.BEHEERDER)])
