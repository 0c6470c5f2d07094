"""One process that serves pages, API and sockets; gevent must have patched the standard library before it loads."""

from __future__ import annotations

import logging
import secrets
import signal
import sys

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

from wijkplatform import settings
from wijkplatform.app import create_app

_LONGEST_PAUSE = 10


class _Handler(WSGIHandler):  # type: ignore[misc]
    """Reads no next request from a connection that was a socket: what is left on it is no HTTP."""

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True


def serve() -> int:
    """Serve until SIGTERM or SIGINT: then every socket is told when to come back, and the process ends."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        read = settings.read()
    except settings.Unsafe as unsafe:
        for reason in unsafe.reasons:
            print(reason, file=sys.stderr)
        return 2
    application = create_app(read)
    application.live.start()
    if read.metrics_port:
        application.live.metrics.serve(read.metrics_port)
    log = logging.getLogger("wsgi")
    server = WSGIServer((read.host, read.port), application.flask, log=None, error_log=log, handler_class=_Handler)

    def leave() -> None:
        application.live.broadcast.say_goodbye(secrets.randbelow(_LONGEST_PAUSE * 10) / 10)
        gevent.sleep(0.3)
        server.stop(timeout=1)

    for sign in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(sign, lambda: gevent.spawn(leave))
    server.serve_forever()
    application.store.close()
    return 0
