"""The platform as an installation runs it: several gunicorns that hear each other by Redis."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.redis_server import RedisServer
from tests.server import ROOT, Server
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
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        assert self.wait() == 0
        self.start()

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
