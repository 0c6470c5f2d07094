"""The course of a session: each step once, by who leads, on the version that was seen."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.live.lines import Line
from tests.makers import Meeting


@pytest.fixture
def lead(sit, meeting: Meeting) -> Line:
    return sit(meeting, meeting.leader)


def test_a_whole_session_goes_step_by_step_and_everybody_is_told(sit, lead, meeting) -> None:
    phone, scherm = sit(meeting, meeting.join()), sit(meeting, meeting.screen())
    walk = [
        ("start", None, "running", None, None),
        ("open", 3, "running", 3, (3, "scoring", 1)),
        ("pause", None, "paused", 3, (3, "scoring", 1)),
        ("resume", None, "running", 3, (3, "scoring", 1)),
        ("reveal", None, "running", 3, (3, "revealed", 1)),
        ("back", None, "running", 1, (1, "scoring", 1)),
        ("reveal", None, "running", 1, (1, "revealed", 1)),
        ("next", None, "running", 3, (3, "revealed", 1)),
        ("back", None, "running", 1, (1, "revealed", 1)),
        ("close", None, "closed", 1, (1, "revealed", 1)),
    ]
    version = meeting.version
    for step, opgave, state, current, about in walk:
        answer = lead.step(step, version, **({"opgave": opgave} if opgave else {}))
        assert answer["ok"], (step, answer)
        for ear in (lead, phone, scherm):
            moved = ear.hear("moved", lambda one, after=version: one["version"] > after)
            assert (moved["session"], moved["state"], moved["current"]["opgave"]) == (str(meeting.id), state, current)
            told = moved["opgave"] and (moved["opgave"]["number"], moved["opgave"]["state"], moved["opgave"]["round"])
            assert told == about, step
        version = answer["version"]
    versions = [one["version"] for one in phone.told("moved") + phone.told("published")]
    assert sorted(versions) == list(range(2, version + 1))


def test_a_step_on_an_older_version_changes_nothing_and_says_the_present_one(lead, meeting, fingerprint) -> None:
    version = lead.step("start", meeting.version)["version"]
    before = fingerprint()
    for expect in (version - 1, version + 1, 0):
        refusal = lead.step("open", expect)
        assert (refusal["ok"], refusal["code"], refusal["version"]) == (False, "stale_version", version)
        assert refusal["message"].endswith(".")
    assert fingerprint() == before


def test_the_same_step_sent_twice_is_one_step(lead, meeting, fingerprint) -> None:
    op = {"op": str(uuid4()), "step": "start", "expect": meeting.version}
    first = lead.call("step", op)
    before = fingerprint()
    assert lead.call("step", op) == first
    assert lead.call("step", {**op, "expect": 1000}) == first
    assert lead.call("step", {**op, "step": "close"})["code"] == "malformed"
    assert fingerprint() == before


def test_of_two_spelleiders_who_press_at_once_one_takes_the_step(sit, lead, meeting) -> None:
    second, version = sit(meeting, meeting.leader), meeting.version
    start = {"step": "start", "expect": version}
    numbers = [(line, line.start_call("step", {"op": str(uuid4()), **start})) for line in (lead, second)]
    answers = [line.answer(number) for line, number in numbers]
    assert sorted(one["ok"] for one in answers) == [False, True]
    assert next(one for one in answers if not one["ok"])["code"] == "stale_version"


def test_only_who_leads_takes_steps(sit, meeting, fingerprint) -> None:
    ears = [sit(meeting, meeting.join()), sit(meeting, meeting.screen())]
    before = fingerprint()
    for ear in ears:
        for step in ("start", "open", "reveal", "next", "back", "pause", "resume", "close"):
            refusal = ear.step(step, meeting.version)
            assert (refusal["ok"], refusal["code"]) == (False, "not_allowed")
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("taken", "step", "opgave"),
    [
        ([], "open", None),
        ([], "reveal", None),
        ([], "next", None),
        ([], "pause", None),
        (["start"], "start", None),
        (["start"], "reveal", None),
        (["start"], "resume", None),
        (["start"], "open", 2),
        (["start", "open"], "open", 3),
        (["start", "open"], "next", None),
        (["start", "open"], "back", None),
        (["start", "open", "reveal"], "reveal", None),
        (["start", "open", "reveal"], "open", 1),
        (["start", "open", "reveal"], "back", None),
        (["start", "open", "pause"], "reveal", None),
        (["close"], "start", None),
        (["close"], "close", None),
    ],
)
def test_a_step_that_the_state_does_not_allow_changes_nothing(
    sit, meeting, fingerprint, taken: list[str], step: str, opgave: int | None
) -> None:
    lead = sit(meeting, meeting.leader)
    if taken:
        meeting.step(*taken)
    before = fingerprint()
    refusal = lead.step(step, meeting.version, **({"opgave": opgave} if opgave is not None else {}))
    assert (refusal["ok"], refusal["code"]) == (False, "not_now")
    assert refusal["message"].endswith(".")
    assert fingerprint() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "rewind"},
        {"step": "show"},
        {"step": "timer"},
        {"step": "extend", "minutes": 0},
        {"step": "timer", "minutes": 721},
        {"minutes": 5},
        {"item": "00000000-0000-4000-8000-000000000000"},
        {"step": 1},
        {"expect": "1"},
        {"expect": 1.0},
        {"expect": True},
        {"opgave": 11},
        {"opgave": "1"},
        {"op": "x"},
        {"session": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=str,
)
def test_a_step_of_another_form_is_refused(lead, meeting, fingerprint, wrong: dict) -> None:
    before = fingerprint()
    refusal = lead.call("step", {"op": str(uuid4()), "step": "start", "expect": meeting.version, **wrong})
    assert (refusal["ok"], refusal["code"]) == (False, "malformed")
    assert fingerprint() == before


def test_a_score_and_a_reveal_at_the_same_moment_never_lose_a_tick(sit, lead, meeting) -> None:
    people = meeting.fill(6, 0, 0)
    meeting.step("start", "open")
    item, phones = meeting.items()[0], [sit(meeting, one) for one in people]
    numbers = [phone.start_call("score", {**_op(item), "value": 4}) for phone in phones[:3]]
    reveal = lead.start_call("step", {"op": str(uuid4()), "step": "reveal", "expect": meeting.version})
    numbers += [phone.start_call("score", {**_op(item), "value": 4}) for phone in phones[3:]]
    assert lead.answer(reveal)["ok"]
    states = [phone.answer(number)["state"] for phone, number in zip(phones, numbers, strict=True)]
    shown = next(one for one in lead.hear("published")["results"] if one["item"] == item)["groups"]["bewoner"]
    accepted = states.count("accepted")
    assert set(states) <= {"accepted", "closed"}
    assert shown["answered"] == (accepted if accepted >= 3 else None)


def _op(item: str) -> dict:
    return {"op": str(uuid4()), "seq": 1, "item": item, "round": 1}
