"""No answer with a tick is lost, whatever goes wrong: the short fault programme, with two processes and a Redis."""

from __future__ import annotations

from tests.faults.evening import evening
from tests.faults.postgres import postgres
from tests.faults.programme import run
from tests.faults.troubles import SHORT
from tests.redis_server import redis_running
from tests.topology import gunicorns


def test_whatever_goes_wrong_every_tick_stands_once_and_every_screen_is_right_again() -> None:
    with (
        postgres() as own,
        redis_running() as redis,
        gunicorns(own.database, 2, redis) as servers,
        evening(own.database, 7, people=7, pace=0.5, servers=servers, postgres=own, redis=redis) as room,
    ):
        outcome = run(room, SHORT, between=10)
    assert [*outcome.verdict.all, *outcome.unlike] == []
    assert outcome.acked >= 10 * len(SHORT)
    assert outcome.resent > 0, "nothing that went wrong was felt"
