"""The one guard between Engine.IO and Socket.IO: what the libraries do not refuse by themselves.

It leans on names inside python-engineio, python-socketio and simple-websocket (versions are pinned for it): the
connect, message and disconnect handlers of Engine.IO, the WebSocket class of its async mode, and the input buffer
and socket of simple-websocket. `tests/live/test_guard.py` tries each refusal with a raw client.
"""

from __future__ import annotations

import logging
import socket
from collections import Counter
from time import monotonic
from typing import Any

import gevent
from gevent.lock import RLock
from wsproto.frame_protocol import CloseReason

from wijkplatform.domain.keys import Keys, network
from wijkplatform.settings import Settings

_log = logging.getLogger(__name__)

FRAME = 16_384
_UNREAD, _UNSENT, _UNSENT_LETTERS = 50, 200, 1_000_000
_BURST, _PER_SECOND = 40.0, 10.0
_CONNECT_SECONDS = 10
_BROKEN = (CloseReason.PROTOCOL_ERROR, CloseReason.INVALID_FRAME_PAYLOAD_DATA)


class _Inbox(list[Any]):
    """Messages that wait to be handled; a client that sends on and on is cut."""

    def __init__(self, cut: Any) -> None:
        super().__init__()
        self._cut, self._full = cut, False

    def append(self, message: Any) -> None:
        if self._full:
            return
        if len(self) >= _UNREAD:
            self._full = True
            self.clear()
            self._cut("unread")
            return
        super().append(message)


