"""One process that serves pages, API and sockets; gevent must have patched the standard library before it loads."""

from __future__ import annotations

import logging
import signal
import sys

import gevent
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer

from wijkplatform import settings
from wijkplatform.app import Application, create_app

_TO_FINISH = 5  # seconds for calls under way, once the sockets are gone


class _Handler(WSGIHandler):  # type: ignore[misc]
    """Reads no next request from a connection that was a socket: what is left on it is no HTTP."""

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True


def application() -> Flask:
    """A process that runs, for gunicorn. Ends with the reasons when the configuration is unsafe."""
    try:
        read = settings.read()
    except settings.Unsafe as unsafe:
        for reason in unsafe.reasons:
            print(reason, file=sys.stderr)
        sys.exit(4)  # what gunicorn calls 'the application cannot be loaded': it does not try again
    return _begin(read).flask


def serve() -> int:
    """Serve until SIGTERM or SIGINT: then every socket is told when to come back, and the process ends."""
    try:
        read = settings.read()
    except settings.Unsafe as unsafe:
        for reason in unsafe.reasons:
            print(reason, file=sys.stderr)
        return 2
    running = _begin(read)
    log = logging.getLogger("wsgi")
    server = WSGIServer((read.host, read.port), running.flask, log=None, error_log=log, handler_class=_Handler)

    def leave() -> None:
        server.stop_accepting()
        running.leave()
        server.stop(timeout=_TO_FINISH)

    for sign in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(sign, lambda: gevent.spawn(leave))
    server.serve_forever()
    running.store.close()
    return 0


def _begin(read: settings.Settings) -> Application:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    running = create_app(read)
    running.live.start()
    if read.metrics_port:
        running.live.metrics.serve(read.metrics_host, read.metrics_port)
    return running
