"""An edge: pages and the JSON API."""

from __future__ import annotations

from flask import Flask

from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store


def init_app(app: Flask, settings: Settings, store: Store) -> None:
    """Hang the pages, the API and what guards them on the application."""
    from wijkplatform.web import api, demo, pages, problems, protection, site

    site.Site(settings, store).init_app(app)
    problems.init_app(app)
    protection.init_app(app)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(pages.blueprint)
    if settings.demo:
        app.register_blueprint(demo.blueprint)
