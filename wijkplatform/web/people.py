"""The people of a gemeente, for the beheerder: who they are, what they may do, and letting them in no longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.people import ACCOUNT_ROLES
from wijkplatform.services import accounts, outbox
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, site

blueprint = Blueprint("people", __name__, url_prefix="/<gemeente>/beheer/mensen")

DONE: Mapping[str, str] = {
    "naam": "De naam is veranderd in {name}.",
    "rol": "{name} is nu {role}. De nieuwe rechten gelden vanaf nu.",
    "verwijderd": "{name} is verwijderd en kan niet meer inloggen.",
    "toegelaten": "{name} mag weer inloggen.",
}
"""What a page says after something was done, by the word in its address."""


@blueprint.get("")
@workspace_page
def everybody(gemeente: str) -> str:
    """Everybody with an account, and what was just done."""
    here = site()
    with here.store.workspace(me().badge) as work:
        people = accounts.see_accounts(work)
        return render_template(
            "mensen.html",
            title="Mensen",
            gemeente=work.gemeente,
            people=people,
            lost=[mail for mail in outbox.see_trouble(work) if mail.kind == "sign_in"],
            done=_done(people),
            roles=ACCOUNT_ROLES,
            dates=dates,
            assets=here.assets("beheer"),
        )


@blueprint.get("/<uuid:account>")
@workspace_page
def one(gemeente: str, account: UUID) -> str:
    """One person: the name and the role."""
    return _one(account)


@blueprint.post("/<uuid:account>/naam")
@workspace_page
def rename(gemeente: str, account: UUID) -> Response | str:
    """Change the name."""
    typed = request.form.get("name", "")
    try:
        with site().store.workspace(me().badge) as work:
            accounts.rename(work, account, typed)
    except NotValid as wrong:
        return _wrong(account, wrong, name=typed)
    return _back(gemeente, "naam", account)


@blueprint.post("/<uuid:account>/rol")
@workspace_page
def change_role(gemeente: str, account: UUID) -> Response | str:
    """Change the role; what is missing for it is asked on the page of the person."""
    role, organisation = request.form.get("role", ""), request.form.get("organisation")
    try:
        with site().store.workspace(me().badge) as work:
            accounts.change_role(work, account, role, organisation)
    except NotValid as wrong:
        return _wrong(account, wrong, role=role, organisation=organisation)
    return _back(gemeente, "rol", account)


@blueprint.get("/<uuid:account>/verwijderen")
@workspace_page
def ask_to_remove(gemeente: str, account: UUID) -> str:
    """Ask whether it is meant."""
    return _one(account, "mens-verwijderen.html", "Verwijderen")


@blueprint.post("/<uuid:account>/verwijderen")
@workspace_page
def remove(gemeente: str, account: UUID) -> Response:
    """Let somebody in no longer."""
    with site().store.workspace(me().badge) as work:
        accounts.remove(work, account)
    return _back(gemeente, "verwijderd", account)


@blueprint.get("/<uuid:account>/toelaten")
@workspace_page
def ask_to_let_in(gemeente: str, account: UUID) -> str:
    """Ask whether it is meant."""
    return _one(account, "mens-toelaten.html", "Weer toelaten")


@blueprint.post("/<uuid:account>/toelaten")
@workspace_page
def let_in_again(gemeente: str, account: UUID) -> Response:
    """Undo a removal."""
    with site().store.workspace(me().badge) as work:
        accounts.let_in_again(work, account)
    return _back(gemeente, "toegelaten", account)


def _one(account: UUID, template: str = "mens.html", title: str = "Mens", **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        person = accounts.see_account(work, account)
        shown = {"name": person.name, "role": person.role, "organisation": str(person.organisation_id or "")}
        return render_template(
            template,
            title=f"{title}: {person.name}" if template != "mens.html" else person.name,
            gemeente=work.gemeente,
            person=person,
            organisations=accounts.see_organisations(work),
            roles=ACCOUNT_ROLES,
            assets=here.assets("beheer"),
            **{"errors": {}, **shown, **more},
        )


def _wrong(account: UUID, wrong: NotValid, **typed: str | None) -> Response:
    kept = {name: value for name, value in typed.items() if value is not None}
    return html(_one(account, errors=wrong.fields, **kept), 400)


def _back(gemeente: str, done: str, account: UUID) -> Response:
    return redirect(f"/{gemeente}/beheer/mensen?gedaan={done}&wie={account}", 303)


def _done(people: list[accounts.Person]) -> str:
    """What was just done, if the address says so; only our own sentences, about who is in the list."""
    sentence = DONE.get(request.args.get("gedaan", ""))
    who = next((one for one in people if str(one.id) == request.args.get("wie")), None)
    return sentence.format(name=who.name, role=who.role) if sentence and who else ""
