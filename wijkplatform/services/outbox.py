"""The outbox: mail that is written in the same transaction as what it tells about."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.work import Work


def put_sign_in(work: Work, recipient: str) -> None:
    """Have a link to sign in sent to whoever has this address; who is unknown gets nothing."""
    work.db.add(Mail(kind="sign_in", recipient=recipient))
    work.db.flush()


def put_invitation(
    work: Work, recipient: str, link_id: UUID, kind: Literal["invitation", "reminder"] = "invitation"
) -> None:
    """Have a link of an invitation sent, for the first time or as a reminder."""
    work.db.add(Mail(kind=kind, recipient=recipient, invitation_link_id=link_id))
    work.db.flush()
