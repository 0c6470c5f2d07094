"""What is said and agreed, as it is told: first to who leads, then to everybody, in one order of versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.live.test_telling import Evening
from tests.makers import planned

WORDS = "<b>Meer licht</b> bij de 🏫"


@pytest.fixture
def talking(meeting, sit) -> Evening:
    """An evening after its first reveal."""
    evening = Evening(meeting, sit)
    evening.score(*evening.items)
    evening.reveal()
    return evening


@pytest.fixture
def lead(talking, anyone) -> Callable[[str, dict[str, Any]], dict[str, Any]]:
    """Says something to the API as who leads."""

    def say(path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {**talking.meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
        answer = anyone.post(f"{talking.meeting.path}/{path}", {"op": str(uuid4()), **body}, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    return say


def write(talking: Evening, place: int = 0) -> str:
    """A phone says something about the first punt; return the id of the note."""
    op = str(uuid4())
    said = {"op": op, "item": talking.items[0], "box": "could_be_better", "text": WORDS}
    assert talking.phones[place].call("note", said) == {"ok": True, "op": op, "state": "accepted"}
    return op


def test_a_note_is_told_to_who_leads_alone_until_it_is_shown(talking, lead) -> None:
    note = write(talking)
    told = talking.lead.hear("notes", lambda one: len(one["notes"]) == 1)
    assert [(one["id"], one["text"], one["group"]) for one in told["notes"]] == [(note, WORDS, "bewoner")]
    others = [*talking.phones, talking.scherm]
    assert all(WORDS not in str(ear.events) for ear in others)
    assert all(ear.told("notes") == [] for ear in others)
    version = lead("note-decisions", {"note": note, "show": True})["version"]
    for ear in talking.ears:
        said = ear.hear("discussion", lambda one: one["version"] == version)
        assert [one["text"] for one in said["point"]["notes"]] == [WORDS]
    assert talking.lead.hear("notes", lambda one: one["notes"] == [])
    mine = talking.phones[0].hear("snapshot", lambda one: one["version"] >= version)["me"]["notes"]
    assert [one["state"] for one in mine] == ["shown"]


def test_a_note_that_is_hidden_is_gone_from_every_screen_at_once(talking, lead) -> None:
    note = write(talking)
    lead("note-decisions", {"note": note, "show": True})
    version = lead("note-decisions", {"note": note, "show": False, "reason": "Er staat een naam in."})["version"]
    for ear in talking.ears:
        assert ear.hear("discussion", lambda one: one["version"] == version)["point"]["notes"] == []
    for phone in talking.phones[1:]:
        assert WORDS not in str(phone.call("sync"))
    mine = talking.phones[0].hear("snapshot", lambda one: one["version"] >= version)["me"]["notes"]
    assert [one["reason"] for one in mine] == ["Er staat een naam in."]


def test_an_afspraak_is_told_with_its_point_and_no_version_is_missing(talking, lead) -> None:
    outcome = {
        "item": talking.items[0],
        "kind": "agreement",
        "reason": "Samen",
        "agreement": planned(email="e@x.example"),
    }
    version = lead("outcomes", outcome)["version"]
    for ear in talking.ears:
        told = ear.hear("agreement", lambda one: one["version"] == version - 1)
        assert [one["what"] for one in told["agreements"]] == ["De lampen bij de school worden gemaakt."]
        assert ear.hear("discussion", lambda one: one["version"] == version)["point"]["outcome"]["kind"] == "agreement"
        assert "e@x.example" not in str(ear.events)


def test_a_session_with_open_points_says_which_when_it_is_closed(talking) -> None:
    pinned = talking.lead.call("choose", {"op": str(uuid4()), "item": talking.items[0], "choice": "pin"})
    close = {"step": "close", "expect": pinned["version"]}
    answer = talking.lead.call("step", {"op": str(uuid4()), **close})
    assert answer["code"] == "points_open"
    assert talking.items[0] in answer["items"]
    assert talking.lead.call("step", {"op": str(uuid4()), **close, "leave": "Geen tijd"})["ok"]
    for ear in talking.ears:
        told = ear.hear(
            "published", lambda one: one["discussion"] and all(point["outcome"] for point in one["discussion"])
        )
        assert {point["outcome"]["reason"] for point in told["discussion"]} == {"Geen tijd"}


def test_a_session_that_begins_with_afspraken_is_read_anew_by_everybody(talking, lead, sit, town) -> None:
    lead("outcomes", {"item": talking.items[0], "kind": "agreement", "reason": "Samen", "agreement": planned()})
    talking.lead.call("step", {"op": str(uuid4()), "step": "close", "leave": "x", "expect": talking.meeting.version})
    later = town.meeting(opgaven=(3,))
    person = later.join()
    leader, phone = sit(later, later.leader), sit(later, person)
    leader.step("open", leader.step("start", later.version)["version"])
    assert [one["number"] for one in phone.call("sync")["snapshot"]["opgaven"]] == [-1, 3]
    assert -1 in [one["number"] for one in phone.hear("moved", lambda one: one["state"] == "running")["opgaven"]]
