"""The outbox: mail that is written in the same transaction as what it tells about."""

from __future__ import annotations

from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.work import Work


def put_sign_in(work: Work, recipient: str) -> None:
    """Have a link to sign in sent to whoever has this address; who is unknown gets nothing."""
    work.db.add(Mail(kind="sign_in", recipient=recipient))
    work.db.flush()
