"""Preparing a session: one form that loses nothing of what was typed, what happens next, and a trial."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates, planning, plans
from wijkplatform.domain.errors import ChangedElsewhere, NotNow, NotValid
from wijkplatform.domain.gemeenten import SMALL_GROUP, TERMS
from wijkplatform.domain.people import Group
from wijkplatform.domain.plans import FIELDS, LISTS, TypedPlan
from wijkplatform.services import preparing, sessions, trials
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, site

blueprint = Blueprint("preparing", __name__, url_prefix="/<gemeente>/beheer/sessies")
_COPY = "kopie"
"""In the address of a form that began as a copy, so that it keeps its name when something is wrong in it."""


@blueprint.get("/nieuw")
@workspace_page
def begin(gemeente: str) -> str:
    """An empty form."""
    return _form()


@blueprint.get("/<uuid:session>/kopieren")
@workspace_page
def copy(gemeente: str, session: UUID) -> str:
    """The form for a next session like this one."""
    return _form(copy_of=session)


@blueprint.post("/nieuw")
@workspace_page
def make(gemeente: str) -> Response | str:
    """Make the session, or only tell how long it takes; what cannot be made stays in the form, with the reason."""
    form = _typed()
    if "preview" in request.form:
        return _form(form, counted=True)
    try:
        with site().store.workspace(me().badge) as work:
            made = preparing.prepare(work, form)
    except NotValid as wrong:
        return html(_form(form, errors=wrong.fields), 400)
    return redirect(f"/{gemeente}/beheer/sessies/{made}/klaar", 303)


@blueprint.get("/<uuid:session>/aanpassen")
@workspace_page
def see(gemeente: str, session: UUID) -> str:
    """The form of a session that did not begin."""
    return _change(session)


@blueprint.post("/<uuid:session>/aanpassen")
@workspace_page
def change(gemeente: str, session: UUID) -> Response | str:
    """Change a session that did not begin, or only tell how long it takes."""
    form, seen = _typed(), request.form.get("seen", "")
    if "preview" in request.form:
        return _change(session, form, seen=seen, counted=True)
    try:
        with site().store.workspace(me().badge) as work:
            preparing.change(work, session, form, seen)
    except NotValid as wrong:
        return html(_change(session, form, seen=seen, errors=wrong.fields), 400)
    except ChangedElsewhere as earlier:
        return html(_change(session, form, conflict=earlier.title), 409)
    return redirect(f"/{gemeente}/beheer/sessies/{session}/klaar", 303)


@blueprint.get("/<uuid:session>/klaar")
@workspace_page
def ready(gemeente: str, session: UUID) -> str:
    """What was prepared, and what happens next."""
    return _about(session, "bijeenkomst-klaar.html", "De bijeenkomst staat klaar")


@blueprint.get("/<uuid:session>/verwijderen")
@workspace_page
def ask_to_delete(gemeente: str, session: UUID) -> str:
    """Ask whether it is meant."""
    return _about(session, "bijeenkomst-verwijderen.html", "Bijeenkomst verwijderen")


@blueprint.post("/<uuid:session>/verwijderen")
@workspace_page
def delete(gemeente: str, session: UUID) -> Response:
    """Delete a session in which nobody took part."""
    with site().store.workspace(me().badge) as work:
        preparing.delete(work, session)
    return redirect(f"/{gemeente}/beheer?melding=verwijderd", 303)


@blueprint.post("/<uuid:session>/scherm")
@workspace_page
def show_screen(gemeente: str, session: UUID) -> Response:
    """Open the scherm of a session, by a new link."""
    with site().store.workspace(me().badge) as work:
        token = sessions.add_screen(work, session)
    return redirect(f"/{gemeente}/scherm/{token}", 303)


@blueprint.post("/<uuid:session>/proef")
@workspace_page
def start_trial(gemeente: str, session: UUID) -> Response:
    """Begin a trial of a session, in its cockpit."""
    with site().store.workspace(me().badge) as work:
        trial = trials.start_trial(work, session)
    return redirect(f"/{gemeente}/sessies/{trial}", 303)


@blueprint.post("/<uuid:session>/wissen")
@workspace_page
def wipe_trial(gemeente: str, session: UUID) -> Response:
    """Wipe a trial with everything in it."""
    with site().store.workspace(me().badge) as work:
        trials.wipe_trial(work, session)
    return redirect(f"/{gemeente}/beheer?melding=gewist", 303)


def _typed() -> TypedPlan:
    """Exactly what the form holds."""
    fields: dict[str, Any] = {name: request.form.get(name, "") for name in FIELDS}
    lists: dict[str, Any] = {name: tuple(request.form.getlist(name)) for name in LISTS}
    return TypedPlan(**fields, **lists)


def _form(form: TypedPlan | None = None, *, copy_of: UUID | None = None, **more: Any) -> str:
    with site().store.workspace(me().badge) as work:
        desk = preparing.see_desk(work, copy_of)
        copied = copy_of is not None or _COPY in request.args
        title = "Kopie van een bijeenkomst" if copied else "Nieuwe bijeenkomst"
        action = f"nieuw?{_COPY}=1" if copied else "nieuw"
        return _page(desk, form or desk.fresh, title=title, gemeente=work.gemeente, action=action, **more)


def _change(session: UUID, form: TypedPlan | None = None, seen: str | None = None, **more: Any) -> str:
    with site().store.workspace(me().badge) as work:
        desk, prepared = preparing.see_desk(work), preparing.see_prepared(work, session)
        if not prepared.may_change:
            raise NotNow(preparing.FIXED)
        return _page(
            desk,
            form or prepared.form,
            title="Bijeenkomst aanpassen",
            gemeente=work.gemeente,
            action=f"{session}/aanpassen",
            seen=prepared.mark if seen is None else seen,
            **more,
        )


def _page(desk: preparing.Desk, form: TypedPlan, **more: Any) -> str:
    everybody, bewoners = planning.asked(form, plans.punten_of(desk.checklist))
    return render_template(
        "bijeenkomst.html",
        desk=desk,
        form=form,
        opgaven=[desk.checklist.agenda_part(number) for number in plans.OPGAVEN],
        waarden=len(desk.checklist.values),
        sum=plans.length(everybody),
        bewoners=bewoners if bewoners < everybody else None,
        terms=[(term, term) for term in TERMS],
        example=planning.example(datetime.now(dates.HERE).date()),
        assets=site().assets("beheer"),
        **{"errors": {}, **more},
    )


def _about(session: UUID, template: str, title: str) -> str:
    with site().store.workspace(me().badge) as work:
        prepared = preparing.see_prepared(work, session)
        plan = prepared.plan
        return render_template(
            template,
            title=title,
            gemeente=work.gemeente,
            prepared=prepared,
            session=prepared.session,
            plan=plan,
            sum=plans.length(plan.punten()),
            bewoners=plan.punten(Group.BEWONER),
            period=dates.period,
            clock=dates.clock,
            day=dates.day,
            small=plan.smallest_group < SMALL_GROUP,
            assets=site().assets("beheer"),
        )
