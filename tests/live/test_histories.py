"""A snapshot and what is told after it make a fresh snapshot: for random histories, and for every reader."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from tests.live.lines import Line
from tests.live.views import Told, apply_versioned, place
from tests.makers import Meeting, planned, score_op
from tests.server import Caller
from wijkplatform.domain.people import GROUPS


def follow(ear: Line) -> Told:
    """What a client knows that applies each message to what it had."""
    known: Told = {}
    for name, payload in list(ear.events):
        if name == "snapshot" and payload["version"] >= known.get("version", 0):
            known = payload
        elif name == "progress" and payload["count"] >= known.get("progress", payload)["count"]:
            known["progress"] = payload
        elif name == "presence":
            known["presence"] = payload
        elif name == "notes":
            known["notes"] = payload["notes"]
        elif name in ("moved", "published", "discussion", "agreement") and payload["version"] >= known["version"]:
            assert payload["version"] <= known["version"] + 1, "a hole in the versions"
            apply_versioned(known, name, payload)
    return known


def comparable(snapshot: Mapping[str, Any], own: Mapping[tuple[str, int], tuple[int, int]]) -> Told:
    """A snapshot in which order does not matter; what is one's own comes from receipts, not from what is told."""
    me = dict(snapshot["me"], next_seq=None) if "me" in snapshot else None
    if me is not None:
        answers = {(one["item"], one["round"]): (one["seq"], one["value"]) for one in me["answers"]}
        me |= {"answers": {**answers, **own}, "proposed": None, "proposed_seq": None}
        me["notes"] = [one["id"] for one in me["notes"] if one["state"] != "waiting"]
    return {**snapshot, "me": me, "published": sorted(snapshot["published"], key=place)}


def talk(chance: random.Random, meeting: Meeting, lead: Line, phone: Line, anyone: Caller, version: int) -> int:
    """Write a note, decide about one, or end a point, if the session lets it; return the version."""
    item, op = chance.choice(meeting.items()), str(uuid4())
    headers = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    waiting = [one["id"] for one in meeting.snapshot(meeting.leader.badge)["notes"]]
    match chance.randrange(4):
        case 0:
            phone.call("note", {"op": op, "item": item, "box": "goes_well", "text": "Van een telefoon"})
        case 1:
            lead.call("note", {"op": op, "item": item, "box": "could_be_better", "text": "Uit de zaal"})
        case 2 if waiting:
            show = chance.random() < 0.6
            decision = {"op": op, "note": chance.choice(waiting), "show": show, "reason": None if show else "Dubbel"}
            anyone.post(f"{meeting.path}/note-decisions", decision, headers=headers)
        case _:
            kind = chance.choice(("agreement", "later", "no_action"))
            ending = {"op": op, "item": item, "kind": kind, "reason": "Daarom"}
            agreed = {"agreement": planned()} if kind == "agreement" else {}
            anyone.post(f"{meeting.path}/outcomes", {**ending, **agreed}, headers=headers)
    return max(version, meeting.version)


@pytest.mark.parametrize("seed", range(2))
def test_a_snapshot_and_the_messages_after_it_make_a_fresh_snapshot(meeting: Meeting, sit, anyone, seed: int) -> None:
    chance = random.Random(seed)
    people = [meeting.join(chance.choice(GROUPS), typed=chance.random() < 0.4) for _ in range(7)]
    lead, scherm = sit(meeting, meeting.leader), sit(meeting, meeting.screen())
    phones = [(one, sit(meeting, one)) for one in people[:5]]
    own: dict[int, dict[tuple[str, int], tuple[int, int]]] = {place: {} for place in range(len(phones))}
    version, seq = meeting.version, 0
    for _ in range(60):
        kind = chance.random()
        if kind < 0.6:
            seq += 1
            place_, value = chance.randrange(len(phones)), chance.randrange(6)
            round_ = chance.choice((1, 1, 2, 3))
            op = score_op(chance.choice(meeting.items(chance.choice((1, 3)))), value, seq, round_)
            if phones[place_][1].call("score", op).get("state") == "accepted":
                own[place_][op["item"], round_] = (seq, value)
        elif kind < 0.8:
            step = chance.choice(
                ("start", "open", "reveal", "again", "restart", "next", "back", "timer", "pause", "show")
            )
            step = "resume" if step == "pause" and chance.random() < 0.7 else step
            about = {
                "show": {"view": chance.choice(("lists", "floor_plan", "overall"))},
                "again": {"item": chance.choice(meeting.items())} if chance.random() < 0.5 else {},
                "timer": {"minutes": chance.choice((0, 5))},
            }.get(step, {})
            version = lead.step(step, version, **about).get("version", version)
        elif kind < 0.82:
            answers = {item: chance.randrange(6) for item in meeting.items(chance.choice((1, 3)))[:3]}
            lead.call("paper", {"op": str(uuid4()), "group": chance.choice(GROUPS), "answers": answers})
        elif kind < 0.85:
            line = chance.choice(phones)[1]
            line.call(
                "propose", {"op": str(uuid4()), "item": chance.choice(meeting.items()), "on": chance.random() < 0.8}
            )
        elif kind < 0.9:
            item = chance.choice(meeting.items(chance.choice((1, 3))))
            choice = chance.choice(("pin", "skip", "add", "clear"))
            version = lead.call("choose", {"op": str(uuid4()), "item": item, "choice": choice}).get("version", version)
        elif kind < 0.93:
            version = talk(chance, meeting, lead, chance.choice(phones)[1], anyone, version)
        elif kind < 0.96 and len(people) < 10:
            people.append(meeting.join(chance.choice(GROUPS)))
            phones.append((people[-1], sit(meeting, people[-1])))
            own[len(phones) - 1] = {}
        else:
            who, line = phones[chance.randrange(len(phones))]
            line.close()
            index = [one for one, _ in phones].index(who)
            phones[index] = (who, sit(meeting, who))
    for index, ear in enumerate([lead, scherm, *(line for _, line in phones)]):
        mine = own[index - 2] if index >= 2 else {}
        fresh = comparable(ear.call("sync")["snapshot"], {})
        ear.wait_for(lambda ear=ear, mine=mine, fresh=fresh: comparable(follow(ear), mine) == fresh)


def test_a_client_that_slept_sees_the_hole_and_one_sync_heals_it(meeting: Meeting, sit) -> None:
    lead, phone = sit(meeting, meeting.leader), sit(meeting, meeting.join())
    version = lead.step("open", lead.step("start", meeting.version)["version"])["version"]
    phone.hear("moved", lambda one: one["version"] == version)
    version = lead.step("reveal", version)["version"]
    phone.hear("moved", lambda one: one["version"] == version)
    phone.events[:] = [one for one in phone.events if one[0] != "published"]
    with pytest.raises(AssertionError, match="a hole"):
        follow(phone)
    assert phone.call("sync")["snapshot"]["version"] == version
