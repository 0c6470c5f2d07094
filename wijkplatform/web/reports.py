"""The report of a session: a page, the same on paper, and a poster."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from wijkplatform.domain.errors import NotFound
from wijkplatform.printing.reports import poster as set_poster
from wijkplatform.printing.reports import report as set_report
from wijkplatform.services import reporting
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.poster_sheet import poster_sheet
from wijkplatform.web.printing import pdf
from wijkplatform.web.report_sheet import sheet
from wijkplatform.web.site import site
from wijkplatform.wire.reports import Wording

blueprint = Blueprint("reports", __name__, url_prefix="/<gemeente>/beheer/sessies/<uuid:session>")
WORDINGS: dict[str, Wording] = {"": "plain", "origineel": "original"}
"""In which words punten stand, by the word in the address."""


@blueprint.get("/rapport")
@travels_short
@workspace_page
def see(gemeente: str, session: UUID) -> str:
    """The report as a page; `?tekst=origineel` has the punten in the words of the source."""
    here, wording = site(), _wording()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "rapport.html",
            title="Rapport",
            gemeente=work.gemeente,
            session=session,
            report=sheet(reporting.see_report(work, session, wording)),
            wording=wording,
            assets=here.assets("beheer"),
        )


@blueprint.get("/rapport.pdf")
@workspace_page
def take_along(gemeente: str, session: UUID) -> Response:
    """The same report as PDF, in the colour of the gemeente."""
    with site().store.workspace(me().badge) as work:
        content, accent = sheet(reporting.see_report(work, session, _wording())), work.gemeente.accent
    return pdf(set_report(content, accent), f"rapport {content['title']}")


@blueprint.get("/poster.pdf")
@workspace_page
def hang_up(gemeente: str, session: UUID) -> Response:
    """The poster for the community centre (A3)."""
    with site().store.workspace(me().badge) as work:
        content = poster_sheet(reporting.see_report(work, session), work.gemeente.contact_email)
        accent = work.gemeente.accent
    return pdf(set_poster(content, accent), f"poster {content['title']}")


def _wording() -> Wording:
    wanted = request.args.get("tekst", "")
    if wanted not in WORDINGS:
        raise NotFound
    return WORDINGS[wanted]
