"""Who is behind a request: a bearer token or a cookie becomes a badge, inside the workspace it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import LONGEST_SIGN_IN, Badge, Proof
from wijkplatform.services import joining, paper, sessions, signing_in
from wijkplatform.storage.work import Work
from wijkplatform.web.protection import demand_same_origin
from wijkplatform.web.site import site
from wijkplatform.wire.base import As

_PARTICIPANT_DAYS = 60


def cookie_name(kind: str, gemeente: str) -> str:
    """The name of a cookie: one per gemeente, since all share an origin."""
    return f"{'__Host-' if site().settings.secure else ''}{kind}-{gemeente}"


def set_cookie(answer: Response, kind: str, gemeente: str, secret: str, seconds: int) -> None:
    """Give a browser a secret that scripts cannot read."""
    answer.set_cookie(
        cookie_name(kind, gemeente),
        secret,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=site().settings.secure,
    )


def drop_cookie(answer: Response, kind: str, gemeente: str) -> None:
    """Let a browser forget a secret: as it was set, else some browsers keep it."""
    secure = site().settings.secure
    answer.delete_cookie(cookie_name(kind, gemeente), path="/", httponly=True, samesite="Lax", secure=secure)


def set_participant_cookie(answer: Response, token: str) -> None:
    """Let this browser go on as the participant of this token (`<gemeente>.<secret>`)."""
    gemeente, _, secret = token.partition(".")
    set_cookie(answer, "deelnemer", gemeente, secret, _PARTICIPANT_DAYS * 86_400)


def set_sign_in_cookie(answer: Response, gemeente: str, secret: str) -> None:
    """Let this browser go on as the account of this sign-in."""
    set_cookie(answer, "aanmelding", gemeente, secret, int(LONGEST_SIGN_IN.total_seconds()))


def gemeente_id(slug: str) -> UUID:
    """The id of the gemeente with this address. Raises `NotFound`."""
    with site().store.lobby() as lobby:
        return lobby.gemeente(slug)


def account_badge(slug: str, secret: str) -> Badge:
    """The badge of a sign-in of this gemeente by the secret of its cookie. Raises `NotFound` when there is none."""
    with site().store.workspace(Badge(gemeente_id(slug))) as work:
        badge = _account(work, secret)
    if badge is None:
        raise NotFound
    return badge


def badge_for(slug: str, session: UUID | None, seat: As | None) -> Badge:
    """The badge that this request proves in this gemeente, for a seat in a session.

    A bearer token wins from cookies; without `seat`, being a participant of the session wins from being signed in.
    Raises `NotFound` when nothing is proved: the same as for what does not exist.
    """
    bearer = _bearer()
    ways: list[Callable[[Work], Badge | None]]
    if bearer is not None:
        home, dot, secret = bearer.partition(".")
        if dot and home != slug:
            raise NotFound
        ways = (
            [lambda work: _participant(work, secret, session)]
            if dot
            else [lambda work: _screen(work, bearer) or _table(work, bearer)]
        )
    else:
        demand_same_origin()
        by_phone = request.cookies.get(cookie_name("deelnemer", slug))
        by_account = request.cookies.get(cookie_name("aanmelding", slug))
        ways = []
        if by_phone and seat in (None, "participant"):
            ways.append(lambda work: _participant(work, by_phone, session))
        if by_account and seat in (None, "facilitator"):
            ways.append(lambda work: _account(work, by_account))
    if ways:
        with site().store.workspace(Badge(gemeente_id(slug))) as work:
            for way in ways:
                if badge := way(work):
                    return badge
    raise NotFound


def own_gemeente() -> str:
    """The gemeente of a participant's call that names none: from the token, else from the only cookie there is."""
    bearer = _bearer()
    if bearer is not None:
        return bearer.partition(".")[0]
    prefix = cookie_name("deelnemer", "")
    found = [name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix)]
    chosen = request.args.get("gemeente")
    if chosen in found:
        return chosen
    if len(found) == 1 and chosen is None:
        return found[0]
    raise NotFound


def _bearer() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def _participant(work: Work, secret: str, session: UUID | None) -> Badge | None:
    found = joining.participant_by_token(work, secret)
    if found is None or session not in (None, found[1]):
        return None
    return Badge(work.gemeente.id, Proof.PARTICIPANT, found[0], found[2])


def _screen(work: Work, token: str) -> Badge | None:
    link = sessions.screen_by_token(work, token)
    return Badge(work.gemeente.id, Proof.SCREEN, link.id) if link else None


def _table(work: Work, token: str) -> Badge | None:
    link = paper.table_by_token(work, token)
    return Badge(work.gemeente.id, Proof.TABLE, link.id) if link else None


def _account(work: Work, secret: str) -> Badge | None:
    found = signing_in.sign_in_by_secret(work, secret)
    return Badge(work.gemeente.id, Proof.SIGN_IN, found) if found else None
