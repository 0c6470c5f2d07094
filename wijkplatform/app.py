"""The application: reads as a table of contents, and is the only module that knows all parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from wijkplatform import live, web
from wijkplatform.domain.keys import Keys
from wijkplatform.live.connection import Connections
from wijkplatform.services.checklists import checklist
from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store
from wijkplatform.web.protection import with_headers

_LARGEST_BODY = 256 * 1024
_EXTENSION = "wijkplatform.process"


@dataclass(frozen=True, slots=True)
class Application:
    """One process of the platform."""

    flask: Flask
    live: live.Live
    store: Store

    @classmethod
    def of(cls, flask: Flask) -> Application:
        """The process that a Flask application belongs to."""
        return cast(Application, flask.extensions[_EXTENSION])

    def leave(self) -> None:
        """Get ready to end: ask for no more work, and end the sockets."""
        web.turn_away(self.flask)
        self.live.leave()


def create_app(settings: Settings) -> Application:
    """Put the parts together. Raises `BrokenChecklist` when the content is not right."""
    checklist()
    app = Flask("wijkplatform.web")
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST_BODY, TRUSTED_HOSTS=settings.hosts)
    connections = Connections()
    store = Store(settings.database_url, Keys(settings.secret_key), room=connections)
    web.init_app(app, settings, store)
    edge = live.Live(app, settings, store, connections)
    app.wsgi_app = with_headers(app.wsgi_app, settings)  # type: ignore[method-assign]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    process = app.extensions[_EXTENSION] = Application(app, edge, store)
    return process
