"""Files of the results of many sessions: asked for on a page, made by the worker, kept for a week.

The worker takes a job (`take`), commits, and gathers one session (`gather`) in a transaction of its own, until none is
left; then the file is written outside any transaction and kept (`keep`). A worker that dies leaves the job taken for
the length of a lease: then another one goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias, cast
from uuid import UUID

from wijkplatform.domain.errors import Malformed, NotFound, NotNow, NotValid
from wijkplatform.domain.people import Action, Role
from wijkplatform.services.auditing import record
from wijkplatform.services.exporting import results_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import exports
from wijkplatform.storage.exports import ExportJob
from wijkplatform.storage.work import Work
from wijkplatform.wire.exports import ResultsExport

Form: TypeAlias = Literal["csv", "xlsx", "json"]
FORMS: tuple[Form, ...] = ("xlsx", "csv", "json")

LEASE = timedelta(minutes=10)
"""How long a job that was taken stays away from other workers: longer than the largest file takes."""

KEPT = timedelta(days=7)
"""How long a file can be downloaded."""

MOST_AT_ONCE = 3
"""So many files of one account can be under way."""

_MOST_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed session that can be taken away."""

    session: UUID
    title: str
    wijk_id: UUID
    wijk: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that was asked for: of one session, of a wijk, or (neither) of the gemeente; `by` whom, while known."""

    id: UUID
    form: Form
    state: Literal["waiting", "running", "done", "failed"]
    done: int
    asked: int
    wijk: str | None
    session: str | None
    by: str | None
    made_at: datetime
    until: datetime | None

    @property
    def under_way(self) -> bool:
        """Whether it is still being made."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Desk:
    """What can be taken away, and what was asked for, newest first."""

    choices: Sequence[Choice]
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that a worker is at."""

    id: UUID
    form: Form
    attempt: int


@use_case(Action.EXPORT_RESULTS)
def see_desk(work: Work) -> Desk:
    """What can be taken away, and the own files; a beheerder sees those of everybody."""
    mine = None if work.actor.role is Role.BEHEERDER else work.actor.person
    return Desk(
        [Choice(*one) for one in exports.closed_sessions(work.db)],
        [_asked(job, wijk, session, by) for job, wijk, session, by in exports.jobs(work.db, mine)],
    )


@use_case(Action.EXPORT_RESULTS)
def ask(work: Work, op: UUID, form: str, wijk: UUID | None = None, session: UUID | None = None) -> None:
    """Ask for a file; `op` becomes its id: the same form sent twice makes one file.

    Raises `NotValid` for what cannot be chosen, and `NotNow` when enough files of this account are under way.
    """
    known = exports.job(work.db, op)
    if known is not None:
        if known.account_id != work.actor.person:
            raise Malformed
        return
    found = [Choice(*one) for one in exports.closed_sessions(work.db)]
    chosen = [one for one in found if session in (None, one.session) and wijk in (None, one.wijk_id)]
    wrong = {}
    if form not in FORMS:
        wrong["form"] = "Kies een soort bestand."
    if not chosen:
        wrong["wat"] = "Kies wat u wilt ophalen."
    if wrong:
        raise NotValid(wrong)
    if exports.under_way(work.db, work.actor.person) >= MOST_AT_ONCE:
        raise NotNow(f"Er worden al {MOST_AT_ONCE} bestanden voor u gemaakt. Wacht tot er een klaar is.")
    about = {"wijk_id": wijk, "session_id": session, "asked": len(chosen)}
    work.db.add(ExportJob(id=op, form=form, account_id=work.actor.person, **about))
    work.db.flush()
    record(work, "export_made", op)


@use_case(Action.EXPORT_RESULTS)
def download(work: Work, job_id: UUID) -> tuple[Asked, bytes]:
    """A file that is ready, for who asked for it or a beheerder. Raises `NotFound`."""
    found = next((one for one in see_desk(work).asked if one.id == job_id and one.state == "done"), None)
    content = exports.content(work.db, job_id) if found else None
    if found is None or content is None:
        raise NotFound
    record(work, "export_downloaded", job_id)
    return found, content


@use_case(Action.MAKE_EXPORTS)
def take(work: Work, lease: timedelta = LEASE) -> Taken | None:
    """Take the job that waits longest, or one that another worker left; None when there is none.

    What was taken too often without getting further ends here, as failed.
    """
    while job := exports.take_due(work.db, lease):
        if job.attempts <= _MOST_ATTEMPTS:
            return Taken(job.id, cast(Form, job.form), job.attempts)
        exports.end(work.db, job.id, None)
    return None


@use_case(Action.MAKE_EXPORTS)
def gather(work: Work, taken: Taken) -> bool:
    """Gather the next session of a job; False when there is none left, and the file can be written."""
    job = _mine(work, taken)
    session = exports.next_session(work.db, job) if job else None
    if job is None or session is None:
        return False
    exports.put_part(work.db, job, session.id, cast(dict[str, Any], results_of(work, session)))
    return True


@use_case(Action.MAKE_EXPORTS)
def gathered(work: Work, taken: Taken, position: int) -> ResultsExport | None:
    """What was gathered, one session after the other; None after the last."""
    return cast("ResultsExport | None", exports.part(work.db, taken.id, position))


@use_case(Action.MAKE_EXPORTS)
def keep(work: Work, taken: Taken, content: bytes) -> bool:
    """Keep a file. False when another worker took the job meanwhile: then that one decides."""
    if _mine(work, taken) is None:
        return False
    exports.end(work.db, taken.id, content)
    return True


def _mine(work: Work, taken: Taken) -> ExportJob | None:
    """The job, locked, as long as this attempt is the newest."""
    job = exports.locked(work.db, taken.id)
    return job if job is not None and job.state == "running" and job.attempts == taken.attempt else None


def _asked(job: ExportJob, wijk: str | None, session: str | None, by: str | None) -> Asked:
    return Asked(
        job.id,
        cast(Form, job.form),
        cast(Any, job.state),
        job.done,
        job.asked,
        wijk,
        session,
        by,
        job.made_at,
        job.ended_at + KEPT if job.ended_at else None,
    )
