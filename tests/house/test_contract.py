"""The description of the API is what the server does: routes, messages, and the types of what travels."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import TypeAdapter

from tests.house.sparring import offered
from tests.house.test_crossing import APP
from tests.makers import Meeting, planned
from wijkplatform.domain import errors
from wijkplatform.live.handlers import EVENTS
from wijkplatform.openapi import OPERATIONS, SOCKET_OUT, document
from wijkplatform.wire import leading, peers, talking, views

ROOT = Path(__file__).parents[2]
SNAPSHOT = TypeAdapter(views.Snapshot)
STATES: dict[str, tuple[str, ...]] = {
    "lobby": (),
    "running, nothing open": ("start",),
    "scoring": ("start", "open"),
    "paused": ("start", "open", "pause"),
    "revealed": ("start", "open", "reveal"),
    "again": ("start", "open", "reveal", "again"),
    "revealed again": ("start", "open", "reveal", "again", "reveal"),
    "begun again": ("start", "open", "reveal", "restart"),
    "the second opgave": ("start", "open", "reveal", "next"),
    "closed": ("start", "open", "reveal", "close"),
    "closed with an opgave open": ("start", "open", "close"),
    "closed before it began": ("close",),
}


def test_every_route_of_the_api_is_described_and_no_other() -> None:
    routes = set()
    for rule in APP.flask.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1"))
            routes |= {(method.lower(), path, rule.endpoint) for method in (rule.methods or ()) - {"HEAD", "OPTIONS"}}
    assert routes == {(method, path, f"api.{name}") for (method, path), (name, *_) in OPERATIONS.items()}


def test_the_messages_are_those_of_the_page_about_the_wire() -> None:
    assert set(EVENTS) == {"score", "propose", "step", "choose", "paper", "note", "sync"}
    assert set(SOCKET_OUT) == {
        *("snapshot", "progress", "moved", "published", "discussion", "presence", "heartbeat", "server_restart"),
        *("ended", "bars", "notes", "agreement"),
    }


def test_the_front_end_was_made_from_this_description() -> None:
    assert (ROOT / "frontend" / "api" / "openapi.json").read_text() == document()
    assert document() == document()


def test_the_description_points_nowhere_in_vain() -> None:
    said = json.loads(document())
    assert said["openapi"] == "3.1.0"
    references = set(re.findall(r'"#/components/schemas/(\w+)"', document()))
    assert references <= set(said["components"]["schemas"])
    assert set(said["x-socket"]["out"].values()) <= set(said["components"]["schemas"])
    assert len({one["operationId"] for path in said["paths"].values() for one in path.values()}) == len(OPERATIONS)


def test_the_steps_on_the_page_about_the_wire_are_those_of_the_server() -> None:
    page = (ROOT / "docs" / "wire.md").read_text()
    table = page.partition("| step | from |")[2].partition("\n\n")[0]
    named = {word for row in table.splitlines()[2:] for word in re.findall(r"`(\w+)`", row.split("|")[1])}
    step = EVENTS["step"][0].model_json_schema()["properties"]["step"]["enum"]
    assert named == set(step)


@pytest.mark.parametrize("open_bars", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_a_snapshot_has_the_form_that_is_described_for_every_reader(anyone, town, state: str, open_bars: bool) -> None:
    meeting = town.meeting(opgaven=(0, 1, 10), open_bars=open_bars)
    people = meeting.fill(3, 2, 0)
    unsure = meeting.join("ambtenaar", typed=True)
    for place, step in enumerate(STATES[state]):
        meeting.step(step)
        if step == "open":
            for person in [*people, unsure]:
                meeting.score(person, meeting.items(0)[0], place + 1)
    readers = [one.bearer for one in (people[0], people[3], unsure)]
    readers += [meeting.leader.cookies, {"Authorization": f"Bearer {meeting.screen()}"}]
    for headers in readers:
        body = anyone.get(f"{meeting.path}/snapshot", headers=headers).json()
        SNAPSHOT.validate_python(body, strict=True, extra="forbid")
        assert [one["number"] for one in body["opgaven"]] == [0, 1, 10]
    assert len(body["opgaven"][0]["items"]) == 10


LANGUAGES = ("nl-b1", "nl", "en", "tr", "ar", "pl", "uk")


def test_everybody_reads_in_the_own_language_and_finds_the_original(anyone, meeting) -> None:
    texts, originals = [], set()
    for language in LANGUAGES:
        joined = anyone.post(
            "/api/v1/participants", {"code": meeting.code, "group": "bewoner", "language": language}
        ).json()
        bearer = {"Authorization": f"Bearer {joined['token']}"}
        item = anyone.get(f"{meeting.path}/snapshot", headers=bearer).json()["opgaven"][0]["items"][0]
        texts.append(item["text"])
        originals.add(item["original"])
    assert originals == {texts[LANGUAGES.index("nl")]}
    assert len(set(texts)) == len(LANGUAGES)


ANSWERS: dict[str, Any] = {
    "see_participants": leading.ParticipantList,
    "change_participant": leading.ParticipantRow,
    "change_door": leading.DoorState,
    "add_screen": leading.ScreenLink,
    "add_table": leading.TableLink,
    "see_tables": leading.TableList,
    "see_paper": leading.PaperList,
    "write_note": views.Receipt,
    "decide_note": views.StepTaken,
    "end_point": views.StepTaken,
    "see_owners": talking.OwnerList,
    "see_peers": peers.PeerList,
    "change_agreement": talking.AgreementView,
}


def test_what_who_leads_gets_has_the_form_that_is_described(anyone, meeting: Meeting, other_town) -> None:
    person = meeting.join()
    lead = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    said = {
        "see_participants": anyone.get(f"{meeting.path}/participants", headers=lead),
        "change_participant": anyone.patch(
            f"{meeting.path}/participants/{person.id}", {"confirmed": True}, headers=lead
        ),
        "change_door": anyone.patch(f"{meeting.path}/door", {"joining": "locked"}, headers=lead),
        "add_screen": anyone.post(f"{meeting.path}/screens", headers=lead),
        "add_table": anyone.post(f"{meeting.path}/tables", headers=lead),
        "see_tables": anyone.get(f"{meeting.path}/tables", headers=lead),
    }
    card = {"op": str(uuid4()), "group": "bewoner", "card": 1, "answers": {meeting.items()[0]: 4}}
    assert anyone.post(f"{meeting.path}/papers", card, headers=lead).json()["state"] == "accepted"
    said["see_paper"] = anyone.get(f"{meeting.path}/papers", headers=lead)
    meeting.step("start", "open", "reveal")
    item = meeting.items()[0]
    note = {"op": str(uuid4()), "item": item, "box": "goes_well", "text": "Mooi"}
    said["write_note"] = anyone.post(f"{meeting.path}/notes", note, headers=lead)
    hide = {"op": str(uuid4()), "note": note["op"], "show": False, "reason": "Dubbel"}
    said["decide_note"] = anyone.post(f"{meeting.path}/note-decisions", hide, headers=lead)
    ends = {"op": str(uuid4()), "item": item, "kind": "agreement", "reason": "Samen", "agreement": planned()}
    said["end_point"] = anyone.post(f"{meeting.path}/outcomes", ends, headers=lead)
    said["see_owners"] = anyone.get(f"{meeting.path}/owners", headers=lead)
    offered(other_town, 3)
    said["see_peers"] = anyone.get(f"{meeting.path}/peers", headers=lead)
    assert said["see_peers"].json()["opgaven"][1]["colleagues"]
    change = {"status": "in_progress", "text": "Begonnen"}
    said["change_agreement"] = anyone.patch(f"{meeting.path}/agreements/{ends['op']}", change, headers=lead)
    assert set(said) == set(ANSWERS)
    for name, answer in said.items():
        TypeAdapter(ANSWERS[name]).validate_python(answer.json(), strict=True, extra="forbid")


def test_every_refusal_has_a_code_of_its_own_and_a_sentence_a_person_can_act_on() -> None:
    known = [errors.DomainError, *errors.DomainError.__subclasses__()]
    codes = {one.code for one in known}
    assert codes == {
        *("not_found", "code_not_valid", "too_many_tries", "door_closed", "malformed", "not_now", "stale_version"),
        *("not_allowed", "item_not_open", "too_long", "retry", "not_leading", "card_known", "points_open"),
        # Of pages only.
        *("link_not_valid", "other_account", "changed_elsewhere", "provider_fault", "sign_in_refused"),
    }
    told_more = (errors.TooManyTries, errors.StaleVersion, errors.NotLeading, errors.CardKnown, errors.PointsOpen)
    for one in (
        errors.TooManyTries(61),
        errors.TooManyTries(3),
        errors.StaleVersion(3),
        errors.NotLeading("Anna"),
        errors.CardKnown(12, "x"),
        errors.PointsOpen(["x"]),
        errors.PointsOpen(["x", "y"]),
        *(kind() for kind in known if kind.__module__ == errors.__name__ and kind not in told_more),
    ):
        assert re.fullmatch(r"[A-Z][^.!?]*[a-z](: .*)?", one.title), one.title
        assert re.search(r"[.!?]$", one.detail)
        assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.!?] ?", one.detail)), one.detail
