"""Signing in by the gemeente's own provider: away by a link, and back again.

Both are links, since a page may not send a form elsewhere. No work is open while the provider is asked. A browser that
opens links ahead of time begins nothing and uses nothing.
"""

from __future__ import annotations

from hmac import compare_digest
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from wijkplatform.domain.errors import DomainError, LinkNotValid, NotAllowed
from wijkplatform.domain.keys import network, new_token
from wijkplatform.domain.people import Badge
from wijkplatform.domain.providers import Claims, ProviderFault, SignInRefused
from wijkplatform.oidc import client
from wijkplatform.oidc.describing import discover
from wijkplatform.services import provider_sign_in
from wijkplatform.services.provider_sign_in import ATTEMPT_LIFE, CameBack
from wijkplatform.web import badges
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.signing_in import onward
from wijkplatform.web.site import html, site

blueprint = Blueprint("oidc", __name__)
LINK = "koppel"
_STOPPED = "U bent gestopt met inloggen, of uw gemeente laat u hier niet in."
_FAILED = "De inlog van uw gemeente werkt nu niet goed. Probeer het later nog een keer."


def back_here(gemeente: str) -> str:
    """Where a provider sends browsers back to; a beheerder registers it there."""
    return f"{site().settings.base_url}/{gemeente}/inlog/terug"


@blueprint.get("/<gemeente>/inlog/begin")
def begin(gemeente: str) -> Response:
    """Send this browser to the provider. It leaves one row behind for ten minutes; each address may do this so often.

    With the token of the own page, the account that is signed in is linked to who comes back.
    """
    if _ahead_of_time():
        return Response(status=204)
    here = site()
    here.provider_sign_ins.take(here.store.keys.address_digest(network(request.remote_addr or "")))
    sign_in = _to_link()
    visitor = Badge(badges.gemeente_id(gemeente))
    browser = request.cookies.get(badges.cookie_name("inlog", gemeente)) or new_token()
    enrolment = request.cookies.get(badges.cookie_name(LINK, gemeente), "")
    try:
        with here.store.workspace(visitor) as work:
            known = provider_sign_in.see_client(work)
        provider = discover(here.way_out, known.issuer)
        with here.store.workspace(visitor) as work:
            attempt = provider_sign_in.begin_attempt(
                work, known.issuer, browser=browser, onward=onward(gemeente), sign_in=sign_in, enrolment=enrolment
            )
        there = client.way_there(
            here.way_out,
            provider,
            known,
            state=attempt.state,
            nonce=attempt.nonce,
            verifier=attempt.verifier,
            back=back_here(gemeente),
        )
    except ProviderFault as fault:
        return _failed(gemeente, fault)
    answer = redirect(there)
    badges.set_cookie(answer, "inlog", gemeente, browser, int(ATTEMPT_LIFE.total_seconds()))
    return answer


@blueprint.get("/<gemeente>/inlog/terug")
def back(gemeente: str) -> Response:
    """Who came back from the provider: signed in, linked, or told what to do. An attempt is good once."""
    if _ahead_of_time():
        return Response(status=204)
    here = site()
    here.provider_sign_ins.take(here.store.keys.address_digest(network(request.remote_addr or "")))
    visitor = Badge(badges.gemeente_id(gemeente))
    browser = request.cookies.get(badges.cookie_name("inlog", gemeente), "")
    try:
        with here.store.workspace(visitor) as work:
            attempt = provider_sign_in.take_attempt(work, request.args.get("state", ""), browser)
        issuer, claims = attempt.client.issuer, _ask_who(attempt, gemeente)
        if attempt.sign_in is None:
            with here.store.workspace(visitor) as work:
                secret = provider_sign_in.sign_in_by_provider(work, issuer, claims, attempt.enrols)
            answer = redirect(attempt.onward)
            badges.set_sign_in_cookie(answer, gemeente, secret)
        else:
            with here.store.workspace(me().badge if current_user.is_authenticated else visitor) as work:
                provider_sign_in.link_provider(work, issuer, claims, attempt.sign_in)
            answer = redirect(f"/{gemeente}/beheer/inlog/koppel?gekoppeld=1")
    except (ProviderFault, SignInRefused, LinkNotValid, NotAllowed) as error:
        return _failed(gemeente, error)
    for spent in ("inlog", LINK):
        badges.drop_cookie(answer, spent, gemeente)
    return answer


@blueprint.get("/<gemeente>/beheer/inlog/koppel")
@workspace_page
def own_link(gemeente: str) -> str:
    """Whether the own account is linked to the provider, and the way to do so."""
    here = site()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "inlog-koppel.html",
            title="Mijn inlog",
            gemeente=work.gemeente,
            linked=provider_sign_in.see_link(work),
            done=request.args.get("gekoppeld") == "1",
            token=_link_token(),
            assets=here.assets("beheer"),
        )


def _ask_who(attempt: CameBack, gemeente: str) -> Claims:
    """Ask the provider who came back: only after it is sure which provider sent the answer."""
    way = site().way_out
    provider = discover(way, attempt.client.issuer)
    client.demand_named(provider, request.args.get("iss"))
    code = request.args.get("code", "")
    if not code or request.args.get("error"):
        raise SignInRefused(_STOPPED)
    return client.who_came_back(
        way,
        provider,
        attempt.client,
        code=code,
        nonce=attempt.nonce,
        verifier=attempt.verifier,
        back=back_here(gemeente),
    )


def _to_link() -> UUID | None:
    """The sign-in that asked to be linked, by the token of its own page. Raises `NotAllowed` for another token."""
    token = request.args.get(LINK)
    if token is None:
        return None
    if not current_user.is_authenticated or not compare_digest(token.encode(), _link_token().encode()):
        raise NotAllowed("Deze link is verlopen. Ga naar ‘Mijn inlog’ en probeer het nog een keer.")
    return me().badge.row


def _link_token() -> str:
    row = me().badge.row
    return site().store.keys.link_token(row) if row else ""


def _ahead_of_time() -> bool:
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "HEAD" or "prefetch" in purpose or "prerender" in purpose


def _failed(gemeente: str, error: DomainError) -> Response:
    """A page that says what to do; nobody is signed in."""
    here = site()
    fault = isinstance(error, ProviderFault)
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        page = render_template(
            "inlog-mislukt.html",
            title=SignInRefused.title if isinstance(error, LinkNotValid) else error.title,
            gemeente=work.gemeente,
            detail=_FAILED if fault else error.detail,
            for_beheerder=error.detail if fault else "",
            may_link=isinstance(error, SignInRefused) and error.may_link,
            assets=here.assets("beheer"),
        )
    return html(page, error.status)
