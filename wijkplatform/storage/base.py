"""What every table has: the gemeente it belongs to, and the names of constraints."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, DateTime, ForeignKeyConstraint, MetaData, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; plain text and time zones by default."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar = {
        str: Text(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[str]: ARRAY(Text()),
    }


class OfGemeente:
    """A row of one gemeente. The database fills in whose: no query ever names the column.

    The primary key starts with the gemeente, so that every foreign key can carry it along: foreign keys look
    past row level security.
    """

    gemeente_id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("current_gemeente()"))
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, server_default=text("gen_random_uuid()"))


def refers(column: str, table: str, *, ondelete: str | None = "CASCADE") -> ForeignKeyConstraint:
    """A foreign key to `table` within the same gemeente."""
    return ForeignKeyConstraint(["gemeente_id", column], [f"{table}.gemeente_id", f"{table}.id"], ondelete=ondelete)


def may_lose(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key to `table` within the same gemeente that is emptied when the row it points to goes."""
    return refers(column, table, ondelete=f"SET NULL ({column})")


def unique(*columns: str) -> UniqueConstraint:
    """A key that is unique within a gemeente."""
    return UniqueConstraint("gemeente_id", *columns)


def moment() -> Mapped[datetime]:
    """A column that holds when the row was made, on the clock of the database."""
    return mapped_column(server_default=func.now())
