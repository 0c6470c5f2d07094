"""Who is signed in on a page: Flask-Login asks, the door of the workspace answers.

Flask-Login's own cookies are not used. The id of a user is the row of the sign-in in the gemeente of the address, read
again for every page, so that signing out and removal end every copy at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import ParamSpec, cast
from urllib.parse import quote

from flask import Flask, Request, redirect, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from werkzeug.wrappers import Response

from wijkplatform.domain.errors import DomainError, NotAllowed, Retry
from wijkplatform.domain.people import MAY, Action, Badge, Role
from wijkplatform.services.signing_in import see_who_i_am
from wijkplatform.web import badges
from wijkplatform.web.protection import SAFE, demand_same_origin
from wijkplatform.web.site import site

P = ParamSpec("P")
FORM_TOKEN = "form_token"  # nosec B105 # the name of a field
_NO_COOKIE = "="
"""No cookie can have this name. Flask-Login would read a cookie of its own with a key that we do not give it."""
_GONE = "U bent niet meer aangemeld. Meld u aan in een ander tabblad. Kom dan terug en probeer het nog een keer."


class SignedIn(UserMixin):  # type: ignore[misc]
    """Somebody who is signed in in the gemeente of the address."""

    def __init__(self, badge: Badge, name: str, email: str, role: Role) -> None:
        self.badge, self.name, self.email, self.role = badge, name, email, role

    def get_id(self) -> str:
        """The row of the sign-in."""
        return str(self.badge.row)

    def may(self, action: Action) -> bool:
        """Whether the menu shows the way to something; the use case behind it decides."""
        return self.role in MAY[action]

    @property
    def looks_only(self) -> bool:
        """Whether the overview is all that there is for this role: it takes part in nothing and leads nothing."""
        return self.may(Action.SEE_OVERVIEW) and not self.may(Action.TAKE_PART)

    @property
    def form_token(self) -> str:
        """What every form of this sign-in carries."""
        return site().store.keys.form_token(self.badge.row) if self.badge.row else ""


def init_app(app: Flask) -> None:
    """Let Flask-Login know how somebody is recognised, and what to do with who is not."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_recognise)
    manager.unauthorized_handler(_send_to_sign_in)
    manager.init_app(app, add_context_processor=False)
    app.config["REMEMBER_COOKIE_NAME"] = _NO_COOKIE
    app.context_processor(lambda: {"me": current_user, "Action": Action})


def me() -> SignedIn:
    """Who is signed in, on a page that only opens for who is."""
    return cast("SignedIn", current_user)


def workspace_page(view: Callable[P, str | Response]) -> Callable[P, str | Response]:
    """A page for who is signed in. Others sign in first; a form that came from elsewhere does nothing."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> str | Response:
        if request.method not in SAFE:
            demand_same_origin()
            sent = request.form.get(FORM_TOKEN, "")
            if not compare_digest(sent.encode(), me().form_token.encode()):
                raise NotAllowed("Dit formulier is verlopen. Laad de pagina opnieuw en probeer het nog een keer.")
        return view(*args, **kwargs)

    return cast("Callable[P, str | Response]", login_required(guarded))


def _recognise(asked: Request) -> SignedIn | None:
    slug = (asked.view_args or {}).get("gemeente")
    secret = asked.cookies.get(badges.cookie_name("aanmelding", slug)) if slug else None
    if not slug or not secret:
        return None
    try:
        badge = badges.account_badge(slug, secret)
        with site().store.workspace(badge) as work:
            account = see_who_i_am(work)
            return SignedIn(badge, account.name, account.email, Role(account.role))
    except Retry:
        raise
    except DomainError:
        return None


def _send_to_sign_in() -> Response:
    """The page to sign in, which then leads on; what was sent by a form is not lost: the page says how to go on."""
    if request.method not in SAFE:
        raise NotAllowed(_GONE)
    slug = (request.view_args or {})["gemeente"]
    onward = request.full_path.rstrip("?")
    return redirect(f"/{quote(slug)}/inloggen?verder={quote(onward, safe='')}")
