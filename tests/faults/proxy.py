"""A bad network: TCP between people and servers that can be cut, fall silent, be slow, or come in single bytes.

Each connection goes to the next server in turn, and to another one when that does not answer, as nginx does it.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from tests.makers import BASE_URL

_PIECE = 65_536
_CRUMBS = 48  # of each piece this many bytes travel alone: what begins and measures a frame is among them
_CRUMB_SECONDS = 0.002  # between two, or they would come in together
_NO_SERVER = (OSError, asyncio.IncompleteReadError)


class _Link:
    """One connection: the side of the person, and that of the server."""

    def __init__(self, person: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.person, self.server = person, server
        self.deaf = False

    def cut(self) -> None:
        for side in (self.person, self.server):
            side.transport.abort()

    def open_half(self) -> None:
        """The server is told that the person went; the person is told nothing."""
        self.deaf = True
        self.server.transport.abort()


class Proxy:
    """Runs in a thread of its own. `latency` (seconds) and `crumbs` may be set at any time."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.base_url, self.host = BASE_URL, "127.0.0.1"
        self.latency, self.crumbs = 0.0, False
        self._ports, self._turn = tuple(ports), 0
        self._links: set[_Link] = set()
        self._loop = asyncio.new_event_loop()
        self._passing = asyncio.Event()
        self._passing.set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"http://{self.host}:{self.port}"

    def wrap(self, sock: socket.socket) -> socket.socket:
        """A connection as it must be used: without TLS."""
        return sock

    def go_to(self, ports: Sequence[int]) -> None:
        """New connections go to these servers from now on."""
        self._ports = tuple(ports)

    @property
    def links(self) -> int:
        """How many connections there are now."""
        return len(self._links)

    def cut(self) -> None:
        """End every connection at once, with whatever is under way in it."""
        self._do(lambda: [link.cut() for link in list(self._links)])

    def open_half(self) -> None:
        """End every connection for the servers only: people go on talking into nothing."""
        self._do(lambda: [link.open_half() for link in list(self._links)])

    def black_hole(self, seconds: float) -> None:
        """Take connections and bytes in, and pass nothing on for so long; then all of it, in order."""
        self._do(self._passing.clear)
        time.sleep(seconds)
        self._do(self._passing.set)

    def close(self) -> None:
        """End every connection, and take no new ones."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        for link in list(self._links):
            link.cut()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports close one turn later

    def _do(self, what: Callable[[], object]) -> None:
        """Do something in the thread of the proxy, and wait until it is done."""
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (what(), done.set()))
        done.wait()

    async def _serve(self, from_person: asyncio.StreamReader, person: asyncio.StreamWriter) -> None:
        try:
            await self._passing.wait()
            from_server, server = await self._connect()
        except _NO_SERVER:
            person.transport.abort()
            return
        link = _Link(person, server)
        self._links.add(link)
        up = asyncio.create_task(self._pass(link, from_person, server))
        down = asyncio.create_task(self._pass(link, from_server, person))
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            if link.deaf:
                await asyncio.wait({up})
        except asyncio.CancelledError:
            pass  # the proxy closes
        finally:
            up.cancel()
            down.cancel()
            self._links.discard(link)
            person.close()
            server.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._turn += 1
        ports = self._ports
        for number in range(len(ports)):
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", ports[(self._turn + number) % len(ports)])
        raise OSError("no server answers")

    async def _pass(self, link: _Link, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                if self.latency:
                    await asyncio.sleep(self.latency)
                await self._passing.wait()
                if link.deaf:
                    continue
                for crumb in _crumbs(piece) if self.crumbs else [piece]:
                    to.write(crumb)
                    await to.drain()
                    if self.crumbs:
                        await asyncio.sleep(_CRUMB_SECONDS)


def _crumbs(piece: bytes) -> Iterator[bytes]:
    yield from (piece[place : place + 1] for place in range(min(_CRUMBS, len(piece))))
    if rest := piece[_CRUMBS:]:
        yield rest


@contextmanager
def network(*ports: int) -> Iterator[Proxy]:
    """A network to these servers for as long as the block lasts."""
    proxy = Proxy(ports)
    try:
        yield proxy
    finally:
        proxy.close()
