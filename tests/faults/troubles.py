"""What goes wrong: one function for each trouble, which ends when the trouble is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from tests.faults.evening import Evening, until
from wijkplatform.domain.errors import Retry


def kill(evening: Evening) -> None:
    """A server ends as in a power cut, and is started again a moment later."""
    server = evening.chance.choice(evening.servers)
    server.kill()
    time.sleep(evening.chance.uniform(0, 1))
    server.start()


def freeze(evening: Evening) -> None:
    """A server stands still for three seconds, with its connections open."""
    server = evening.chance.choice(evening.servers)
    server.freeze()
    time.sleep(3)
    server.thaw()


def cut(evening: Evening) -> None:
    """Everybody's connection breaks at once, with acknowledgements under way."""
    evening.proxy.latency = 0.15
    time.sleep(0.5)
    evening.proxy.cut()
    evening.proxy.latency = 0


def black_hole(evening: Evening) -> None:
    """The network takes everything and passes nothing on."""
    evening.proxy.black_hole(2.5)


def latency(evening: Evening) -> None:
    """A slow network: 0.4 seconds each way, for a while."""
    evening.proxy.latency = 0.4
    time.sleep(4)
    evening.proxy.latency = 0


def crumbs(evening: Evening) -> None:
    """Frames come in single bytes, and connections begin so."""
    evening.proxy.crumbs = True
    evening.proxy.cut()
    time.sleep(3)
    evening.proxy.crumbs = False


def half_open(evening: Evening) -> None:
    """The servers lose everybody, and nobody hears of it."""
    evening.proxy.open_half()


def restart_database(evening: Evening) -> None:
    """PostgreSQL is restarted immediately: no transaction is finished first."""
    assert evening.postgres
    evening.postgres.restart()


def roll(evening: Evening) -> None:
    """The servers are restarted one after the other, as for a new version."""
    for server in evening.servers:
        with evening.without(server):
            server.restart()


def lose_redis(evening: Evening, seconds: float = 15) -> None:
    """Redis dies, and comes back with nothing."""
    assert evening.redis
    evening.redis.kill()
    time.sleep(seconds)
    evening.redis.start()


def pause(evening: Evening) -> None:
    """The spelleider pauses: what comes in meanwhile is kept on the phones."""
    _insist(evening, "pause")
    time.sleep(2)
    _insist(evening, "resume")


def _insist(evening: Evening, step: str) -> None:
    """Take a step as somebody who presses the button again when it did not work."""

    def taken() -> bool:
        with suppress(Retry):
            return evening.meeting.step(step) > 0
        return False

    until(taken, step)


Fault = Callable[[Evening], None]
WHOLE: tuple[Fault, ...] = (
    *(kill, kill, kill, freeze, cut, cut, black_hole, latency, crumbs, half_open),
    *(restart_database, lose_redis, roll, pause),
)
SHORT: tuple[Fault, ...] = (kill, freeze, cut, crumbs, half_open, restart_database, partial(lose_redis, seconds=3))
