"""A step gets its turn while a room scores without a pause: who comes later waits behind it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg

from tests.makers import Meeting, plain, score_op
from wijkplatform.services import scoring
from wijkplatform.wire.base import ScoreOp

PATIENCE = 3.0  # less than a lock is waited for
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def until(so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not so() and time.monotonic() < end:
        time.sleep(0.01)


def test_a_score_that_comes_after_a_step_waits_for_it(meeting: Meeting) -> None:
    first, later = meeting.join(), meeting.join()
    meeting.step("start", "open")
    item, said = meeting.items()[0], []
    step = threading.Thread(target=meeting.step, args=["pause"])
    score = threading.Thread(target=lambda: said.append(meeting.score(later, item, 4)))
    with psycopg.connect(plain(meeting.town.maker.database.app_url), autocommit=True) as looking:

        def waiting(many: int) -> bool:
            return looking.execute(WAITING).fetchone() == (many,)

        with meeting.town.store.workspace(first.badge) as work:
            scoring.give_score(work, ScoreOp.model_validate(score_op(item, 3)))
            step.start()
            until(lambda: waiting(1))
            score.start()
            until(lambda: waiting(2) or said)
        step.join()
        score.join()
    assert meeting.snapshot(meeting.leader.badge)["state"] == "paused"
    assert said == ["retry"]
