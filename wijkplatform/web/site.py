"""What every page and call needs at hand: settings, the store, the limits, and the built front end."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TypedDict, cast
from uuid import UUID

from flask import Flask, current_app
from werkzeug.wrappers import Response

from wijkplatform.charts.svg import SHAPES
from wijkplatform.domain.providers import Admission
from wijkplatform.oidc.fetching import WayOut
from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store
from wijkplatform.web.limits import Limit

_DIST = Path(__file__).parent / "static" / "dist"
_BY_QR = " of scan de QR-code op het scherm"
_EXTENSION = "wijkplatform"


class Assets(TypedDict):
    """The files of one screen, as the page must name them."""

    script: str
    parts: list[str]
    styles: list[str]


class Site:
    """One per application; reach it with `site()`."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.leaving = False
        self.settings = settings
        self.store = store
        self.code_failures = Limit(most=20, seconds=600, otherwise=_BY_QR)
        self.sign_ins = Limit(most=settings.sign_ins_per_ten_minutes, seconds=600)
        self.sign_in_mails = Limit(most=5, seconds=600)
        self.provider_sign_ins = Limit(most=10 * settings.sign_ins_per_ten_minutes, seconds=600)
        self.joins = Limit(most=settings.joins_per_minute, seconds=60, otherwise=_BY_QR)
        self.admission = Admission(frozenset(settings.oidc_issuers), settings.oidc_loopback)
        self.way_out = WayOut(settings.oidc_loopback)

    def init_app(self, app: Flask) -> None:
        """Put this site in the application."""
        app.extensions[_EXTENSION] = self
        app.jinja_env.globals["SHAPES"] = SHAPES

    @cached_property
    def _manifest(self) -> dict[str, dict[str, object]]:
        return cast("dict[str, dict[str, object]]", json.loads((_DIST / ".vite" / "manifest.json").read_text()))

    def assets(self, screen: str) -> Assets:
        """The script of a screen, the scripts it imports, and the styles of all of them.

        Raises `FileNotFoundError` when the front end was not built.
        """
        entry = f"src/{screen}/main.tsx"
        styles: list[str] = []
        seen: list[str] = []

        def collect(key: str) -> None:
            if key in seen:
                return
            seen.append(key)
            chunk = self._manifest[key]
            for part in cast("list[str]", chunk.get("imports", [])):
                collect(part)
            styles.extend(style for style in cast("list[str]", chunk.get("css", [])) if style not in styles)

        collect(entry)
        files = [cast(str, self._manifest[key]["file"]) for key in seen]
        return {"script": files[0], "parts": files[1:], "styles": styles}


def html(page: str, status: int = 200) -> Response:
    """A page with a status of its own."""
    return Response(page, status, content_type="text/html; charset=utf-8")


def behind_link(page: str, status: int = 200) -> Response:
    """A page of which the address is the proof: it is told to nobody, kept nowhere, and found by no search engine."""
    answer = html(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def named_id(text: str) -> UUID | None:
    """The id that a form names, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def site() -> Site:
    """The site of the present application."""
    return of(current_app)


def of(app: Flask) -> Site:
    """The site of an application."""
    return cast(Site, app.extensions[_EXTENSION])
