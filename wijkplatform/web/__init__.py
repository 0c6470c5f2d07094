"""An edge: pages and the JSON API."""

from __future__ import annotations

from flask import Flask

from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store


def init_app(app: Flask, settings: Settings, store: Store) -> None:
    """Hang the pages, the API and what guards them on the application."""
    from wijkplatform.web import (
        accepting,
        accounts,
        agreements,
        answering,
        api,
        auditing,
        comparisons,
        compressing,
        demo,
        house_style,
        invitations,
        notes,
        oidc,
        oidc_settings,
        overview,
        overview_link,
        own_mail,
        pages,
        peers,
        people,
        preparing,
        printing,
        problems,
        protection,
        reports,
        session_page,
        settings_page,
        sharing,
        signing_in,
        site,
        taking_away,
        wijken,
    )

    site.Site(settings, store).init_app(app)
    problems.init_app(app)
    protection.init_app(app)
    compressing.init_app(app)
    accounts.init_app(app)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(signing_in.blueprint)
    app.register_blueprint(invitations.blueprint)
    app.register_blueprint(accepting.blueprint)
    app.register_blueprint(oidc.blueprint)
    app.register_blueprint(oidc_settings.blueprint)
    app.register_blueprint(house_style.blueprint)
    app.register_blueprint(peers.blueprint)
    app.register_blueprint(people.blueprint)
    app.register_blueprint(printing.blueprint)
    app.register_blueprint(preparing.blueprint)
    app.register_blueprint(settings_page.blueprint)
    app.register_blueprint(agreements.blueprint)
    app.register_blueprint(answering.blueprint)
    app.register_blueprint(auditing.blueprint)
    app.register_blueprint(notes.blueprint)
    app.register_blueprint(overview.blueprint)
    app.register_blueprint(overview_link.blueprint)
    app.register_blueprint(own_mail.blueprint)
    app.register_blueprint(wijken.blueprint)
    app.register_blueprint(comparisons.blueprint)
    app.register_blueprint(sharing.blueprint)
    app.register_blueprint(taking_away.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(session_page.blueprint)
    if settings.demo:
        app.register_blueprint(demo.blueprint)


def turn_away(app: Flask) -> None:
    """Say that this process is not ready for more work."""
    from wijkplatform.web import site

    site.of(app).leaving = True
