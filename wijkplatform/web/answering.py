"""The page behind the link to an afspraak, for who has no account.

The link is the proof: it opens this one afspraak, and who knows it needs no cookie. So the page tells its address to
nobody (no referrer, no cache, no search engine), names no people, and stands beside the workspace of who is signed in.
"""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.errors import LinkNotValid, NotValid, TooLong
from wijkplatform.domain.people import Badge
from wijkplatform.services import answering
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.web import badges, wording
from wijkplatform.web.protection import demand_same_origin
from wijkplatform.web.site import behind_link, site

blueprint = Blueprint("answering", __name__, url_prefix="/<gemeente>/afspraak/<token>")


@blueprint.get("")
def look(gemeente: str, token: str) -> Response:
    """Show the afspraak; that its link was opened is written down once a day, and nothing else changes."""
    return _shown(gemeente, token, thanks="dank" in request.args)


@blueprint.post("")
def answer(gemeente: str, token: str) -> Response:
    """Say how far it is. What was chosen already when the page was opened changes nothing."""
    demand_same_origin(nameless=True)
    status, text, was = (request.form.get(name, "") for name in ("status", "text", "was"))
    try:
        with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
            answering.answer_by_link(work, token, None if status == was else status, text)
    except LinkNotValid as dead:
        return _dead(gemeente, dead)
    except (NotValid, TooLong) as wrong:
        fields = wrong.fields if isinstance(wrong, NotValid) else {"text": wrong.detail}
        typed = {"status": status, "text": text, "was": was}
        return _shown(gemeente, token, wrong.status, errors=fields, typed=typed)
    return redirect(f"/{gemeente}/afspraak/{token}?dank", 303)


def _shown(gemeente: str, token: str, status: int = 200, **more: object) -> Response:
    try:
        with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
            opened = answering.see_by_link(work, token)
            now = {"status": opened.agreement["status"], "text": "", "was": opened.agreement["status"]}
            days = {"due": _date(opened.agreement["due"]), "answer_by": _date(opened.agreement["answer_by"])}
            told = {"one": opened, **days, "address": f"/{gemeente}/afspraak/{token}", "errors": {}, "typed": now}
            return _page("afspraak-link.html", work.gemeente, status, **{**told, **more})
    except LinkNotValid as dead:
        return _dead(gemeente, dead)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dead(gemeente: str, why: LinkNotValid) -> Response:
    """The one page for every link that opens nothing: unknown, over, revoked or of another gemeente."""
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        return _page("afspraak-dood.html", work.gemeente, why.status, why=why)


def _page(template: str, gemeente: Gemeente, status: int, **more: object) -> Response:
    told = {"title": "Afspraak", "gemeente": gemeente, "dates": dates, "wording": wording}
    return behind_link(render_template(template, assets=site().assets("beheer"), **told, **more), status)
