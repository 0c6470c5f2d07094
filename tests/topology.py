"""The platform as an installation runs it: several gunicorns that hear each other by Redis, behind nginx."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.nginx import NAME, Nginx, nginx_before
from tests.redis_server import RedisServer, redis_running
from tests.server import ROOT, Server, free_port, memory_of
from wijkplatform.databases import DatabaseUrls


class Gunicorn(Server):
    """One process under gunicorn, with the delivered configuration. `pid` is gunicorn's, `worker` does the work."""

    command: tuple[str, ...] = (sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py"))
    patience = 40.0

    @property
    def worker(self) -> int:
        """The process that serves; gunicorn itself only watches it."""
        [child] = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(child)

    def kill(self) -> None:
        """End both as a power cut would."""
        worker = self.worker
        super().kill()
        os.kill(worker, signal.SIGKILL)

    def freeze(self) -> None:
        """Let it do nothing, while its connections stay open."""
        os.kill(self.worker, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.worker, signal.SIGCONT)

    def restart(self) -> None:
        """End it in the way it should, and start it again on its port: one step of a rolling restart."""
        self.terminate()
        assert self.wait() == 0
        self.start()

    @property
    def memory(self) -> int:
        """How many bytes of memory the process that serves holds now."""
        return memory_of(self.worker)

    @property
    def cpu(self) -> float:
        """How many seconds of processor time it has used."""
        words = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def gunicorns(
    database: DatabaseUrls, many: int = 2, redis: RedisServer | None = None, **settings: object
) -> Iterator[list[Gunicorn]]:
    """Some processes on one database, for as long as the block lasts; they hear each other if there is a Redis."""
    if redis:
        settings = {"WIJK_REDIS_URL": redis.url, **settings}
    with ExitStack() as running:
        processes = []
        for _ in range(many):
            processes.append(one := Gunicorn(database, **settings))
            running.callback(one.stop)
        yield processes


@dataclass(frozen=True)
class Installation:
    """Processes that hear each other, and nginx before them."""

    redis: RedisServer
    processes: list[Gunicorn]
    proxy: Nginx


@contextmanager
def installation(database: DatabaseUrls, many: int = 2, **settings: object) -> Iterator[Installation]:
    """The delivered topology, for as long as the block lasts; skips the test where a part of it is missing."""
    port = free_port()
    ours = {"WIJK_BASE_URL": f"https://{NAME}:{port}", "WIJK_PROXY_HOPS": 1}
    with ExitStack() as running:
        redis = running.enter_context(redis_running())
        processes = running.enter_context(gunicorns(database, many, redis, **ours, **settings))
        proxy = running.enter_context(nginx_before(port, [one.port for one in processes]))
        yield Installation(redis, processes, proxy)
