"""An edge: sockets."""

from __future__ import annotations

from flask import Flask
from flask_socketio import SocketIO

from wijkplatform.live.broadcast import Broadcast
from wijkplatform.live.connection import Connections
from wijkplatform.live.guard import FRAME, Guard
from wijkplatform.live.handlers import Handlers
from wijkplatform.live.metrics import Metrics
from wijkplatform.live.puppets import Puppets
from wijkplatform.settings import Settings
from wijkplatform.storage.work import Store


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
        self.metrics = Metrics(self.guard)
        self.broadcast = Broadcast(self.socketio, store, connections, self.guard, settings.base_url)
        self.handlers = Handlers(self.socketio, store, connections, self.broadcast, settings.base_url)
        self.puppets = Puppets(self.socketio, store, connections)
        store.listeners += [self.metrics.hear, self.broadcast.hear]

    def start(self) -> None:
        """Start what runs beside the sockets: the heartbeat, the reaper, and who plays in trials."""
        self.socketio.start_background_task(self.guard.reap)
        self.socketio.start_background_task(self.broadcast.beat)
        self.socketio.start_background_task(self.broadcast.watch)
        self.socketio.start_background_task(self.puppets.watch)
