"""The page of a session: each punt with what was found, how people answered, what was said and what was agreed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.services import reporting
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.reports import WORDINGS
from wijkplatform.web.session_sheet import KINDS, Chosen, session_sheet
from wijkplatform.web.site import html, site

blueprint = Blueprint("session_page", __name__, url_prefix="/<gemeente>/beheer/sessies/<uuid:session>/punten")
_FIELDS = {"opgave": "opgave", "welke": "keuze van punten", "tekst": "keuze van woorden"}


@blueprint.get("")
@travels_short
@workspace_page
def see(gemeente: str, session: UUID) -> Response:
    """The punten that the address asks for (`opgave`, `welke`, `tekst`); `#punt-3-12` in it leads to one.

    A word that it does not know shows all, and says so.
    """
    here, asked = site(), {name: request.args.get(name, "") for name in _FIELDS}
    wording = WORDINGS.get(asked["tekst"], "plain")
    with here.store.workspace(me().badge) as work:
        report = reporting.see_report(work, session, wording)
        numbers = {"", *(str(one["number"]) for one in report["opgaven"])}
        known: dict[str, Collection[str]] = {"opgave": numbers, "welke": {"", *KINDS}, "tekst": WORDINGS}
        wrong = [_FIELDS[name] for name, word in asked.items() if word not in known[name]]
        told = {name: word if word in known[name] else "" for name, word in asked.items()}
        page = render_template(
            "bijeenkomst-uitkomst.html",
            title="Uitkomst per punt",
            gemeente=work.gemeente,
            session=session,
            one=session_sheet(report, Chosen(told["opgave"], told["welke"])),
            chosen=told,
            wrong=wrong,
            assets=here.assets("beheer"),
        )
    return html(page, 400 if wrong else 200)
