"""A real mail server for tests, which refuses, hangs and dies on demand; and the real worker as a process."""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.makers import BASE_URL, SECRET_KEY
from tests.server import ROOT, free_port
from wijkplatform.databases import DatabaseUrls
from wijkplatform.processes import ends_with_parent

PATIENCE = 90.0  # pauses grow, and machines are busy


class PostOffice:
    """A mail server on one port, for as many times as it is opened. What arrived stays."""

    def __init__(
        self, *, tls: ssl.SSLContext | None = None, user: str = "", password: str = "", old: bool = False
    ) -> None:
        self.port = free_port()
        self._letters: list[tuple[str, EmailMessage]] = []
        self.tried: Counter[str] = Counter()
        self.answers: dict[str, list[str]] = {}  # recipient → what is said to it, one after the other; the last stays
        self.hangs_at_data = threading.Event()
        self.takes = 0.0  # seconds for each mail
        self.before_taking: Callable[[], None] = lambda: None
        self._tls, self._user, self._password = tls, user, password
        self._modern = not old  # takes addresses with letters beyond ASCII
        self._controller: Controller | None = None

    def open(self) -> None:
        """Take mail."""
        guarded = {"auth_required": True, "authenticator": self._authenticated} if self._user else {}
        secured = {"tls_context": self._tls, "require_starttls": True} if self._tls else {}
        where = {"hostname": "127.0.0.1", "port": self.port, "enable_SMTPUTF8": self._modern}
        self._controller = Controller(self, **where, **guarded, **secured)
        self._controller.start()

    def close(self) -> None:
        """Take no mail any more: connections are refused."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    def of(self, recipient: str) -> list[EmailMessage]:
        """What arrived for somebody."""
        return [one for to, one in self._letters if to == recipient]

    @property
    def arrived(self) -> list[EmailMessage]:
        """Everything that arrived, oldest first."""
        return [one for _, one in self._letters]

    @property
    def recipients(self) -> list[str]:
        """Who got mail, in the order in which it arrived."""
        return [to for to, _ in self._letters]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - named by aiosmtpd
        self.tried[address] += 1
        answers = self.answers.get(address, [])
        answer = answers.pop(0) if len(answers) > 1 else answers[0] if answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        if self.hangs_at_data.is_set():
            await asyncio.sleep(30)
            return "451 Too late"
        await asyncio.sleep(self.takes)
        self.before_taking()
        for recipient in envelope.rcpt_tos:
            self._letters.append((recipient, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"

    def _authenticated(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login, data.password) == (self._user.encode(), self._password.encode())
        return AuthResult(success=right, handled=False)


class Worker:
    """The worker as a process of its own."""

    def __init__(self, database: DatabaseUrls, office_port: int, **settings: object) -> None:
        self._log = tempfile.NamedTemporaryFile(prefix="worker-", suffix=".log")  # noqa: SIM115 - closed by stop()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WIJK_")}
        self.environment = {
            **inherited,
            "WIJK_BASE_URL": BASE_URL,
            "WIJK_DATABASE_URL": database.app_url,
            "WIJK_SECRET_KEY": SECRET_KEY,
            "WIJK_SMTP_URL": f"smtp://127.0.0.1:{office_port}",
            "WIJK_MAIL_FROM": "post@wijk.example",
            "WIJK_MAIL_FIRST_PAUSE": "0.1",
            "WIJK_SMTP_TIMEOUT": "5",
            **{name: str(value) for name, value in settings.items()},
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "wijkplatform.cli", "worker"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            preexec_fn=ends_with_parent(),
        )

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """End it in the way it should; return its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=20)

    @property
    def log(self) -> str:
        """All it has said."""
        return Path(self._log.name).read_text(errors="replace")


@contextmanager
def office(**settings: Any) -> Iterator[PostOffice]:
    """An open mail server for as long as the block lasts."""
    one = PostOffice(**settings)
    one.open()
    try:
        yield one
    finally:
        one.close()


@contextmanager
def working(database: DatabaseUrls, office_port: int, **settings: object) -> Iterator[Worker]:
    """A worker for as long as the block lasts."""
    worker = Worker(database, office_port, **settings)
    try:
        yield worker
    finally:
        worker.stop()


def eventually(what: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
