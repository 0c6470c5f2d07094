"""Headers on every answer, and proof on every unsafe call that leans on a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, g, request

from wijkplatform.domain.errors import NotAllowed
from wijkplatform.settings import Settings
from wijkplatform.web.site import site

_TLS_ONLY = "max-age=31536000; includeSubDomains"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Guard the application."""
    app.before_request(_make_nonce)
    app.after_request(_headers)
    app.context_processor(lambda: {"nonce": g.get("nonce", "")})


def _make_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def demand_same_origin(*, nameless: bool = False) -> None:
    """Raise `NotAllowed` unless an unsafe request that leans on a cookie comes from our own pages.

    `nameless`: the form is on a page with `Referrer-Policy: no-referrer`, and older browsers call the origin of that
    'null'. Only for what leans on no cookie at all.
    """
    if request.method in SAFE:
        return
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        fine = fetch_site == "same-origin"
    else:
        origin = request.headers.get("Origin", "").rstrip("/")
        fine = origin in site().settings.origins or (nameless and origin == "null")
    if not fine:
        raise NotAllowed("Deze opdracht kwam niet van onze eigen pagina. Laad de pagina opnieuw.")


def _headers(answer: Response) -> Response:
    settings = site().settings
    sockets = " ".join(dict.fromkeys(origin.replace("http", "ws", 1) for origin in settings.origins))
    policy = (
        f"default-src 'none'; script-src 'nonce-{g.get('nonce', '')}' 'strict-dynamic'; style-src 'self';"
        f" img-src 'self' data:; font-src 'self'; connect-src 'self' {sockets}; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    )
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", policy)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    wake = "(self)" if "/scherm/" in request.path else "()"
    headers.setdefault("Permissions-Policy", f"camera=(), geolocation=(), microphone=(), screen-wake-lock={wake}")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if settings.secure:
        headers.setdefault("Strict-Transport-Security", _TLS_ONLY)
    if request.path.startswith("/static/dist/assets/"):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif not request.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    if request.path.startswith("/api/"):
        headers.setdefault("API-Version", "1.0.0")
    return answer


def with_headers(answer: Callable[..., Iterable[bytes]], settings: Settings) -> Callable[..., Iterable[bytes]]:
    """Put the headers on what Flask never sees too: the refusals of the socket's own path."""
    least = {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), screen-wake-lock=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        **({"Strict-Transport-Security": _TLS_ONLY} if settings.secure else {}),
    }

    def guarded(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def start_guarded(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            missing = [(name, value) for name, value in least.items() if name.lower() not in said]
            return start(status, [*headers, *missing], *more)

        return answer(environ, start_guarded)

    return guarded
