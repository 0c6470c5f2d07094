"""An edge: sockets."""

from __future__ import annotations

import logging
from collections.abc import Callable

import gevent
from flask import Flask
from flask_socketio import SocketIO

from wijkplatform.live.broadcast import COALESCE_SECONDS, Broadcast
from wijkplatform.live.connection import Connections
from wijkplatform.live.ear import Ear
from wijkplatform.live.guard import FRAME, Guard
from wijkplatform.live.handlers import Handlers
from wijkplatform.live.metrics import Metrics
from wijkplatform.live.presence import Presence
from wijkplatform.live.watch import Watch
from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store

_log = logging.getLogger(__name__)

_LONGEST_PAUSE = 10  # seconds: five hundred phones do not come back at once


class Live:
    """The live edge of one process: its sockets, who is behind them, and what they are told."""

    guard: Guard

    def __init__(self, app: Flask, settings: Settings, store: Store, connections: Connections) -> None:
        self.socketio = SocketIO(
            app,
            async_mode="gevent",
            transports=["websocket"],
            async_handlers=False,
            manage_session=False,
            cors_allowed_origins=lambda origin, environ: self.guard.fits(origin, environ),
            max_http_buffer_size=FRAME,
            ping_interval=25,
            ping_timeout=20,
            logger=False,
            engineio_logger=False,
        )
        self.guard = Guard(self.socketio.server, settings, store.keys)
        self._ear = Ear(settings.redis_url, connections.process) if settings.redis_url else None
        self._presence = Presence(store, connections, self._ear.hear if self._ear else None)
        self.metrics = Metrics(self.guard, self._ear)
        self._broadcast = Broadcast(
            self.socketio, store, connections, self.guard, settings.base_url, self._presence.hold
        )
        self._watch = Watch(store, connections, self._broadcast)
        self.handlers = Handlers(self.socketio, store, connections, self._broadcast, settings.base_url)
        store.listeners += [self.metrics.hear, self._broadcast.hear]
        if self._ear:
            store.listeners.insert(0, self._ear.hear)

    def start(self) -> None:
        """Start what runs beside the sockets."""
        besides = [self.guard.reap, self._watch.beat, self._watch.look, self._presence.keep]
        if self._ear:
            ear, broadcast = self._ear, self._broadcast
            besides += [ear.speak, lambda: ear.listen(broadcast.overhear, broadcast.resync)]
        for one in besides:
            self.socketio.start_background_task(_for_ever, one)

    def leave(self) -> None:
        """Let nobody in any more, tell every socket when to come back, and end it. Others see that they are gone."""
        self.guard.leaving = True
        self._broadcast.say_goodbye(_LONGEST_PAUSE)
        gevent.sleep(2 * COALESCE_SECONDS)


def _for_ever(what: Callable[[], None]) -> None:
    """Do what never ends; a mistake in it is told, and does not end it."""
    while True:
        try:
            what()
        except Exception:
            _log.exception("%s failed, and begins again", what)
            gevent.sleep(1)
