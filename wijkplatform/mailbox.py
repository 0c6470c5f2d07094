"""The mailbox of the demo: a real SMTP server that keeps what it gets, so that the whole way can be tried.

Only for a demo and for this machine: it takes mail for everybody, from everybody who reaches it.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from wijkplatform.domain.dates import HERE

_NEWEST = 200
_NAME = re.compile(r"[0-9]{20}", re.ASCII)
_HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail that arrived."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    attached: tuple[Attached, ...]


class Mailbox:
    """A folder with a file for each mail; the newest are kept."""

    def __init__(self, folder: Path, newest: int = _NEWEST) -> None:
        self._folder, self._newest = folder, newest
        self._lock = threading.Lock()

    def keep(self, content: bytes) -> None:
        """Keep a mail; who reads meanwhile sees it whole or not at all."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock:
            name = f"{time.time_ns():020d}"
            fresh = self._folder / f"{name}.new"
            fresh.touch(mode=0o600)
            fresh.write_bytes(content)
            os.replace(fresh, self._folder / f"{name}.eml")
            for old in sorted(self._folder.glob("*.eml"))[: -self._newest]:
                old.unlink(missing_ok=True)

    def all(self) -> list[Kept]:
        """Every mail, newest first."""
        files = sorted(self._folder.glob("*.eml"), reverse=True)
        return [kept for file in files if (kept := self.one(file.stem))]

    def one(self, name: str) -> Kept | None:
        """The mail with this name, or None."""
        if not _NAME.fullmatch(name):
            return None
        try:
            message = message_from_bytes((self._folder / f"{name}.eml").read_bytes(), policy=default)
        except FileNotFoundError:
            return None
        return _kept(name, message)


def _kept(name: str, message: EmailMessage) -> Kept:
    body = message.get_body(("plain",))
    return Kept(
        name=name,
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")).strip(),
        sent_at=parsedate_to_datetime(str(message["Date"])).astimezone(HERE),
        text=body.get_content() if body else "",
        attached=tuple(_attached(message)),
    )


def _attached(message: EmailMessage) -> Iterator[Attached]:
    for one in message.iter_attachments():
        content = one.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Attached(one.get_filename() or "bijlage", one.get_content_type(), content)


class _Handler:
    """Takes every mail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Keep what arrived."""
        self._mailbox.keep(envelope.content)
        return "250 Bewaard"


@contextmanager
def receiving(mailbox: Mailbox) -> Iterator[int]:
    """Take mail on a port of this machine for as long as the block lasts; the port is a free one."""
    from aiosmtpd.controller import Controller  # only the demo has it

    port = _free_port()
    controller = Controller(_Handler(mailbox), hostname=_HERE, port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server((_HERE, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
