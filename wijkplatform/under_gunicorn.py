"""One process of the platform under gunicorn. Loads before gevent patches anything: it imports nothing of ours."""

from __future__ import annotations

from typing import Any

import gevent
from gunicorn.workers.ggevent import GeventWorker


class Process(GeventWorker):  # type: ignore[misc]
    """A worker of gunicorn that says goodbye to its sockets: to gunicorn each of them is a request that goes on."""

    def handle_exit(self, sign: int, frame: Any) -> None:
        """Leave: no new connections, and those that are open end within seconds."""
        gevent.spawn(self._leave)
        super().handle_exit(sign, frame)

    def _leave(self) -> None:
        from wijkplatform.app import Application

        Application.of(self.wsgi).leave()
