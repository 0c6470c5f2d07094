"""Notes after the session: searching them, and the list of what was hidden."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from wijkplatform.domain import dates
from wijkplatform.domain.lines import one_line
from wijkplatform.services import discussion
from wijkplatform.storage.discussion import MOST_FOUND
from wijkplatform.web import badges, wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import site
from wijkplatform.web.tables import download, hidden_table

blueprint = Blueprint("notes", __name__, url_prefix="/<gemeente>")
_LONGEST_SEARCH = 200


@blueprint.get("/beheer/notities")
@workspace_page
def find(gemeente: str) -> str:
    """Notes of earlier sessions that hold the words in the address; without words the newest."""
    here, words = site(), one_line(request.args.get("zoek", ""))[:_LONGEST_SEARCH]
    with here.store.workspace(me().badge) as work:
        return render_template(
            "notities.html",
            title="Notities",
            gemeente=work.gemeente,
            words=words,
            notes=discussion.search(work, words),
            most=MOST_FOUND,
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )


@blueprint.get("/sessies/<uuid:session>/verborgen.csv")
def hidden(gemeente: str, session: UUID) -> Response:
    """Every note that was hidden in a session, with who did it, when and why."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return download(hidden_table(discussion.see_hidden(work, session)), f"verborgen notities {str(session)[:8]}")