class _WholeSend:
    """A socket whose `send` sends everything, one frame at a time: a half frame would break the connection."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._lock = sock, RLock()

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Line:
    """What the guard knows of one connection."""

    def __init__(self, address: str, transport: Any) -> None:
        self.address, self.transport = address, transport
        self.since = monotonic()
        self.tokens, self.filled = _BURST, self.since


class Guard:
    """Refuses, cuts and counts. `rejected` counts by reason; who is `leaving` lets nobody in."""

    def __init__(self, server: Any, settings: Settings, keys: Keys) -> None:
        self.rejected: Counter[str] = Counter()
        self.leaving = False
        self._server, self._settings, self._keys = server, settings, keys
        self._lines: dict[str, _Line] = {}
        self._per_address: Counter[str] = Counter()
        eio = server.eio
        eio._async = {**eio._async, "websocket": self._transport(eio._async["websocket"])}
        eio.on("connect", self._on_connect)
        eio.on("message", self._on_message)
        eio.on("disconnect", self._on_disconnect)
        server._handle_event = self._named(server._handle_event)

    def _transport(self, base: Any) -> Any:
        guard = self

        class Transport(base):  # type: ignore[misc]
            """A WebSocket with a limit on what it takes in, and a way to cut it."""

            def __init__(self, handler: Any, server: Any) -> None:
                super().__init__(handler, server)
                self.server_args["max_message_size"] = FRAME

            def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                guard._hold(environ, self)
                try:
                    return super().__call__(environ, start_response)
                finally:
                    _shut(self.ws.sock)

            def wait(self) -> Any:
                if not isinstance(self.ws.input_buffer, _Inbox):
                    waiting = list(self.ws.input_buffer)
                    self.ws.input_buffer = _Inbox(self.cut)
                    self.ws.input_buffer.extend(waiting)
                    self.ws.sock = _WholeSend(self.ws.sock)
                message = super().wait()
                if message is None and self.ws.incoming_message_len > FRAME:
                    guard.count("too_large")
                elif message is None and self.ws.close_reason in _BROKEN:
                    guard.count("malformed")
                return message

            def cut(self, reason: str) -> None:
                guard.count(reason)
                _shut(self.ws.sock)

        return Transport

    def _named(self, handle: Any) -> Any:
        """An event of a client may not be called as the library's own events are: those would run our handlers."""

        def named(eio_sid: str, namespace: str | None, number: int | None, data: Any) -> None:
            if data[0] in self._server.reserved_events:
                raise ValueError("a reserved name")
            handle(eio_sid, namespace, number, data)

        return named

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._lines)

    def count(self, reason: str) -> None:
        """Count a refusal or a cut, for the metrics."""
        self.rejected[reason] += 1
        _log.info("socket refused or cut: %s", reason)

    def _hold(self, environ: dict[str, Any], transport: Any) -> None:
        line = self._lines.get(environ.get("wijk.line", ""))
        if line:
            line.transport = transport

    def fits(self, origin: str | None, environ: dict[str, Any]) -> bool:
        """Whether a request for a socket comes from a page of ours. Engine.IO asks more than once: counted once."""
        fine = listed(origin, self._settings.origins)
        if not fine and "wijk.refused" not in environ:
            environ["wijk.refused"] = True
            self.count("origin")
        return fine

    def _on_connect(self, sid: str, environ: dict[str, Any]) -> bool:
        if not self.fits(environ.get("HTTP_ORIGIN"), environ):
            return False
        if self.leaving:
            self.count("leaving")
            return False
        address = self._keys.address_digest(network(environ.get("REMOTE_ADDR", "")))
        if self._per_address[address] >= self._settings.sockets_per_address:
            self.count("too_many_sockets")
            return False
        self._per_address[address] += 1
        self._lines[sid] = _Line(address, None)
        environ["wijk.line"] = sid
        self._server._handle_eio_connect(sid, environ)
        return True

    def _on_message(self, sid: str, data: Any) -> None:
        line = self._lines.get(sid)
        if line is None:
            return
        reason = _fault(line, data)
        if reason is None:
            try:
                self._server._handle_eio_message(sid, data)
            except Exception as error:
                reason = "malformed"
                _log.info("malformed packet: %s", type(error).__name__)
        if reason:
            self.count(reason)
            self.cut(sid)

    def _on_disconnect(self, sid: str, reason: str) -> None:
        line = self._lines.pop(sid, None)
        if line:
            self._per_address[line.address] -= 1
            if self._per_address[line.address] <= 0:
                del self._per_address[line.address]
        self._server._handle_eio_disconnect(sid, reason)

    def hang_up(self, sid: str, seconds: float) -> None:
        """End the connection behind a seat: say goodbye, and cut it when the client did not go by itself."""
        line = self._server.manager.eio_sid_from_sid(sid, "/")
        self._server.disconnect(sid)
        gevent.sleep(seconds)
        self.cut(line)

    def cut(self, sid: str) -> None:
        """End a connection now, the TCP connection too."""
        line = self._lines.get(sid)
        connection = self._server.eio.sockets.get(sid)
        if connection:
            connection.close(wait=False, abort=True)
        if line and line.transport is not None:
            _shut(line.transport.ws.sock)

    def reap(self) -> None:
        """Every second: cut who reads too slowly, and who opened a connection but has no seat."""
        while True:
            gevent.sleep(1)
            for sid, line in list(self._lines.items()):
                connection = self._server.eio.sockets.get(sid)
                if connection is None:
                    continue
                if self._server.manager.sid_from_eio_sid(sid, "/") is not None:
                    line.since = monotonic()
                late = monotonic() - line.since > _CONNECT_SECONDS
                slow = _unsent(connection.queue)
                if late or slow:
                    self.count("slow" if slow else "never_came_in")
                    self.cut(sid)


def _unsent(queue: Any) -> bool:
    """Whether too much waits for a client that does not read: too many messages, or too long ones."""
    letters = sum(len(packet.data or "") for packet in list(queue.queue) if packet is not None)
    return queue.qsize() > _UNSENT or letters > _UNSENT_LETTERS


def _fault(line: _Line, data: Any) -> str | None:
    """Why this message is refused, or None. Text only, a known packet type, and not too many of them."""
    now = monotonic()
    line.tokens = min(_BURST, line.tokens + (now - line.filled) * _PER_SECOND)
    line.filled = now
    if line.tokens < 1:
        return "too_fast"
    line.tokens -= 1
    if not isinstance(data, str):
        return "binary"
    return None if data[:1] in ("0", "1", "2", "3") and data else "malformed"


def _shut(sock: Any) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def listed(origin: str | None, origins: tuple[str, ...]) -> bool:
    """Whether an Origin header names one of our addresses; the same value twice counts as once.

    >>> listed("https://a.example, https://a.example", ("https://a.example",))
    True
    >>> listed(None, ("https://a.example",)), listed("https://b.example", ("https://a.example",))
    (False, False)
    """
    said = {one.strip() for one in (origin or "").split(",")}
    return len(said) == 1 and said <= set(origins)
