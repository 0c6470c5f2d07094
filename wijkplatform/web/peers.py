"""'Sparren met een collega': whom one can find on each opgave, and letting others find the own gemeente."""

from __future__ import annotations

from collections.abc import Mapping
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
    "aan": "Collega’s kunnen u nu vinden.",
    "uit": "Collega’s kunnen u nu niet meer vinden. Wij bewaren wat u invulde.",
    "bewaard": "Het is bewaard.",
    "weg": "U staat niet meer bij deze opgave. Wat u daar invulde, is weg.",
}


@blueprint.get("")
@workspace_page
def overview(gemeente: str) -> str:
    """Whom one can find; for a beheerder also what others find."""
    return _page()


@blueprint.post("/vindbaar")
@workspace_page
def switch(gemeente: str) -> Response:
    """Let others find the gemeente, or no longer."""
    on = request.form.get("on") == "1"
    with site().store.workspace(me().badge) as work:
        peers.set_findable(work, on)
    return _back(gemeente, "aan" if on else "uit")


@blueprint.post("/<int:opgave>")
@workspace_page
def offer(gemeente: str, opgave: int) -> Response | str:
    """Let others find the gemeente on an opgave; what cannot be kept stays in the form, with the reason."""
    form = Peer(*(request.form.get(f"{name}-{opgave}", "") for name in ("called", "role", "contact")))
    seen = request.form.get("seen", "")
    try:
        with site().store.workspace(me().badge) as work:
            peers.offer(work, opgave, form, seen)
    except NotValid as wrong:
        errors = {f"{name}-{opgave}": sentence for name, sentence in wrong.fields.items()}
        return html(_page({opgave: form}, errors=errors, seen={opgave: seen}), wrong.status)
    except ChangedElsewhere as earlier:
        return html(_page({opgave: form}, conflict=earlier.title), earlier.status)
    except NotNow as refused:
        return html(_page({opgave: form}, refused=refused.detail, seen={opgave: seen}), refused.status)
    return _back(gemeente, "bewaard")


@blueprint.post("/<int:opgave>/intrekken")
@workspace_page
def withdraw(gemeente: str, opgave: int) -> Response:
    """Let nobody find the gemeente on an opgave any more."""
    with site().store.workspace(me().badge) as work:
        peers.withdraw(work, opgave)
    return _back(gemeente, "weg")


def _page(typed: Mapping[int, Peer] | None = None, **more: Any) -> str:
    """The page; `typed` holds what was sent for an opgave and is not stored."""
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
            typed=typed or {},
            fresh=Peer(work.gemeente.name, "", ""),
            mark=peers.mark,
            notice=_NOTICES.get(request.args.get("melding", "")),
            assets=here.assets("beheer"),
            **{"errors": {}, "seen": {}, **more},
        )


def _back(gemeente: str, told: str) -> Response:
    return redirect(f"/{gemeente}/beheer/collegas?melding={told}", 303)
