"""Errors become an answer once: problem+json for the API, a page for people. Never a stack trace."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from wijkplatform.domain.errors import (
    DomainError,
    Malformed,
    NotAllowed,
    NotFound,
    Retry,
    TooLong,
    TooManyTries,
)
from wijkplatform.web.site import site

_log = logging.getLogger(__name__)
_API = "/api/"
_AT_WORK = "U mag dit niet doen. Vraag de beheerder van uw gemeente."


def init_app(app: Flask) -> None:
    """Turn every error of this application into an answer that a person can act on."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _domain(error: DomainError) -> Response:
    if request.path.startswith(_API) or request.path.startswith("/demo/sign-in"):
        return _problem(error)
    slug, _, rest = request.path.strip("/").partition("/")
    at_work = rest.split("/")[0] in ("beheer", "sessies", "inloggen", "inlog", "uitnodiging")
    detail = _AT_WORK if at_work and error.detail == NotAllowed.detail else error.detail
    back = (f"/{slug}/beheer", "Naar uw werkplek") if at_work else ("/doe-mee", "Naar ‘Doe mee’")
    if rest.startswith("afspraak/"):
        back = (request.path, "Terug naar de afspraak")
    page = render_template("fout.html", title=error.title, detail=detail, back=back, assets=site().assets("deelnemer"))
    return Response(page, error.status)


def _problem(error: DomainError) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": error.status,
        "code": error.code,
        "title": error.title,
        "detail": error.detail,
        **error.about,
    }
    fields = getattr(error, "fields", None)
    if fields:
        body["errors"] = fields
    answer = Response(orjson.dumps(body), error.status, content_type="application/problem+json")
    if isinstance(error, TooManyTries):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return _domain(TooLong())
    if error.code == 404:
        return _domain(NotFound())
    if error.code is not None and error.code < 400:
        return Response(error.get_body(), error.code, error.get_headers())
    known = NotAllowed() if error.code == 403 else Malformed()
    known.status = error.code or known.status
    refused = _domain(known)
    refused.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return refused


def _unexpected(error: Exception) -> Response:
    _log.error("a request failed", exc_info=error)
    return _domain(Retry())
