"""The HTTP way of scoring: receipts in order, limits, and an ETag that tells whether anything changed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.house.test_joining import problem
from tests.makers import Meeting, Person, score_op


@pytest.fixture
def person(meeting: Meeting) -> Person:
    joined = meeting.join()
    meeting.step("start", "open")
    return joined


def test_answers_of_somebody_else_are_never_taken_for_ones_own(anyone, meeting, person, fingerprint) -> None:
    other = meeting.join()
    ops = [score_op(meeting.items()[0], 4)]
    before = fingerprint()
    sent = {"ops": ops, "participant": str(person.id)}
    refused = anyone.post(f"{meeting.path}/scores", sent, headers=other.bearer)
    problem(refused, 404, "not_found")
    assert fingerprint() == before
    taken = anyone.post(f"{meeting.path}/scores", sent, headers=person.bearer)
    assert taken.json()["receipts"][0]["state"] == "accepted"


def test_receipts_come_in_the_order_of_the_operations_and_a_refusal_holds_up_none(anyone, meeting, person) -> None:
    first, second = meeting.items()[:2]
    closed = meeting.items(3)[0]
    ops = [
        score_op(first, 4, seq=1),
        score_op(closed, 4, seq=2),
        score_op(second, 0, seq=3),
        score_op(first, 5, seq=4),
        score_op(first, 1, seq=2),
    ]
    ops.insert(3, ops[0])
    answer = anyone.post(f"{meeting.path}/scores", {"ops": ops}, headers=person.bearer)
    receipts = answer.json()["receipts"]
    assert [one["op"] for one in receipts] == [op["op"] for op in ops]
    said = [one.get("state") or one["code"] for one in receipts]
    assert said == ["accepted", "item_not_open", "accepted", "duplicate", "accepted", "stale"]
    assert receipts[-1]["seq"] == 4
    me = anyone.get(f"{meeting.path}/snapshot", headers=person.bearer).json()["me"]
    assert {one["item"]: one["value"] for one in me["answers"]} == {first: 5, second: 0}


def test_two_hundred_operations_are_a_batch_and_one_more_is_not(anyone, meeting, person, fingerprint) -> None:
    item = meeting.items()[0]
    ops = [score_op(item, seq % 6, seq) for seq in range(1, 202)]
    before = fingerprint()
    problem(anyone.post(f"{meeting.path}/scores", {"ops": ops}, headers=person.bearer), 400, "malformed")
    assert fingerprint() == before
    answer = anyone.post(f"{meeting.path}/scores", {"ops": ops[:200]}, headers=person.bearer)
    assert [one["state"] for one in answer.json()["receipts"]] == ["accepted"] * 200
    assert anyone.post(f"{meeting.path}/scores", {"ops": []}, headers=person.bearer).json() == {"receipts": []}


def test_a_body_that_is_too_large_is_refused_in_whatever_way_it_comes(anyone, meeting, person, fingerprint) -> None:
    before = fingerprint()
    kind = {**person.bearer, "Content-Type": "application/json"}
    large = b'{"ops": [' + b" " * 300_000 + b"]}"
    problem(anyone.http.post(f"{meeting.path}/scores", content=large, headers=kind), 413, "too_long")
    in_pieces = (large[start : start + 10_000] for start in range(0, len(large), 10_000))
    assert anyone.http.post(f"{meeting.path}/scores", content=in_pieces, headers=kind).status_code in (400, 413)
    assert fingerprint() == before


def test_a_malformed_batch_names_every_field_that_is_wrong_and_stores_nothing(
    anyone, meeting, person, fingerprint
) -> None:
    good = score_op(meeting.items()[0])
    before = fingerprint()
    wrong = [good, {**good, "value": 6, "op": "x"}, {**good, "extra": 1}, {"op": str(uuid4())}]
    body = problem(anyone.post(f"{meeting.path}/scores", {"ops": wrong}, headers=person.bearer), 400, "malformed")
    assert set(body["errors"]) == {
        *("ops.1.value", "ops.1.op", "ops.2.extra", "ops.3.seq", "ops.3.item", "ops.3.round", "ops.3.value"),
    }
    assert fingerprint() == before


@pytest.mark.parametrize("value", [6, -1, 3.0, 3.5, True, "3", None, [], {}], ids=repr)
def test_a_value_that_is_not_on_the_scale_is_refused(anyone, meeting, person, fingerprint, value: object) -> None:
    before = fingerprint()
    ops = [score_op(meeting.items()[0], value)]
    problem(anyone.post(f"{meeting.path}/scores", {"ops": ops}, headers=person.bearer), 400, "malformed")
    assert fingerprint() == before


def test_while_paused_a_batch_is_kept_for_later(anyone, meeting, person) -> None:
    meeting.step("pause")
    ops = [score_op(meeting.items()[0])]
    call = (f"{meeting.path}/scores", {"ops": ops})
    assert anyone.post(*call, headers=person.bearer).json()["receipts"][0]["state"] == "retry"
    meeting.step("resume")
    assert anyone.post(*call, headers=person.bearer).json()["receipts"][0]["state"] == "accepted"


class TestETag:
    def get(self, anyone, meeting: Meeting, person: Person, tag: str | None = None):
        headers = {**person.bearer, **({"If-None-Match": tag} if tag else {})}
        return anyone.get(f"{meeting.path}/snapshot", headers=headers)

    def test_the_same_state_is_told_once(self, anyone, meeting, person) -> None:
        tag = self.get(anyone, meeting, person).headers["ETag"]
        again = self.get(anyone, meeting, person, tag)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)

    def test_it_changes_with_the_version_and_with_ones_own_answers(self, anyone, meeting, person) -> None:
        tags = [self.get(anyone, meeting, person).headers["ETag"]]
        for value in (3, 4):
            meeting.score(person, meeting.items()[0], value, seq=value)
            tags.append(self.get(anyone, meeting, person, tags[-1]).headers["ETag"])
        meeting.step("reveal")
        answer = self.get(anyone, meeting, person, tags[-1])
        assert answer.status_code == 200
        assert len({*tags, answer.headers["ETag"]}) == 4

    def test_it_is_of_one_reader(self, anyone, meeting, person) -> None:
        other = meeting.join()
        tag = self.get(anyone, meeting, person).headers["ETag"]
        assert self.get(anyone, meeting, other, tag).status_code == 200
