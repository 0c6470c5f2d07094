"""A PostgreSQL of our own that can be ended as a power cut ends it, and started again where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.database import alembic
from wijkplatform.databases import DatabaseUrls
from wijkplatform.embedded import EmbeddedPostgres
from wijkplatform.processes import ServerUser

_PATIENCE = 60.0


class Postgres:
    """A running server with one migrated database. Restart it from the main thread."""

    def __init__(self, admin_url: str, database: DatabaseUrls) -> None:
        self.database = database
        self._admin_url = admin_url
        self._again: subprocess.Popen[bytes] | None = None

    def restart(self) -> None:
        """What `pg_ctl restart -m immediate` does: every connection ends in mid-sentence, then recovery."""
        pid = self._postmaster()
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")[:-1]
        os.kill(pid, signal.SIGQUIT)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        if self._again:
            self._again.wait()
        self._again = ServerUser.fit().start(command, subprocess.DEVNULL)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                psycopg.connect(self._admin_url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not come back")

    def _postmaster(self) -> int:
        """The process that all others of the server are children of."""
        with psycopg.connect(self._admin_url) as connection:
            pid = connection.info.backend_pid
            return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])

    def end(self) -> None:
        if self._again:
            self._again.send_signal(signal.SIGINT)
            self._again.wait(_PATIENCE)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that nobody else uses, whatever server the other tests were given."""
    given = os.environ.pop("WIJK_DATABASE_URL", None)
    try:
        with EmbeddedPostgres() as server:
            server.create_roles()
            database = server.create_database("wijk_faults")
            alembic(database, "upgrade", "head")
            one = Postgres(server.admin_url, database)
            try:
                yield one
            finally:
                one.end()
    finally:
        if given is not None:
            os.environ["WIJK_DATABASE_URL"] = given
