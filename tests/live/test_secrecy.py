"""Before the reveal nobody learns what anybody else answered: every byte of two different evenings is the same.

The same session is played twice with the same people, operations and pauses; only the answers differ, and what people
ask to talk about. What arrives until the reveal, over every socket and every page of the API, must then be the same
byte by byte, what is one's own apart.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest

from tests.live.lines import Line, Proof, proof_headers, take_ticket
from tests.makers import Maker, Meeting, score_op
from tests.server import Caller, Server
from wijkplatform.domain.people import Group

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Evening:
    """What everybody received, in words that do not depend on which evening it was."""

    def __init__(self, meeting: Meeting, sit: Callable[..., Line], caller: Caller, answer: Callable[..., int]) -> None:
        self.meeting, self.caller, self.sit = meeting, caller, sit
        self.people = meeting.fill(3, 2, 1)
        self.proofs = [*self.people[::3], meeting.leader, meeting.screen()]
        self.lead = sit(meeting, meeting.leader)
        self.phones = [sit(meeting, one) for one in self.people]
        self.ears = [self.phones[0], self.phones[3], self.lead, sit(meeting, self.proofs[-1])]
        self.names = {one: f"item {place}" for place, one in enumerate([*meeting.items(1), *meeting.items(3)])}
        version = self.lead.step("start", meeting.version)["version"]
        self.version = self.lead.step("open", version)["version"]
        self.bodies: list[str] = []
        self.score(answer)

    def score(self, answer: Callable[..., int]) -> None:
        """Everybody scores every punt, one after the other; some change their mind."""
        done = 0
        for seq, item in enumerate(self.meeting.items(1), start=1):
            for number, phone in enumerate(self.phones):
                times = 2 if (seq + number) % 5 == 0 else 1
                for again in range(times):
                    value = answer(number, seq + again)
                    assert phone.call("score", score_op(item, value, 10 * seq + again))["state"] == "accepted"
                    done += 1
            for ear in self.ears:
                ear.hear("progress", lambda one, many=done: one["count"] >= many)
            for number, phone in enumerate(self.phones):
                item = self.meeting.items(1)[answer(number, seq)]
                assert phone.call("propose", {"op": str(uuid4()), "item": item, "on": True, "seq": seq})["ok"]
            if seq in (1, len(self.meeting.items(1))):
                self.look()

    def look(self) -> None:
        for proof in self.proofs:
            answer = self.caller.get(f"{self.meeting.path}/snapshot", headers=proof_headers(proof))
            self.bodies.append(self.normal(answer.text))
        people = self.caller.get(f"{self.meeting.path}/participants", headers=self.meeting.leader.cookies)
        self.bodies.append(self.normal(people.text))
        self.bodies += [self.normal(json.dumps(ear.call("sync"))) for ear in self.ears]

    def heard(self) -> list[list[str]]:
        """What each of them heard, without its own receipts. Counts may be told together: the last is what matters."""
        told = []
        for ear in self.ears:
            frames = [frame for frame in ear.frames if frame.startswith("42")]
            steady = [
                frame for frame in frames if not frame.startswith(('42["progress"', '42["presence"', '42["heartbeat"'))
            ]
            last = [frame for frame in frames if frame.startswith('42["progress"')][-1]
            told.append([self.normal(frame) for frame in [*steady, last]])
        return told

    def keys_heard(self) -> set[str]:
        """The shape of every count that was told: what fields it has, and of which punten."""
        shapes = set()
        for ear in self.ears:
            for name in ("progress", "presence"):
                for payload in ear.told(name):
                    if payload.get("items", True):  # before the opgave opened there may be a count of nothing
                        shapes.add(self.normal(json.dumps(_shape(payload))))
        return shapes

    def normal(self, text: str) -> str:
        """The text without its own answers, ids, codes and secrets."""
        text = re.sub(r'"answers": ?\[[^]]*\], ?"proposed": ?\[[^]]*\]', '"answers":[],"proposed":[]', text)
        for item, name in self.names.items():
            text = text.replace(item, name)
        for person in self.people:
            text = text.replace(person.return_code, "RETURN")
        text = text.replace(self.meeting.town.slug, "GEMEENTE").replace(self.meeting.code, "CODE")
        text = re.sub(r"/doe-mee/[\w-]{22}", "/doe-mee/LINK", text)
        text = re.sub(r'"connected": ?\d+', '"connected":N', text)
        return UUID.sub("ID", text)


def _shape(payload: Any) -> Any:
    if isinstance(payload, dict):
        return {name: _shape(one) for name, one in payload.items()}
    return [_shape(one) for one in payload] if isinstance(payload, list) else type(payload).__name__


def low(number: int, seq: int) -> int:
    return 1


def spread(number: int, seq: int) -> int:
    return random.Random(f"{number}/{seq}").randint(0, 5)


@pytest.fixture(scope="module")
def evenings(maker: Maker, server: Server) -> Iterator[list[Evening]]:
    """Two evenings that differ in the answers alone."""
    with ExitStack() as open_ones:
        caller = open_ones.enter_context(Caller(server))

        def sit(meeting: Meeting, proof: Proof) -> Line:
            return open_ones.enter_context(Line(server)).enter(take_ticket(caller, meeting, proof))

        yield [Evening(maker.town().meeting(), sit, caller, answer) for answer in (low, spread)]


def test_until_the_reveal_every_byte_is_the_same_whatever_people_answer(evenings: list[Evening]) -> None:
    one, other = evenings
    assert one.bodies == other.bodies
    assert one.heard() == other.heard()
    assert one.keys_heard() == other.keys_heard()
    for evening in evenings:
        beats = [beat for ear in evening.ears for beat in ear.told("heartbeat")]  # as many as the evening took time for
        assert all(beat.keys() == {"session", "version"} for beat in beats)
        text = "".join(frame for ear in evening.ears for frame in ear.frames if not frame.startswith("43"))
        for word in ('"value"', '"counts"', '"mean"', '"agreement"', '"delta"', '"finding"'):
            # What a phone answered itself, and that a punt of the checklist asks about no afspraak, may be told.
            assert word not in re.sub(r'"answers": ?\[[^]]*\]|"agreement": ?null', "", text)


def test_a_phone_is_told_its_own_answers_and_nobody_elses(evenings: list[Evening]) -> None:
    evening = evenings[1]
    for number, (person, phone) in enumerate(zip(evening.people, evening.phones, strict=True)):
        me = phone.call("sync")["snapshot"]["me"]
        assert me["id"] == str(person.id)
        latest = {}
        for seq, item in enumerate(evening.meeting.items(1), start=1):
            latest[item] = spread(number, seq + ((seq + number) % 5 == 0))
        assert {one["item"]: one["value"] for one in me["answers"]} == latest
    for ear in evening.ears[-2:]:
        assert '"answers"' not in "".join(ear.frames)


def test_who_joins_late_learns_nothing_more(evenings: list[Evening]) -> None:
    snapshots = []
    for evening in evenings:
        late = evening.sit(evening.meeting, evening.meeting.join(Group.WIJKPARTNER))
        snapshots.append(evening.normal(re.sub(r'"return_code": ?"\w+"', "", json.dumps(late.told("snapshot")))))
    assert snapshots[0] == snapshots[1]


def test_the_reveal_is_what_makes_the_difference(evenings: list[Evening]) -> None:
    for evening in evenings:
        evening.lead.step("reveal", evening.version)
        evening.lead.hear("published")
    one, other = evenings
    assert one.heard()[2] != other.heard()[2]
