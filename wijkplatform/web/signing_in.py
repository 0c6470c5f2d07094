"""Signing in by a link in a mail, and signing out. GET changes nothing: scanners of mail open links too."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, unquote

from flask import Blueprint, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.errors import LinkNotValid, TooManyTries
from wijkplatform.domain.keys import network
from wijkplatform.domain.outbox import SIGN_IN_LIFE
from wijkplatform.domain.people import Badge
from wijkplatform.services import signing_in
from wijkplatform.web import badges
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.protection import demand_same_origin
from wijkplatform.web.site import html, site

blueprint = Blueprint("signing_in", __name__)
_ONWARD = "verder"


def onward(gemeente: str, wanted: str | None = None) -> str:
    """Where somebody wanted to go before signing in: only within the workspace, else its front page.

    `wanted` is what the address or form says, unless given.
    """
    wanted = request.values.get("verder", "") if wanted is None else wanted
    inside = wanted.startswith(f"/{gemeente}/") and "\\" not in wanted and not any(ord(sign) < 32 for sign in wanted)
    return wanted if inside else f"/{gemeente}/beheer"


def _page(gemeente: str, status: int = 200, **more: object) -> Response:
    here = site()
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        ways = signing_in.see_ways_in(work)
        page = render_template(
            "inloggen.html",
            title="Inloggen",
            gemeente=work.gemeente,
            ways=ways,
            onward=onward(gemeente),
            assets=here.assets("beheer"),
            **more,
        )
    return html(page, status)


@blueprint.get("/<gemeente>/inloggen")
def ask(gemeente: str) -> Response | str:
    """Ask for a link by e-mail, or go to the sign-in of the gemeente itself."""
    if current_user.is_authenticated:
        return redirect(onward(gemeente))
    return _page(gemeente, only_here=request.args.get("afgemeld") == "hier")


@blueprint.post("/<gemeente>/inloggen")
def send(gemeente: str) -> Response | str:
    """Send a link, if the address is known; the answer is the same when it is not."""
    demand_same_origin()
    here = site()
    here.sign_ins.take(here.store.keys.address_digest(network(request.remote_addr or "")))
    typed = request.form.get("email", "").strip()
    email = proper_email(typed)
    if email is None:
        return _page(gemeente, 400, typed=typed, error="Dit is geen e-mailadres. Een voorbeeld is naam@gemeente.nl.")
    # Beyond a few mails in ten minutes the answer stays the same and no mail goes: who asks for somebody else cannot
    # keep them out, since the links that were sent still work.
    with suppress(TooManyTries):
        here.sign_in_mails.take(here.store.keys.address_digest(f"{gemeente}/{email}"))
        with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
            signing_in.ask_for_link(work, email)
    answer = _page(gemeente, sent=email)
    badges.set_cookie(answer, _ONWARD, gemeente, quote(onward(gemeente)), int(SIGN_IN_LIFE.total_seconds()))
    return answer


@blueprint.get("/<gemeente>/inloggen/<secret>")
def open_link(gemeente: str, secret: str) -> Response | str:
    """Show what the link is for, with a button; opening it uses nothing."""
    here = site()
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        try:
            masked = signing_in.see_link(work, secret)
        except LinkNotValid as dead:
            return _page(gemeente, dead.status, dead=dead)
        return render_template(
            "inloggen-link.html",
            title="Inloggen",
            gemeente=work.gemeente,
            masked=masked,
            assets=here.assets("beheer"),
        )


@blueprint.post("/<gemeente>/inloggen/<secret>")
def use_link(gemeente: str, secret: str) -> Response | str:
    """Sign in, once, and go where this browser was going when it asked for the link."""
    demand_same_origin()
    try:
        with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
            cookie = signing_in.sign_in_by_link(work, secret)
    except LinkNotValid as dead:
        return _page(gemeente, dead.status, dead=dead)
    answer = redirect(onward(gemeente, unquote(request.cookies.get(badges.cookie_name(_ONWARD, gemeente), ""))), 303)
    badges.set_sign_in_cookie(answer, gemeente, cookie)
    badges.drop_cookie(answer, _ONWARD, gemeente)
    return answer


@blueprint.post("/<gemeente>/afmelden")
@workspace_page
def leave(gemeente: str) -> Response:
    """Sign out: the cookie is worth nothing any more, anywhere."""
    with site().store.workspace(me().badge) as work:
        elsewhere = signing_in.sign_out(work)
    answer = redirect(f"/{gemeente}/inloggen{'?afgemeld=hier' if elsewhere else ''}", 303)
    badges.drop_cookie(answer, "aanmelding", gemeente)
    return answer
