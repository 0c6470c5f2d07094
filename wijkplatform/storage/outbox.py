"""The outbox: mail that is to be sent, written in the same transaction as what it tells about.

A row holds no text and no link: the worker makes both when it sends, so that a copy of the database opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from wijkplatform.storage.base import Base, OfGemeente, moment, refers


class Mail(OfGemeente, Base):
    """One mail. Its id makes the Message-ID, so that a mail sent twice is known as one.

    `kind` says what it tells: an invitation or a reminder (of an `invitation_link_id`), or a link to sign in (for
    whoever has the address `recipient`, known or not). `last_words` is what the mail server said when it refused.
    """

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("kind in ('invitation', 'reminder', 'sign_in')", name="kind_known"),
        CheckConstraint("state in ('waiting', 'sent', 'failed')", name="state_known"),
        CheckConstraint("(kind = 'sign_in') = (invitation_link_id is null)", name="about_its_kind"),
        refers("invitation_link_id", "invitation_link"),
        Index("ix_mail_due", "gemeente_id", "due_at", postgresql_where=text("state = 'waiting'")),
    )

    kind: Mapped[str]
    recipient: Mapped[str]
    invitation_link_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime] = moment()
    last_words: Mapped[str | None]
    created_at: Mapped[datetime] = moment()
    done_at: Mapped[datetime | None]
