"""The page behind a link of an invitation.

Scanners of mail open every link, and some of them run scripts and follow what they find. So GET changes nothing,
accepting takes a press of the button, and 'opened' is told by a small script (`frontend/src/beheer/seen.ts`) only
after a person moved, touched or typed: what a scanner does not do. Without scripts everything works but that word.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from wijkplatform.domain import dates, gemeenten
from wijkplatform.domain.errors import LinkNotValid, OtherAccount
from wijkplatform.domain.people import Badge
from wijkplatform.services import accepting
from wijkplatform.services.accepting import Accepted
from wijkplatform.services.provider_sign_in import ATTEMPT_LIFE
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.web import badges
from wijkplatform.web.oidc import LINK
from wijkplatform.web.protection import demand_same_origin
from wijkplatform.web.site import html, site

blueprint = Blueprint("accepting", __name__)


@blueprint.get("/<gemeente>/uitnodiging/<secret>")
def look(gemeente: str, secret: str) -> Response | str:
    """Show what the invitation is for, with one button; opening it uses nothing."""
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        try:
            asked = accepting.see_invitation(work, secret, _signed_in())
        except LinkNotValid as dead:
            return _dead(work.gemeente, dead)
        address = f"/{gemeente}/uitnodiging/{secret}"
        told = {"asked": asked, "address": address, "dates": dates}
        told["retention"] = gemeenten.retention(work.gemeente.keep_answers_days, with_account=True)
        status = OtherAccount.status if asked.for_another else 200
        return _page("uitnodiging.html", work.gemeente, status, **told)


@blueprint.post("/<gemeente>/uitnodiging/<secret>")
def accept(gemeente: str, secret: str) -> Response | str:
    """Accept, once, and go where there is something to do."""
    demand_same_origin()
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        try:
            done = accepting.accept(work, secret, _signed_in())
        except LinkNotValid as dead:
            return _dead(work.gemeente, dead)
        except OtherAccount:
            return redirect(f"/{gemeente}/uitnodiging/{secret}", 303)
        if done.enrolment:
            page = _page("uitnodiging-aangenomen.html", work.gemeente)
            badges.set_cookie(page, LINK, gemeente, done.enrolment, int(ATTEMPT_LIFE.total_seconds()))
            return page
    answer = redirect(_onward(gemeente, done), 303)
    if done.cookie:
        badges.set_sign_in_cookie(answer, gemeente, done.cookie)
    if done.joined:
        badges.set_participant_cookie(answer, done.joined["token"])
    return answer


@blueprint.post("/<gemeente>/uitnodiging/<secret>/gezien")
def seen(gemeente: str, secret: str) -> Response:
    """Somebody is looking at the invitation."""
    demand_same_origin()
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        accepting.mark_opened(work, secret)
    return Response(status=204)


def _signed_in() -> str | None:
    """The address of who is signed in in this browser, in this gemeente."""
    return current_user.email if current_user.is_authenticated else None


def _onward(gemeente: str, done: Accepted) -> str:
    if done.joined:
        return f"/{gemeente}/doe-mee/{done.joined['session']['id']}"
    return f"/{gemeente}/beheer?melding={'wacht' if done.kept_out else 'aangenomen'}"


def _dead(gemeente: Gemeente, why: LinkNotValid) -> Response:
    """The one page for every link that opens nothing; who accepted before finds a way in on it."""
    return _page("uitnodiging-dood.html", gemeente, why.status, why=why)


def _page(template: str, gemeente: Gemeente, status: int = 200, **more: object) -> Response:
    page = render_template(template, title="Uitnodiging", gemeente=gemeente, assets=site().assets("beheer"), **more)
    return html(page, status)
