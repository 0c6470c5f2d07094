"""The logboek: who did what with links to afspraken and overviews, for the beheerder to read and to keep."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from wijkplatform.domain import dates
from wijkplatform.services import auditing
from wijkplatform.web import wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import site
from wijkplatform.web.tables import download, trail_table

blueprint = Blueprint("auditing", __name__, url_prefix="/<gemeente>/beheer")
MOST_LINES = 200
"""How many lines the page shows; the file has all of them."""


@blueprint.get("/logboek")
@workspace_page
def overview(gemeente: str) -> str:
    """The newest lines."""
    here = site()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "logboek.html",
            title="Logboek",
            gemeente=work.gemeente,
            lines=auditing.see_trail(work, MOST_LINES),
            most=MOST_LINES,
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )


@blueprint.get("/logboek.csv")
@workspace_page
def export(gemeente: str) -> Response:
    """Every line, for a spreadsheet."""
    with site().store.workspace(me().badge) as work:
        return download(trail_table(auditing.see_trail(work)), f"logboek {gemeente}")
