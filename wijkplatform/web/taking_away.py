"""'Gegevens ophalen': asking for the results of many sessions in one file, seeing how far it is, and downloading it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.errors import DomainError, Malformed, NotNow, NotValid
from wijkplatform.services import taking_away
from wijkplatform.services.taking_away import Asked, Desk
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, named_id, site
from wijkplatform.web.tables import attachment

blueprint = Blueprint("taking_away", __name__, url_prefix="/<gemeente>/beheer/uitvoer")
_FORMS = {"xlsx": "Excel (XLSX), met uitleg", "csv": "CSV, voor een rekenblad", "json": "JSON, voor programma’s"}
_NOTICES = {"gevraagd": "Wij maken uw bestand. U mag deze pagina sluiten en later terugkomen."}
_LONGEST = 60
"""Longer than anything that a form can hold here."""


@blueprint.get("")
@workspace_page
def desk(gemeente: str) -> str:
    """What can be chosen, and every file that was asked for; `?wat=` chooses beforehand."""
    return _desk({"op": str(uuid4()), "wat": request.args.get("wat", ""), "form": "xlsx"})


@blueprint.post("")
@workspace_page
def ask(gemeente: str) -> Response | str:
    """Ask for a file. What cannot be made stays in the form, with the reason."""
    form = {name: request.form.get(name, "")[:_LONGEST] for name in ("op", "wat", "form")}
    op = named_id(form["op"])
    if op is None:
        raise Malformed
    kind, _, name = form["wat"].partition(":")
    chosen = {kind: named_id(name) or UUID(int=0)} if kind in ("wijk", "session") else {}
    if form["wat"] and not chosen:
        chosen = {"session": UUID(int=0)}
    try:
        with site().store.workspace(me().badge) as work:
            taking_away.ask(work, op, form["form"], **chosen)
    except NotValid as wrong:
        return html(_desk(form, errors=wrong.fields), wrong.status)
    except NotNow as refused:
        return html(_desk(form, refused=refused), refused.status)
    return redirect(f"/{gemeente}/beheer/uitvoer?melding=gevraagd", 303)


@blueprint.get("/<uuid:export>")
@workspace_page
def fetch(gemeente: str, export: UUID) -> Response:
    """A file that is ready."""
    with site().store.workspace(me().badge) as work:
        found, content = taking_away.download(work, export)
    return attachment(content, found.form, f"uitkomsten {subject(found)} {found.id.hex[:8]}")


def subject(one: Asked) -> str:
    """What a file is about."""
    return one.session or one.wijk or "hele gemeente"


def _desk(form: dict[str, str], refused: DomainError | None = None, **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        found = taking_away.see_desk(work)
        return render_template(
            "uitvoer.html",
            title="Gegevens ophalen",
            gemeente=work.gemeente,
            asked=found.asked,
            places=_places(found),
            forms=list(_FORMS.items()),
            form=form,
            refused=refused,
            notice=_NOTICES.get(request.args.get("melding", "")),
            said=_said(found),
            subject=subject,
            dates=dates,
            assets=here.assets("beheer"),
            **{"errors": {}, **more},
        )


def _places(found: Desk) -> list[tuple[str, str]]:
    wijken = sorted({(one.wijk, str(one.wijk_id)) for one in found.choices}, key=lambda one: one[0].casefold())
    return [
        ("", "Alle gesloten bijeenkomsten"),
        *((f"wijk:{key}", f"Alleen {name}") for name, key in wijken),
        *((f"session:{one.session}", f"{one.title}, {one.wijk}, {dates.day(one.at)}") for one in found.choices),
    ]


def _said(found: Desk) -> str:
    """How far it all is, in one sentence: it is read out when it changes."""
    busy = sum(one.under_way for one in found.asked)
    if busy:
        return "Wij maken 1 bestand." if busy == 1 else f"Wij maken {busy} bestanden."
    if not found.asked:
        return ""
    newest = found.asked[0]
    return "Het laatste bestand is klaar." if newest.state == "done" else "Het laatste bestand is niet gelukt."
