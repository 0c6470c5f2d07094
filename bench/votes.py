"""What the platform adds to the database: a durable, acknowledged vote over a socket against the bare transaction.

The peer does the same two statements with the same role in the same database, one transaction per vote, from one
connection. The socket way also checks ticket, badge, permission and state, and tells the room.
"""

from __future__ import annotations

import time
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tests.database import migrated_template
from tests.live.lines import Line, take_ticket
from tests.makers import Maker, Meeting, Person, plain
from tests.server import Caller, Server, running

_VOTES = 200
_PACE = 0.11  # seconds between two votes of one phone: the guard lets through ten a second


def votes() -> str:
    """The median time to an acknowledgement, as a multiple of the bare transaction's."""
    with migrated_template() as template, template.copy("bench") as urls, running(urls, demo=False) as server:
        meeting = Maker.of(urls).town().meeting((1,))
        people = meeting.fill(2, 0, 0)
        meeting.step("start", "open")
        items = meeting.items()
        over_socket = _over_socket(server, meeting, people[0], items)
        with psycopg.connect(plain(urls.app_url)) as connection:
            bare = [_bare(connection, meeting, people[1], items[n % len(items)], n + 1) for n in range(_VOTES)]
    ratio = median(over_socket) / median(bare)
    return (
        f"{ratio:.1f} x the bare transaction ({median(over_socket) * 1000:.1f} ms against {median(bare) * 1000:.1f} ms)"
    )


def _over_socket(server: Server, meeting: Meeting, person: Person, items: list[str]) -> list[float]:
    times = []
    with Caller(server) as caller, Line(server).enter(take_ticket(caller, meeting, person)) as line:
        for number in range(_VOTES):
            begin = time.perf_counter()
            receipt = line.score(items[number % len(items)], number % 6, number + 1)
            times.append(time.perf_counter() - begin)
            if receipt["state"] != "accepted":
                raise RuntimeError(f"a vote was not accepted: {receipt}")
            time.sleep(_PACE)
    return times


def _bare(connection: psycopg.Connection[Any], meeting: Meeting, person: Person, item: str, seq: int) -> float:
    begin = time.perf_counter()
    connection.execute("select set_config('wijkplatform.gemeente_id', %s, true)", [str(meeting.town.id)])
    connection.execute(
        "insert into score_event (id, session_id, participant_id, item_id, round, seq, value)"
        " values (%s, %s, %s, %s, 1, %s, 3) on conflict do nothing",
        [uuid4(), meeting.id, person.id, UUID(item), seq],
    )
    connection.execute(
        "insert into score (participant_id, item_id, round, value, seq) values (%s, %s, 1, 3, %s)"
        " on conflict (gemeente_id, participant_id, item_id, round) do update set value = excluded.value,"
        " seq = excluded.seq where excluded.seq > score.seq",
        [person.id, UUID(item), seq],
    )
    connection.commit()
    return time.perf_counter() - begin
