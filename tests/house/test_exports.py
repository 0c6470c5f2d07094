"""What is taken away is what the screens show: the same stored numbers for every reader and in every form."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.live.lines import proof_headers
from tests.makers import Meeting, Person
from wijkplatform.domain.people import Group, Role

B, W, A = Group.BEWONER, Group.WIJKPARTNER, Group.AMBTENAAR


@pytest.fixture
def played(meeting: Meeting) -> Meeting:
    """A session with a real difference, two people too few to show, and a wish of three."""
    people = [*meeting.fill(8, 2, 6)]
    meeting.step("start", "open")

    def said(person: Person, place: int, seq: int) -> int:
        return {B: 1 + place % 2, W: 3, A: 5 - place % 2}[person.group] if seq % 3 else (place + seq) % 6

    asked, room = list(enumerate(meeting.items(), start=1)), list(enumerate(people))
    meeting.answer({(person, item): said(person, place, seq) for seq, item in asked for place, person in room})
    for person in people[:3]:
        meeting.propose(person, meeting.items()[4])
    meeting.step("reveal")
    return meeting


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_phone_spelleider_scherm_and_export_hold_the_same_numbers(anyone, played: Meeting) -> None:
    readers = [played.join(), played.leader, played.screen()]
    seen = [anyone.get(f"{played.path}/snapshot", headers=proof_headers(one)).json() for one in readers]
    assert seen[0]["published"]
    export = anyone.get(f"{played.path}/results", headers=played.leader.cookies).json()
    for one in seen:
        assert one["published"] == [item["result"] for item in export["items"]]
        for part in ("opgave_results", "lists", "discussion", "version", "smallest_group"):
            assert one[part] == export[part]
    assert export["lists"]["differ"]
    assert export["lists"]["proposed"] == [played.items()[4]]


def test_the_table_holds_the_same_numbers_as_the_export(anyone, played: Meeting) -> None:
    lead = played.leader.cookies
    export = anyone.get(f"{played.path}/results", headers=lead).json()
    answer = anyone.get(f"{played.path}/results?format=csv", headers=lead)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment;")
    table = iter(rows(answer.text))
    for item in export["items"]:
        for group in ("bewoner", "wijkpartner", "ambtenaar"):
            row, seen = next(table), item["result"]["groups"][group]
            assert (row["opgave"], row["punt"], row["groep"]) == (str(item["opgave"]), str(item["number"]), group)
            assert (row["uitkomst"], row["tekst"]) == (item["sentence"], item["text"])
            counts = [row[name] for name in list(row)[7:13]]
            if seen["counts"] is None:
                assert row["antwoorden"] == "te weinig antwoorden om te tonen"
                assert counts == [""] * 6
                assert row["gemiddelde"] == row["overeenstemming (A)"] == ""
            else:
                assert counts == [str(one) for one in seen["counts"]]
                assert row["antwoorden"] == str(seen["answered"])
                assert row["gemiddelde"] == written(seen["mean"])
                assert row["overeenstemming (A)"] == written(seen["agreement"])
            assert row["bespreek dit"] == written(item["result"]["proposed"])
    assert next(table, None) is None


def written(number: float | None) -> str:
    return "" if number is None else str(number).replace(".", ",")


def test_the_numbers_behind_a_difference_are_in_the_export_alone(anyone, played: Meeting) -> None:
    export = anyone.get(f"{played.path}/results", headers=played.leader.cookies).json()
    item = next(one for one in export["items"] if one["result"]["item"] == export["lists"]["differ"][0])
    [pair] = item["evidence"]["pairs"]
    [shown] = item["result"]["pairs"]
    assert pair["groups"] == shown["groups"] == ["bewoner", "ambtenaar"]
    assert round(pair["delta"], 4) == shown["delta"]
    assert item["evidence"]["widest"] == abs(pair["delta"])
    assert 0 < pair["p"] <= pair["p_family"] <= 0.1
    assert pair["p_family"] <= pair["p_bh"]
    assert pair["method"] == "exact"
    assert "wijkpartner" not in str(item["evidence"])
    snapshot = anyone.get(f"{played.path}/snapshot", headers=played.leader.cookies).text
    assert '"p"' not in snapshot
    assert '"p_bh"' not in snapshot


def test_only_who_leads_takes_results_away(anyone, played: Meeting) -> None:
    wrong = [played.join(), played.screen(), played.town.sign_in(Role.AMBTENAAR)]
    for proof in wrong:
        answer = anyone.get(f"{played.path}/results", headers=proof_headers(proof))
        assert (answer.status_code, answer.json()["code"]) in ((403, "not_allowed"), (404, "not_found"))
    refused = anyone.get(f"{played.path}/results?format=pdf", headers=played.leader.cookies)
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")


def test_before_the_reveal_there_is_nothing_to_take_away(anyone, meeting: Meeting) -> None:
    people = meeting.fill(3, 0, 0)
    meeting.step("start", "open")
    for person in people:
        meeting.score(person, meeting.items()[0], 4)
        meeting.propose(person, meeting.items()[0])
    export: dict[str, Any] = anyone.get(f"{meeting.path}/results", headers=meeting.leader.cookies).json()
    assert (export["items"], export["opgave_results"], export["lists"]["proposed"]) == ([], [], [])
    table = anyone.get(f"{meeting.path}/results?format=csv", headers=meeting.leader.cookies).text
    assert rows(table) == []
