"""Every process is restarted in turn while people score through nginx: no answer with a tick is lost."""

from __future__ import annotations

from tests.faults.evening import Evening, evening
from tests.faults.programme import run
from tests.topology import installation


def restart_each(room: Evening) -> None:
    """A rolling restart, with nobody told but the people themselves."""
    for process in room.servers:
        room.go_on(20)
        process.restart()


def test_a_rolling_restart_loses_no_acknowledged_score(database) -> None:
    with (
        installation(database) as platform,
        evening(database, 3, people=7, pace=0.5, servers=platform.processes, front=platform.proxy) as room,
    ):
        outcome = run(room, [restart_each], between=20)
    assert [*outcome.verdict.all, *outcome.unlike] == []
    assert outcome.resent > 0, "the restarts hit nothing"
