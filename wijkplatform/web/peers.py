"""'Sparren met een collega': whom one can find on each opgave, and letting others find the own gemeente."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain.errors import ChangedElsewhere, NotNow, NotValid
from wijkplatform.domain.peers import Peer
from wijkplatform.services import peers
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, site

blueprint = Blueprint("peers", __name__, url_prefix="/<gemeente>/beheer/collegas")
_NOTICES = {
    "aan": "Collega’s kunnen u nu vinden op de opgaven die u invult.",
    "uit": "Collega’s kunnen u nu niet meer vinden. Wij bewaren wat u invulde.",
    "bewaard": "Het is bewaard.",
    "weg": "U staat niet meer bij deze opgave. Wat u daar invulde, is weg.",
}


@blueprint.get("")
@workspace_page
def overview(gemeente: str) -> str:
    """Whom one can find; for a beheerder also what others find."""
    here = site()
    with here.store.workspace(me().badge) as work:
        seen = peers.see_all(work)
        return render_template(
            "collegas.html",
            title="Sparren met een collega",
            gemeente=work.gemeente,
            some=[one for one in seen.found if one.colleagues],
            nobody=[one for one in seen.found if not one.colleagues],
            own=seen.own,
            notice=_NOTICES.get(request.args.get("melding", "")),
            assets=here.assets("beheer"),
        )


@blueprint.post("/vindbaar")
@workspace_page
def switch(gemeente: str) -> Response:
    """Let others find the gemeente, or no longer."""
    on = request.form.get("on") == "1"
    with site().store.workspace(me().badge) as work:
        peers.set_findable(work, on)
    return _back(gemeente, "aan" if on else "uit")


@blueprint.get("/<int:opgave>")
@workspace_page
def see_offer(gemeente: str, opgave: int) -> str:
    """The form of what others find on an opgave."""
    return _form(opgave)


@blueprint.post("/<int:opgave>")
@workspace_page
def offer(gemeente: str, opgave: int) -> Response | str:
    """Let others find the gemeente on an opgave; what cannot be kept stays in the form, with the reason."""
    typed = Peer(*(request.form.get(name, "") for name in ("called", "role", "contact")))
    seen = request.form.get("seen", "")
    try:
        with site().store.workspace(me().badge) as work:
            peers.offer(work, opgave, typed, seen)
    except NotValid as wrong:
        return html(_form(opgave, typed, seen=seen, errors=wrong.fields), wrong.status)
    except ChangedElsewhere as earlier:
        return html(_form(opgave, typed, conflict=earlier.title), earlier.status)
    except NotNow as refused:
        return html(_form(opgave, typed, seen=seen, refused=refused), refused.status)
    return _back(gemeente, "bewaard")


@blueprint.post("/<int:opgave>/intrekken")
@workspace_page
def withdraw(gemeente: str, opgave: int) -> Response:
    """Let nobody find the gemeente on an opgave any more."""
    with site().store.workspace(me().badge) as work:
        peers.withdraw(work, opgave)
    return _back(gemeente, "weg")


def _form(opgave: int, typed: Peer | None = None, seen: str | None = None, **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        own = peers.see_offer(work, opgave)
        return render_template(
            "collega-aanbod.html",
            title="Laat collega’s ons vinden",
            gemeente=work.gemeente,
            own=own,
            typed=typed,
            form=typed or own.offer or Peer(work.gemeente.name, "", ""),
            seen=own.mark if seen is None else seen,
            assets=here.assets("beheer"),
            **{"errors": {}, **more},
        )


def _back(gemeente: str, told: str) -> Response:
    return redirect(f"/{gemeente}/beheer/collegas?melding={told}", 303)
