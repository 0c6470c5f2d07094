"""No score with a tick is lost: the server is killed in the middle of scoring, and the phones go on by themselves.

Each phone keeps the history of what it sent and what was acknowledged, as an outbox does: one operation at a time,
sent again over a new connection until it is acknowledged. Afterwards the history is held against the database.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import httpx
import psycopg
import pytest
import websocket

from tests.live.lines import Line, take_ticket
from tests.makers import Meeting, Person, plain, score_op
from tests.server import Caller, running

PHONES, OPERATIONS, PATIENCE = 12, 40, 60.0
Sent = dict[str, object]
Row = tuple[UUID, str, int, int]


@dataclass
class History:
    """What one phone sent, and which operations it got a tick for."""

    person: Person
    sent: list[Sent] = field(default_factory=list)
    acked: list[Sent] = field(default_factory=list)
    resent: int = 0


def faults(histories: Sequence[History], events: Sequence[tuple[UUID, Row]], scores: Sequence[Row]) -> list[str]:
    """What is wrong: `events` are (operation, (participant, item, seq, value)) as stored, `scores` what counts now."""
    found = []
    stored = dict(events)
    if len(stored) != len(events):
        found.append("an operation is stored twice")
    sent = {UUID(str(op["op"])) for history in histories for op in history.sent}
    found += [f"{op} was never sent" for op in stored if op not in sent]
    final = {(person, item): (seq, value) for person, item, seq, value in scores}
    if len(final) != len(scores):
        found.append("an answer counts twice")
    for history in histories:
        last: dict[str, tuple[int, int]] = {}
        for op in history.acked:
            row = (history.person.id, op["item"], op["seq"], op["value"])
            if stored.get(UUID(str(op["op"]))) != row:
                found.append(f"{op} was acknowledged and is lost")
            last[str(op["item"])] = max(last.get(str(op["item"]), (0, 0)), (int(str(op["seq"])), int(str(op["value"]))))
        for item, answer in last.items():
            if final.get((history.person.id, item)) != answer:
                found.append(f"the last answer is {final.get((history.person.id, item))} and not {answer}")
    return found


class Phone(threading.Thread):
    """Scores one operation after the other, and does not give up."""

    def __init__(self, server, meeting: Meeting, person: Person, items: Sequence[str], seed: int) -> None:
        super().__init__(daemon=True)
        self.history = History(person)
        self._server, self._meeting, self._items = server, meeting, items
        self._chance = random.Random(seed)
        self._line: Line | None = None

    def run(self) -> None:
        with Caller(self._server) as caller:
            for seq in range(1, OPERATIONS + 1):
                op = score_op(self._chance.choice(self._items), self._chance.randrange(6), seq)
                self.history.sent.append(op)
                while not self._delivered(caller, op):
                    self.history.resent += 1
                    time.sleep(0.1)
                self.history.acked.append(op)
                time.sleep(self._chance.uniform(0.02, 0.12))
            if self._line:
                self._line.close()

    def _delivered(self, caller: Caller, op: Sent) -> bool:
        try:
            if self._line is None:
                self._line = Line(self._server)
                self._line.enter(take_ticket(caller, self._meeting, self.history.person))
            return self._line.call("score", op)["state"] in ("accepted", "duplicate")
        except (OSError, AssertionError, httpx.TransportError, websocket.WebSocketException):
            if self._line:
                self._line.close()
            self._line = None
            return False


def test_a_killed_server_loses_no_acknowledged_score(database, meeting: Meeting) -> None:
    people = meeting.fill(4, 4, 4)
    meeting.step("start", "open")
    items = meeting.items()
    with running(database) as server:
        phones = [Phone(server, meeting, person, items, seed) for seed, person in enumerate(people)]
        assert len(phones) == PHONES
        for phone in phones:
            phone.start()
        for _ in range(2):
            many = sum(len(phone.history.acked) for phone in phones) + 80
            end = time.monotonic() + PATIENCE
            while sum(len(phone.history.acked) for phone in phones) < many and time.monotonic() < end:
                time.sleep(0.02)
            server.kill()
            server.start()
        for phone in phones:
            phone.join(PATIENCE)
            assert not phone.is_alive()
        histories = [phone.history for phone in phones]
        assert sum(len(history.acked) for history in histories) == PHONES * OPERATIONS
        assert sum(history.resent for history in histories) > 0, "the kill hit nothing"
        events, scores = rows(meeting)
        assert faults(histories, events, scores) == []
        assert len(events) == PHONES * OPERATIONS
        with Caller(server) as caller, Line(server) as scherm:
            scherm.enter(take_ticket(caller, meeting, meeting.screen()))
            told = scherm.told("snapshot")[0]["progress"]
        assert told["count"] == PHONES * OPERATIONS
        for item in items:
            answered = {one.person.id for one in histories for op in one.acked if op["item"] == item}
            assert sum(told["items"][item].values()) == len(answered)


def rows(meeting: Meeting) -> tuple[list[tuple[UUID, Row]], list[Row]]:
    """What the database holds of a session."""
    answer = "participant_id, item_id::text, seq, value"
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        stored = connection.execute(
            f"SELECT id, {answer} FROM score_event WHERE session_id = %s", [meeting.id]
        ).fetchall()
        of_session = "participant_id IN (SELECT id FROM participant WHERE session_id = %s)"
        counting = connection.execute(f"SELECT {answer} FROM score WHERE {of_session}", [meeting.id]).fetchall()
    return [(one[0], (one[1], one[2], one[3], one[4])) for one in stored], [(*one,) for one in counting]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ("nothing", None),
        ("an acknowledged operation is gone", "lost"),
        ("its value is another", "lost"),
        ("an operation is stored twice", "stored twice"),
        ("an operation nobody sent is there", "never sent"),
        ("an older answer counts", "the last answer"),
        ("no answer counts", "the last answer"),
        ("an answer counts twice", "counts twice"),
    ],
)
def test_the_checker_sees_a_broken_history(meeting: Meeting, broken: str, what: str | None) -> None:
    person, item = meeting.join(), meeting.items()[0]
    first, second = score_op(item, 2, seq=1), score_op(item, 5, seq=2)
    history = History(person, [first, second], [first, second])
    events = [(UUID(op["op"]), (person.id, item, op["seq"], op["value"])) for op in (first, second)]
    scores: list[Row] = [(person.id, item, 2, 5)]
    match broken:
        case "an acknowledged operation is gone":
            events.pop(0)
        case "its value is another":
            events[0] = (events[0][0], (person.id, item, 1, 3))
        case "an operation is stored twice":
            events.append(events[0])
        case "an operation nobody sent is there":
            events.append((meeting.id, events[0][1]))
        case "an older answer counts":
            scores = [(person.id, item, 1, 2)]
        case "no answer counts":
            scores = []
        case "an answer counts twice":
            scores.append(scores[0])
    found = faults([history], events, scores)
    assert any(what in one for one in found) if what else not found
