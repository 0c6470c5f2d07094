"""'Gemerkt?': a session opens with the afspraken of last time, and asks bewoners whether they noticed.

It is a part of the agenda like an opgave, so everything that holds for scores holds here: hidden until the reveal,
counted on paper as well, and through the release gate. What comes out is no result of a punt: it judges nothing.
"""

from __future__ import annotations

from dataclasses import asdict
from uuid import uuid4

from wijkplatform.domain.agreements import AGREEMENTS_PART, NOTICED_KIND
from wijkplatform.domain.events import AgreementsChanged
from wijkplatform.domain.sessions import Course
from wijkplatform.services.releasing import release_opgave
from wijkplatform.storage import agreements, scores, sessions
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work


def open_with_agreements(work: Work, session: ScoringSession) -> None:
    """Let a session that begins ask about the afspraken of its wijk, before everything else; none: nothing is asked."""
    open_ones = agreements.to_ask_about(work.db, session)
    if not open_ones:
        return
    part = SessionOpgave(id=uuid4(), session_id=session.id, number=AGREEMENTS_PART, position=-1)
    work.db.add(part)
    work.db.flush()
    for number, one in enumerate(open_ones, start=1):
        work.db.add(
            SessionItem(
                session_id=session.id,
                opgave_id=part.id,
                number=number,
                kind=NOTICED_KIND,
                agreement_id=one.id,
            )
        )
    work.db.flush()


def publish_noticed(work: Work, session: ScoringSession, course: Course) -> None:
    """Let out what bewoners noticed when that part is revealed, or take it back when it begins again."""
    if course.opgave is None or course.opgave.number != AGREEMENTS_PART:
        return
    if not course.reveals and course.withdraws is None:
        return
    opgave = next(one for one in sessions.agenda(work.db, session.id) if one.number == AGREEMENTS_PART)
    session.version += 1
    if course.withdraws is not None:
        scores.withdraw(work.db, opgave)
    else:
        _publish(work, session, opgave)
    work.db.flush()
    work.tell(AgreementsChanged(work.gemeente.id, session.id, session.version))


def _publish(work: Work, session: ScoringSession, opgave: SessionOpgave) -> None:
    asked = [one for one in sessions.items(work.db, session.id) if one.opgave_id == opgave.id]
    scores.publish(
        work.db,
        [
            {
                "session_id": session.id,
                "item_id": one.item.id,
                "round": one.round,
                "version": session.version,
                "result": {
                    "groups": {group.value: asdict(out) for group, out in one.groups.items()},
                    "paper": one.paper,
                    "waiting": one.waiting,
                },
                "evidence": {},
            }
            for one in release_opgave(work, session, opgave, asked)
        ],
    )


def forget_part(work: Work, session: ScoringSession) -> None:
    """Take the part away: a session that goes back to its lobby asks again when it begins."""
    for one in sessions.agenda(work.db, session.id):
        if one.number == AGREEMENTS_PART:
            work.db.delete(one)
    work.db.flush()
