"""The real server as a process of its own: started, asked, killed and started again on the same port."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.makers import BASE_URL, SECRET_KEY
from wijkplatform.databases import DatabaseUrls
from wijkplatform.processes import ends_with_parent

ROOT = Path(__file__).parents[1]
_TO_START = 60.0
_addresses = itertools.count(1)


class Server:
    """One process that serves, with the settings of an installation behind a proxy that does TLS.

    `demo=True` starts it as `make demo` does: over plain HTTP, with the demo's pages.
    """

    command: tuple[str, ...] = (sys.executable, "-m", "wijkplatform.cli", "serve")
    patience = 10.0  # seconds to end in

    def __init__(self, database: DatabaseUrls, *, demo: bool = False, **settings: object) -> None:
        self.port, self._metrics_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.base_url = self.url if demo else BASE_URL
        self._log = tempfile.NamedTemporaryFile(prefix="server-", suffix=".log")  # noqa: SIM115 - closed by stop()
        kind = {"WIJK_DEMO": "1", "WIJK_BASE_URL": self.url} if demo else {"WIJK_BASE_URL": BASE_URL}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WIJK_")}
        self.environment = {
            **inherited,
            **kind,
            "WIJK_ORIGINS": self.url,
            "WIJK_PORT": str(self.port),
            "WIJK_METRICS_PORT": str(self._metrics_port),
            "WIJK_DATABASE_URL": database.app_url,
            "WIJK_SECRET_KEY": SECRET_KEY,
            "WIJK_JOINS_PER_MINUTE": "100000",
            **{name: str(value) for name, value in settings.items()},
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._http = httpx.Client(verify=False, timeout=5)
        self.start()

    host = "127.0.0.1"

    def wrap(self, sock: socket.socket) -> socket.socket:
        """A connection to it as it must be used: without TLS, which is the proxy's."""
        return sock

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            preexec_fn=ends_with_parent(),
        )
        end = time.monotonic() + _TO_START
        while self._process.poll() is None and time.monotonic() < end:
            try:
                if self._http.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log}")

    def terminate(self) -> None:
        """Tell it to end in the way it should; `wait` until it has."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait until it has ended; return its exit code."""
        assert self._process
        return self._process.wait(self.patience)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it in the way it should."""
        assert self._process
        if self._process.poll() is None:
            self.terminate()
            try:
                self._process.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.kill()
        self._http.close()
        self._log.close()

    @property
    def log(self) -> str:
        """All it has said."""
        return Path(self._log.name).read_text(errors="replace")

    @property
    def memory(self) -> int:
        """How many bytes of memory the process holds now."""
        return memory_of(self.pid)

    def metrics(self) -> dict[str, float]:
        """What the operator reads: name with labels → number."""
        text = self._http.get(f"http://127.0.0.1:{self._metrics_port}/metrics").text
        lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
        return {name: float(number) for name, _, number in lines}

    def rejected(self, reason: str) -> float:
        """How many sockets were refused or cut for this reason."""
        return self.metrics().get(f'ws_rejected_total{{reason="{reason}"}}', 0)


class Caller:
    """Somebody who calls the API from an address of their own: budgets of tests never touch each other."""

    def __init__(self, server: Server, headers: Mapping[str, str] | None = None) -> None:
        number = next(_addresses)
        self.address = f"127.{os.getpid() % 199 + 1}.{number // 250 + 1}.{number % 250 + 1}"
        transport = httpx.HTTPTransport(local_address=self.address, verify=False)
        self.http = httpx.Client(base_url=server.url, transport=transport, timeout=15, headers=dict(headers or {}))

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.http.get(path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> httpx.Response:
        return self.http.post(path, json={} if body is None else body, **options)

    def patch(self, path: str, body: object = None, **options: Any) -> httpx.Response:
        return self.http.patch(path, json={} if body is None else body, **options)


def memory_of(pid: int) -> int:
    """How many bytes of memory a process holds now."""
    words = Path(f"/proc/{pid}/statm").read_text().split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


_BELOW = 32_000
"""Below the ports that the system hands out to who calls somebody: none of those takes one that was found free."""

_ports = itertools.cycle(random.sample(range(10_000, _BELOW), 4_000))


def free_port() -> int:
    """A port that nobody listens on now, and that this run does not hand out again soon."""
    for port in _ports:
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError


@contextmanager
def running(database: DatabaseUrls, *, demo: bool = False, **settings: object) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(database, demo=demo, **settings)
    try:
        yield server
    finally:
        server.stop()
