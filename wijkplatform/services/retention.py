"""Nothing of people is kept longer than the gemeente says."""

from __future__ import annotations

from datetime import timedelta

from wijkplatform.domain.people import Action
from wijkplatform.services.taking_away import KEPT
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import agreements, exports, paper, participants, points, presence, pulses, retention, scores
from wijkplatform.storage.work import Work


@use_case(Action.CLEAN_UP)
def clean_up(work: Work) -> dict[str, int]:
    """Delete what is older than the gemeente keeps it; return how many of each. Doing it again deletes nothing.

    Of a session that was closed long ago the published counts stay, and nothing of any participant. The count of
    operations that phones and screens compare never falls: what is deleted stays counted.
    """
    presence.sweep(work.db)
    answers = timedelta(days=work.gemeente.keep_answers_days)
    gone = {"sessions": 0, "participants": 0, "scores": 0}
    for session_id in retention.sessions_with_old_answers(work.db, answers):
        session = retention.still_old(work.db, session_id, answers)
        if session is None:
            continue
        many = pulses.accepted(work.db, session_id) - session.wiped_scores
        session.rehearsed = participants.is_rehearsed(work.db, session_id)
        scores.forget(work.db, session_id)
        paper.forget(work.db, session_id)
        points.forget(work.db, session_id)
        session.wiped_scores += many
        gone["sessions"] += 1
        gone["scores"] += many
        gone["participants"] += retention.forget_participants(work.db, session_id)
    gone["exports"] = exports.forget(work.db, KEPT)
    people = timedelta(days=work.gemeente.keep_invitations_days)
    gone["addresses"] = agreements.forget_addresses(work.db, people)
    return gone | retention.forget_people(work.db, people)
