"""The page of one wijk in the workspace: its opgaven, how they stood before, and what came of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from wijkplatform.domain import dates
from wijkplatform.services import wijken
from wijkplatform.services.reach import see_reach
from wijkplatform.web import reach_sheet, wijk_sheet, wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.site import site

blueprint = Blueprint("wijken", __name__, url_prefix="/<gemeente>/beheer/wijken")


@blueprint.get("/<uuid:wijk>")
@travels_short
@workspace_page
def see(gemeente: str, wijk: UUID) -> str:
    """One wijk; `#opgave-3` in the address leads to an opgave."""
    here = site()
    with here.store.workspace(me().badge) as work:
        found, reached = wijken.see_wijk(work, wijk), see_reach(work, wijk)
        return render_template(
            "wijk.html",
            title=found.wijk,
            gemeente=work.gemeente,
            wijk=wijk,
            one=found,
            opgaven=[wijk_sheet.sheet(each) for each in found.opgaven],
            reach=reach_sheet.sheet(reached) if reached else None,
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )
