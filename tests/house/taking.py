"""What tests of files share: asking for one, being the worker that makes it, and reading a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from openpyxl import load_workbook

from tests.makers import SECRET_KEY, SignedIn, Town
from wijkplatform.services import taking_away
from wijkplatform.services.taking_away import Asked
from wijkplatform.settings import read
from wijkplatform.worker import Worker


def ask(by: SignedIn, town: Town, form: str = "xlsx", op: UUID | None = None, **what: UUID) -> UUID:
    """Ask for a file; return its id."""
    asked = op or uuid4()
    with town.store.workspace(by.badge) as work:
        taking_away.ask(work, asked, form, **what)
    return asked


def see(by: SignedIn, town: Town) -> list[Asked]:
    with town.store.workspace(by.badge) as work:
        return list(taking_away.see_desk(work).asked)


@contextmanager
def worker(town: Town, mail_port: int = 9) -> Iterator[Worker]:
    """A worker in this process, which does nothing by itself."""
    found = read(
        {
            "WIJK_DATABASE_URL": town.maker.database.app_url,
            "WIJK_SECRET_KEY": SECRET_KEY,
            "WIJK_BASE_URL": "https://wijk.example",
            "WIJK_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
            "WIJK_MAIL_FROM": "wijk@wijk.example",
        },
        needs_mail=True,
    )
    made = Worker(found)
    try:
        yield made
    finally:
        made.close()


def make_all(town: Town) -> int:
    """Make every file that waits; return how many steps that took."""
    steps = 0
    with worker(town) as made:
        while made.make_files(town.operator):
            steps += 1
    return steps


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The sheets of a workbook, as rows by the names of the columns."""
    found = {}
    for sheet in load_workbook(io.BytesIO(content)):
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found
