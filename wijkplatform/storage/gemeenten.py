"""The directory of gemeenten: the only table that every workspace may read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, moment


class Gemeente(Base):
    """A gemeente that has a workspace."""

    __tablename__ = "gemeente"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name="slug_form"),
        CheckConstraint("smallest_group between 1 and 10", name="smallest_group_range"),
        CheckConstraint("term in ('wijk', 'buurt', 'dorp', 'gebied')", name="term_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, server_default=text("gen_random_uuid()"))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    term: Mapped[str] = mapped_column(server_default="wijk")
    smallest_group: Mapped[int] = mapped_column(server_default="3")
    created_at: Mapped[datetime] = moment()


def by_slug(db: Session, slug: str) -> Gemeente | None:
    """The gemeente with this address, or None."""
    return db.scalar(select(Gemeente).where(Gemeente.slug == slug))


def by_id(db: Session, gemeente: UUID) -> Gemeente | None:
    """The gemeente with this id, or None."""
    return db.get(Gemeente, gemeente)
