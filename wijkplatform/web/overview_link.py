"""The overview behind a link, for who has no account: college and raad.

The link is the proof, as in `answering.py`: no cookie is looked at, the page tells its address to nobody, and it names
no people. It opens one overview and has no way on.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.errors import LinkNotValid
from wijkplatform.domain.people import Badge
from wijkplatform.services import overview
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.web import badges, wording
from wijkplatform.web.site import behind_link, site

blueprint = Blueprint("overview_link", __name__, url_prefix="/<gemeente>/inzage/<token>")


@blueprint.get("")
def look(gemeente: str, token: str) -> Response:
    """Show the overview; that its link was opened is written down once a day, and nothing else changes."""
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        try:
            found = overview.see_overview_by_link(work, token)
        except LinkNotValid as dead:
            return _page("overzicht-dood.html", work.gemeente, dead.status, why=dead)
        return _page("overzicht-link.html", work.gemeente, 200, one=found, now=datetime.now(UTC))


def _page(template: str, gemeente: Gemeente, status: int, **more: object) -> Response:
    told = {"title": "Overzicht", "gemeente": gemeente, "dates": dates, "wording": wording}
    return behind_link(render_template(template, assets=site().assets("beheer"), **told, **more), status)
