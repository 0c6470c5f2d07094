"""Files of results that somebody asked for: what waits, what is gathered so far, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from wijkplatform.domain.sessions import State
from wijkplatform.storage.base import Base, OfGemeente, may_lose, moment, refers, unique
from wijkplatform.storage.participants import rehearsed
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession, Wijk

_TO_MAKE = ("waiting", "running")


class ExportJob(OfGemeente, Base):
    """A file that was asked for: of one session, of a wijk, or of the whole gemeente. `account_id`: by whom.

    `done` of `asked` sessions are gathered. `due_at` lies ahead while a worker is at it, and `attempts` counts how
    often one took it since it last got further.
    """

    __tablename__ = "export_job"
    __table_args__ = (
        CheckConstraint("form in ('csv', 'xlsx', 'json')", name="form_known"),
        CheckConstraint("state in ('waiting', 'running', 'done', 'failed')", name="state_known"),
        CheckConstraint("(state = 'done') = (content is not null)", name="has_file"),
        refers("wijk_id", "wijk"),
        refers("session_id", "scoring_session"),
        may_lose("account_id", "account"),
        Index("ix_export_job_due", "gemeente_id", "due_at", postgresql_where=text("state in ('waiting', 'running')")),
    )

    wijk_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    form: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="waiting")
    done: Mapped[int] = mapped_column(server_default="0")
    asked: Mapped[int]
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime] = moment()
    account_id: Mapped[UUID | None]
    made_at: Mapped[datetime] = moment()
    ended_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = deferred(mapped_column())


class ExportPart(OfGemeente, Base):
    """What was gathered of a session for a file: a `wire.exports.ResultsExport`. Gone as soon as the file is there."""

    __tablename__ = "export_part"
    __table_args__ = (
        unique("job_id", "session_id"),
        unique("job_id", "position"),
        refers("job_id", "export_job"),
        refers("session_id", "scoring_session"),
    )

    job_id: Mapped[UUID]
    session_id: Mapped[UUID]
    position: Mapped[int]
    result: Mapped[dict[str, Any]]


def closed_sessions(db: Session) -> Sequence[tuple[UUID, str, UUID, str, datetime]]:
    """Every closed session of real people, newest first: id, title, wijk with its name, and when it was."""
    when = func.coalesce(ScoringSession.starts_at, ScoringSession.created_at)
    query = (
        select(ScoringSession.id, ScoringSession.title, Wijk.id, Wijk.name, when)
        .join(Wijk, Wijk.id == ScoringSession.wijk_id)
        .where(*_real())
        .order_by(when.desc(), ScoringSession.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in db.execute(query)]


def _real() -> tuple[Any, ...]:
    return ScoringSession.state == State.CLOSED, ~ScoringSession.trial, ~rehearsed(ScoringSession.id)


def job(db: Session, job_id: UUID) -> ExportJob | None:
    """The job with this id, or None."""
    return db.scalar(select(ExportJob).where(ExportJob.id == job_id))


def locked(db: Session, job_id: UUID) -> ExportJob | None:
    """The same, locked and as it is now."""
    query = select(ExportJob).where(ExportJob.id == job_id).with_for_update()
    return db.scalar(query.execution_options(populate_existing=True))


def jobs(db: Session, account_id: UUID | None) -> Sequence[tuple[ExportJob, str | None, str | None, str | None]]:
    """The jobs of an account, or of everybody, newest first: with the wijk, the session, and the name of who asked."""
    query = (
        select(ExportJob, Wijk.name, ScoringSession.title, Account.name)
        .outerjoin(Wijk, Wijk.id == ExportJob.wijk_id)
        .outerjoin(ScoringSession, ScoringSession.id == ExportJob.session_id)
        .outerjoin(Account, Account.id == ExportJob.account_id)
        .order_by(ExportJob.made_at.desc(), ExportJob.id)
    )
    rows = db.execute(query.where(ExportJob.account_id == account_id) if account_id else query)
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def under_way(db: Session, account_id: UUID | None) -> int:
    """How many files of an account are still to be made."""
    mine = ExportJob.account_id == account_id, ExportJob.state.in_(_TO_MAKE)
    return db.scalar(select(func.count()).select_from(ExportJob).where(*mine)) or 0


def take_due(db: Session, lease: timedelta) -> ExportJob | None:
    """The job that is due first, counted as an attempt and kept from other workers for a while; or None."""
    due = select(ExportJob).where(ExportJob.state.in_(_TO_MAKE), ExportJob.due_at <= func.now())
    found = db.scalar(due.order_by(ExportJob.due_at, ExportJob.id).limit(1).with_for_update(skip_locked=True))
    if found is not None:
        values = {"due_at": func.now() + lease, "attempts": found.attempts + 1, "state": "running"}
        db.execute(update(ExportJob).where(ExportJob.id == found.id).values(values))
        db.refresh(found)
    return found


def next_session(db: Session, asked: ExportJob) -> ScoringSession | None:
    """The first session, oldest first, that a job still has to gather; or None."""
    gathered = exists().where(ExportPart.job_id == asked.id, ExportPart.session_id == ScoringSession.id)
    query = select(ScoringSession).where(*_real(), ~gathered)
    if asked.session_id:
        query = query.where(ScoringSession.id == asked.session_id)
    if asked.wijk_id:
        query = query.where(ScoringSession.wijk_id == asked.wijk_id)
    when = func.coalesce(ScoringSession.starts_at, ScoringSession.created_at)
    return db.scalar(query.order_by(when, ScoringSession.id).limit(1))


def put_part(db: Session, asked: ExportJob, session_id: UUID, result: dict[str, Any]) -> None:
    """Keep what was gathered of a session. The job is further: it may be taken again at once."""
    db.add(ExportPart(job_id=asked.id, session_id=session_id, position=asked.done, result=result))
    db.flush()
    many = asked.done + 1
    values = {"done": many, "asked": max(asked.asked, many), "attempts": 0, "due_at": func.now()}
    db.execute(update(ExportJob).where(ExportJob.id == asked.id).values(values))


def part(db: Session, job_id: UUID, position: int) -> dict[str, Any] | None:
    """What was gathered at this place, or None after the last one."""
    found = select(ExportPart.result).where(ExportPart.job_id == job_id, ExportPart.position >= position)
    return db.scalar(found.order_by(ExportPart.position).limit(1))


def end(db: Session, job_id: UUID, content: bytes | None) -> None:
    """The file is there, or it could not be made (None). What was gathered goes."""
    state = "failed" if content is None else "done"
    values = {"state": state, "content": content, "ended_at": func.now()}
    db.execute(update(ExportJob).where(ExportJob.id == job_id).values(values))
    db.execute(delete(ExportPart).where(ExportPart.job_id == job_id))


def content(db: Session, job_id: UUID) -> bytes | None:
    """The file of a job, or None."""
    return db.scalar(select(ExportJob.content).where(ExportJob.id == job_id))


def forget(db: Session, kept: timedelta) -> int:
    """Delete files that ended, or were asked for and never made, longer ago than this; return how many."""
    before = func.now() - kept
    old = or_(ExportJob.ended_at < before, ExportJob.made_at < before - kept)
    return len(db.execute(delete(ExportJob).where(old).returning(ExportJob.id)).all())
