"""'Mijn mail': of which sessions somebody gets the report by mail."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.outbox import ReportMail
from wijkplatform.services import report_mail
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, site

blueprint = Blueprint("own_mail", __name__, url_prefix="/<gemeente>/beheer/mijn-mail")
_OFFERED: dict[ReportMail, str] = {
    ReportMail.NONE: "Geen rapporten",
    ReportMail.OWN: "Rapporten van bijeenkomsten die ik leid",
    ReportMail.ALL: "Rapporten van alle bijeenkomsten",
}


@blueprint.get("")
@workspace_page
def see(gemeente: str) -> str:
    """What I chose."""
    return _page({}, done="gedaan" in request.args)


@blueprint.post("")
@workspace_page
def choose(gemeente: str) -> Response | str:
    """Choose something else."""
    try:
        with site().store.workspace(me().badge) as work:
            report_mail.choose(work, request.form.get("reports", ""))
    except NotValid as wrong:
        return html(_page(wrong.fields), 400)
    return redirect(f"/{gemeente}/beheer/mijn-mail?gedaan", 303)


def _page(errors: Mapping[str, str], *, done: bool = False) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        choice = report_mail.see_choice(work)
        return render_template(
            "mijn-mail.html",
            title="Mijn mail",
            gemeente=work.gemeente,
            offered=[(one.value, _OFFERED[one]) for one in choice.offered],
            chosen=choice.chosen.value,
            errors=errors,
            done=done,
            assets=here.assets("beheer"),
        )
