"""The directory of gemeenten: the only table that every workspace may read; a workspace changes its own row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from wijkplatform.storage.base import Base, moment


class Gemeente(Base):
    """A gemeente that has a workspace, and its settings.

    Everybody may read the directory; a workspace may change its own row only, and never the address.
    """

    __tablename__ = "gemeente"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name="slug_form"),
        CheckConstraint("smallest_group between 1 and 10", name="smallest_group_range"),
        CheckConstraint("term in ('wijk', 'buurt', 'dorp', 'gebied')", name="term_known"),
        CheckConstraint("cbs_code ~ '^GM[0-9]{4}$'", name="cbs_code_form"),
        CheckConstraint("'nl-b1' = ANY (languages)", name="languages_some"),
        CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name="accent_form"),
        CheckConstraint("invitation_days between 1 and 30", name="invitation_days_range"),
        CheckConstraint("keep_answers_days between 1 and 3650", name="keep_answers_days_range"),
        CheckConstraint("keep_invitations_days between 1 and 3650", name="keep_invitations_days_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, server_default=text("gen_random_uuid()"))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    term: Mapped[str] = mapped_column(server_default="wijk")
    smallest_group: Mapped[int] = mapped_column(server_default="3")
    cbs_code: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(server_default="{nl-b1,nl,en,tr,ar,pl,uk}")
    accent: Mapped[str] = mapped_column(server_default="#0f4c55")
    contact_email: Mapped[str | None]
    findable: Mapped[bool] = mapped_column(server_default="false")
    invitation_days: Mapped[int] = mapped_column(server_default="7")
    keep_answers_days: Mapped[int] = mapped_column(server_default="30")
    keep_invitations_days: Mapped[int] = mapped_column(server_default="30")
    created_at: Mapped[datetime] = moment()


def by_slug(db: Session, slug: str) -> Gemeente | None:
    """The gemeente with this address, or None."""
    return db.scalar(select(Gemeente).where(Gemeente.slug == slug))


def by_id(db: Session, gemeente: UUID) -> Gemeente | None:
    """The gemeente with this id, or None."""
    return db.get(Gemeente, gemeente)


def lock(db: Session, gemeente: UUID) -> Gemeente:
    """The gemeente of this workspace, locked: what adds people to it happens one after another."""
    query = select(Gemeente).where(Gemeente.id == gemeente).with_for_update()
    return db.scalars(query.execution_options(populate_existing=True)).one()
