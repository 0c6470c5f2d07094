"""A room full of people with phones on a bad network, and everything that can be harmed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle

from tests.faults.channel import Channel
from tests.faults.history import History
from tests.faults.phones import Tab, phones
from tests.faults.postgres import Postgres
from tests.faults.proxy import Proxy, network
from tests.makers import Maker, Meeting, Person
from tests.nginx import Nginx
from tests.redis_server import RedisServer
from tests.topology import Gunicorn
from wijkplatform.databases import DatabaseUrls
from wijkplatform.domain.people import GROUPS

PATIENCE = 60.0  # seconds, on the busiest machine; what must be quicker is measured


def until(so: Callable[[], object], what: str) -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE:.0f} seconds in vain for {what}")
        time.sleep(0.02)


@dataclass
class Evening:
    """What can be harmed, and who is there."""

    proxy: Proxy | Nginx
    servers: Sequence[Gunicorn]
    meeting: Meeting
    people: Sequence[Person]
    tabs: list[Tab]
    screens: list[Channel]
    postgres: Postgres | None
    redis: RedisServer | None
    chance: random.Random

    @property
    def histories(self) -> list[History]:
        return list({id(tab.history): tab.history for tab in self.tabs}.values())

    @property
    def acked(self) -> int:
        """How many ticks were given so far."""
        return sum(len(history.acked) for history in self.histories)

    def go_on(self, many: int) -> None:
        """Wait until so many more ticks were given: what goes wrong next goes wrong in the middle of scoring."""
        wanted = self.acked + many
        until(lambda: self.acked >= wanted, f"{many} more ticks")

    def rest(self) -> None:
        """Let people put their phones down, and wait until nothing waits on them."""
        for tab in self.tabs:
            tab.idle = True
        until(lambda: not self.waiting, "every outbox to be empty")

    @property
    def waiting(self) -> int:
        """How many answers have no tick yet."""
        return sum(len(tab.outbox.waiting()) for tab in self.tabs)

    @contextmanager
    def without(self, server: Gunicorn) -> Iterator[None]:
        """New connections go to the other servers, as those of a load balancer do that was told."""
        assert isinstance(self.proxy, Proxy)
        self.proxy.go_to([one.port for one in self.servers if one is not server])
        yield
        self.proxy.go_to([one.port for one in self.servers])


@contextmanager
def evening(
    database: DatabaseUrls,
    seed: int,
    *,
    people: int,
    pace: float,
    servers: Sequence[Gunicorn],
    postgres: Postgres | None = None,
    redis: RedisServer | None = None,
    front: Nginx | None = None,
) -> Iterator[Evening]:
    """A room of people with phones, a scherm and a cockpit on a bad network, in the middle of scoring.

    With a `front` they go through that instead, on a network that is never bad.
    """
    with ExitStack() as stack:
        proxy = front or stack.enter_context(network(*(server.port for server in servers)))
        maker = Maker.of(database)
        stack.callback(maker.store.close)
        meeting = maker.town().meeting()
        room = [meeting.join(group) for group, _ in zip(cycle(GROUPS), range(people), strict=False)]
        meeting.step("start", "open")
        chance = random.Random(seed)
        tabs = phones(proxy, meeting, room, seed, pace)
        proofs = [meeting.screen(), meeting.screen(), meeting.leader, meeting.leader]
        screens = [Channel(proxy, meeting, proof, random.Random(f"{seed}/{n}")) for n, proof in enumerate(proofs)]
        made = Evening(proxy, servers, meeting, room, tabs, screens, postgres, redis, chance)
        stack.callback(_leave, made)
        for one in [*tabs, *screens]:
            one.start()
        until(lambda: all(one.view.known for one in [*tabs, *screens]), "everybody to come in")
        yield made


def _leave(evening: Evening) -> None:
    for one in [*evening.tabs, *evening.screens]:
        one.stopped.set()
    if isinstance(evening.proxy, Proxy):
        evening.proxy.cut()
    for one in [*evening.tabs, *evening.screens]:
        one.leave()
