"""Redis dies and comes back, or answers nothing: no score is lost, nobody waits, and screens are right soon after.

`WIJK_OUTAGE_SECONDS=15` lets it be away as long as the design asks for; a test run takes less.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from statistics import median

import pytest

from tests.live.lines import Line
from tests.makers import Meeting
from tests.redis_server import RedisServer, redis_running
from tests.topology import Gunicorn, gunicorns

OUTAGE = float(os.environ.get("WIJK_OUTAGE_SECONDS", "4"))
RIGHT_AGAIN = 3.0
AT_ONCE = 1.0


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_running() as one:
        yield one


@pytest.fixture(scope="module")
def pair(database, redis) -> Iterator[list[Gunicorn]]:
    with gunicorns(database, 2, redis) as processes:
        yield processes


class Evening:
    """Two phones on different processes that score by turns, and a scherm on each."""

    def __init__(self, pair: Sequence[Gunicorn], sit, meeting: Meeting) -> None:
        self.meeting, self.sit, self.pair = meeting, sit, pair
        self.lead = sit(meeting, meeting.leader, pair[0])
        self.phones = [
            sit(meeting, person, process) for person, process in zip(meeting.fill(2, 0, 0), pair, strict=True)
        ]
        self.screens = [sit(meeting, meeting.screen(), process) for process in pair]
        self.items = meeting.items()
        self.acked, self.waited = 0, list[float]()
        self.step("start", "open")

    def step(self, *steps: str) -> int:
        for step in steps:
            answer = self.lead.step(step, self.lead.call("sync")["snapshot"]["version"])
            assert answer["ok"], answer
        return int(answer["version"])

    def score_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for phone in self.phones:
                began = time.monotonic()
                item = self.items[self.acked % len(self.items)]
                assert phone.score(item, self.acked % 6, self.acked + 1)["state"] == "accepted"
                self.waited.append(time.monotonic() - began)
                self.acked += 1
            time.sleep(0.2)

    def right(self, version: int) -> bool:
        """Whether both screens show what the database holds."""
        return all(
            screen.told("progress")[-1]["count"] == self.acked and newest(screen) == version for screen in self.screens
        )

    def wait_until_right(self, version: int, seconds: float) -> float:
        began = time.monotonic()
        while not self.right(version):
            assert time.monotonic() - began < seconds, (self.acked, version, self.told())
            time.sleep(0.02)
        return time.monotonic() - began

    def told(self) -> list[object]:
        return [(screen.told("progress")[-1]["count"], newest(screen)) for screen in self.screens]


def newest(screen: Line) -> int:
    """The highest version that a screen heard of, by a step or by the heart beating."""
    return max(told["version"] for name in ("moved", "heartbeat", "snapshot") for told in screen.told(name))


def hear_each_other(pair: Sequence[Gunicorn], *, so: bool = True, seconds: float = RIGHT_AGAIN) -> None:
    """Wait until both processes hear, or until both know that they do not."""
    end = time.monotonic() + seconds
    while any(one.metrics()["redis_hears"] != so for one in pair):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def evening(pair, sit, meeting: Meeting) -> Evening:
    return Evening(pair, sit, meeting)


def test_redis_may_die_and_come_back_and_no_score_is_lost(pair, redis, evening: Evening) -> None:
    evening.score_for(1)
    failed = sum(one.metrics()["redis_publish_failed_total"] for one in pair)
    redis.kill()
    evening.score_for(OUTAGE / 2)
    version = evening.step("pause", "resume")
    evening.wait_until_right(version, RIGHT_AGAIN)
    evening.score_for(OUTAGE / 2)
    redis.start()
    evening.score_for(0.5)
    evening.wait_until_right(version, RIGHT_AGAIN)
    hear_each_other(pair)
    assert sum(one.metrics()["redis_publish_failed_total"] for one in pair) > failed
    version = evening.step("reveal")
    for screen in evening.screens:
        screen.hear("moved", lambda told: told["version"] == version)
        assert len(screen.hear("published")["results"]) == len(evening.items)
    evening.wait_until_right(version, RIGHT_AGAIN)
    assert median(evening.waited) < AT_ONCE / 5


def test_a_redis_that_answers_nothing_holds_up_nobody(pair, redis, evening: Evening) -> None:
    hear_each_other(pair)
    evening.score_for(0.5)
    evening.waited.clear()
    redis.freeze()
    try:
        evening.score_for(OUTAGE)
        version = evening.step("pause", "resume")
        evening.wait_until_right(version, RIGHT_AGAIN)
        hear_each_other(pair, so=False, seconds=8)
    finally:
        redis.thaw()
    assert max(evening.waited) < AT_ONCE
    evening.score_for(0.5)
    evening.wait_until_right(version, RIGHT_AGAIN)
    hear_each_other(pair)
