"""The judge is tried: servers that are broken on purpose, in the three ways that lose, double or mix up answers."""

from __future__ import annotations

import time

import pytest

from tests.database import template_of_parent
from tests.faults.broken import ack_before_commit, broken, no_dedup_key, no_seq_guard
from tests.faults.evening import PATIENCE, evening
from tests.faults.history import Stored, judge
from tests.faults.troubles import Fault, cut, kill


@pytest.mark.parametrize(
    ("how", "fault", "kind"),
    [(ack_before_commit, kill, "lost"), (no_dedup_key, cut, "double"), (no_seq_guard, cut, "wrong")],
)
def test_the_judge_sees_what_a_broken_server_does(database, how, fault: Fault, kind: str) -> None:
    template = template_of_parent()
    assert template
    with (
        template.copy(f"{database.name.rpartition('_')[2]}_{how.__name__}") as own,
        broken(own, how.__name__) as server,
        evening(own, 1, people=12, pace=0.12, servers=[server]) as room,
    ):
        end = time.monotonic() + 3 * PATIENCE  # what goes wrong is a matter of luck
        found: list[str] = []
        while not found and time.monotonic() < end:
            for tab in room.tabs:
                tab.idle = False
            room.go_on(20)
            fault(room)
            room.rest()
            found = getattr(judge(room.histories, Stored.of(room.meeting)), kind)
        assert found
