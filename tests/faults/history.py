"""What every outbox went through, held against what the database holds: the judge of the fault programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID

import psycopg

from tests.makers import Meeting, plain

Op = dict[str, Any]
Row = tuple[UUID, str, int, int]
"""Participant, item, seq and value."""


@dataclass
class History:
    """Everything that happened to the answers of one outbox, each with the moment (seconds, monotonic)."""

    person: UUID
    given: dict[str, tuple[float, Op]] = field(default_factory=dict)
    sent: list[tuple[float, Op]] = field(default_factory=list)
    acked: dict[str, tuple[float, Op]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def give(self, op: Op, instead_of: Op | None = None) -> None:
        """An answer is kept; a renumbered one was given when the first one was."""
        since = self.given[instead_of["op"]][0] if instead_of else monotonic()
        self.given[op["op"]] = since, op

    def send(self, op: Op) -> None:
        self.sent.append((monotonic(), op))

    def ack(self, op: Op) -> None:
        """A tick. Two ways may bring the same one: the first counts."""
        self.acked.setdefault(op["op"], (monotonic(), op))

    def refuse(self, op: Op, why: str) -> None:
        self.refused.append(f"{op} was refused: {why}")

    @property
    def resent(self) -> int:
        """How many times an operation was sent that had been sent before."""
        return len(self.sent) - len({op["op"] for _, op in self.sent})


@dataclass
class Stored:
    """What the database holds of a session: every operation under its own id, and the answers that count now."""

    events: list[tuple[UUID, Row]]
    scores: list[Row]

    @classmethod
    def of(cls, meeting: Meeting) -> Stored:
        answer = "participant_id, item_id::text, seq, value"
        mine = "participant_id IN (SELECT id FROM participant WHERE session_id = %s)"
        with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
            events = connection.execute(f"SELECT id, {answer} FROM score_event WHERE {mine}", [meeting.id]).fetchall()
            scores = connection.execute(f"SELECT {answer} FROM score WHERE {mine}", [meeting.id]).fetchall()
        return cls([(one[0], (*one[1:],)) for one in events], [(*one,) for one in scores])  # type: ignore[misc]


@dataclass
class Verdict:
    """What is wrong, by kind; a sentence each."""

    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [*self.lost, *self.double, *self.wrong, *self.strange]


def judge(histories: Sequence[History], stored: Stored) -> Verdict:
    """Each acknowledged operation is there once, nothing else is, and of each answer the last one counts."""
    verdict = Verdict()
    events = dict(stored.events)
    many = Counter(op for op, _ in stored.events)
    verdict.double += [f"{op} is stored {times} times" for op, times in many.items() if times > 1]
    places = Counter(row[:3] for row in events.values())
    verdict.double += [f"{place} is stored {times} times" for place, times in places.items() if times > 1]
    counting = Counter(row[:2] for row in stored.scores)
    verdict.double += [f"{place} counts {times} times" for place, times in counting.items() if times > 1]
    sent = {UUID(op["op"]): row_of(history, op) for history in histories for _, op in history.sent}
    verdict.strange += [f"{op} was never sent as {row}" for op, row in events.items() if sent.get(op) != row]
    for history in histories:
        verdict.strange += history.refused
        _judge_own(history, events, verdict)
    for person in {history.person for history in histories}:
        _judge_last([history for history in histories if history.person == person], stored, verdict)
    return verdict


def row_of(history: History, op: Op) -> Row:
    """The row that an operation should be."""
    return history.person, op["item"], op["seq"], op["value"]


def _judge_own(history: History, events: dict[UUID, Row], verdict: Verdict) -> None:
    """What got a tick is stored as it was sent, and what was given last got one."""
    last: dict[str, Op] = {}
    for _, op in history.acked.values():
        if events.get(UUID(op["op"])) != row_of(history, op):
            verdict.lost.append(f"{op} was acknowledged and is lost")
    for _, op in history.given.values():
        if op["seq"] >= last.get(op["item"], op)["seq"]:
            last[op["item"]] = op
    verdict.strange += [f"{op} was given last and got no tick" for op in last.values() if op["op"] not in history.acked]


def _judge_last(outboxes: list[History], stored: Stored, verdict: Verdict) -> None:
    """The highest acknowledged seq counts; and it is no other than the one that was given last, in any tab."""
    person = outboxes[0].person
    final = {row[1]: row[2:] for row in stored.scores if row[0] == person}
    acked: dict[str, list[tuple[float, float, Op]]] = {}
    for history in outboxes:
        for at, op in history.acked.values():
            acked.setdefault(op["item"], []).append((history.given[op["op"]][0], at, op))
    for item, ticks in acked.items():
        highest = max((op["seq"], op["value"]) for _, _, op in ticks)
        if final.get(item) != highest:
            verdict.wrong.append(f"of {person} on {item} counts {final.get(item)} and not {highest}")
        for since, _, op in ticks:
            over = [one for _, at, one in ticks if at < since and one["seq"] >= op["seq"]]
            verdict.wrong += [f"{op} was given after the tick of {one}, and got one below it" for one in over]
