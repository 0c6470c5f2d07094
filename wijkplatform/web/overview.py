"""The overview for college and raad in the workspace: of the gemeente, and of each wijk."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, render_template, request

from wijkplatform.domain import dates
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.services import heatmap, overview, running
from wijkplatform.services.reach import see_reach
from wijkplatform.web import reach_sheet, wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.site import site

blueprint = Blueprint("overview", __name__, url_prefix="/<gemeente>/beheer/overzicht")
_NOTICES = {"aangenomen": "Uw uitnodiging is aangenomen. U kunt nu meekijken."}


@blueprint.get("")
@travels_short
@workspace_page
def of_gemeente(gemeente: str) -> str:
    """The whole gemeente, with the way to each wijk and how it stands; `?groep=` chooses by whose answers."""
    here = site()
    with here.store.workspace(me().badge) as work:
        reached = see_reach(work, None)
        return render_template(
            "overzicht.html",
            title="Overzicht",
            gemeente=work.gemeente,
            one=overview.see_overview(work, None),
            wijken=overview.see_wijken(work),
            heat=heatmap.see_heatmap(work, _group()),
            live=running.see_running(work),
            reach=reach_sheet.sheet(reached) if reached else None,
            notice=_NOTICES.get(request.args.get("melding", "")),
            now=datetime.now(UTC),
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )


@blueprint.get("/<uuid:wijk>")
@travels_short
@workspace_page
def of_wijk(gemeente: str, wijk: UUID) -> str:
    """One wijk."""
    here = site()
    with here.store.workspace(me().badge) as work:
        found = overview.see_overview(work, wijk)
        return render_template(
            "overzicht.html",
            title=f"Overzicht van {found.wijk}",
            gemeente=work.gemeente,
            one=found,
            wijk=wijk,
            now=datetime.now(UTC),
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )


def _group() -> Group | None:
    """The group that the address asks for; what is none of them is all."""
    asked = request.args.get("groep", "")
    return next((one for one in GROUPS if one.value == asked), None)
