"""What everybody is told: the same numbers everywhere, never those of a small group, and who is in the room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.live.lines import Line, proof_headers
from tests.makers import Meeting, Person, Town, score_op
from wijkplatform.domain.people import GROUPS, Group

RETURN = "/api/v1/participants/return"
ANSWERS = {
    Group.BEWONER: (2, 2, 1),
    Group.WIJKPARTNER: (4, 4, 0),
    Group.AMBTENAAR: (5, 5, 4),
}
SHOWN: Mapping[Group, Mapping[str, Any]] = {
    Group.BEWONER: {"answered": 3, "counts": [0, 1, 2, 0, 0, 0], "mean": 1.7},
    Group.WIJKPARTNER: {"answered": 3, "counts": [1, 0, 0, 0, 2, 0], "mean": 4.0},
    Group.AMBTENAAR: {"answered": 3, "counts": [0, 0, 0, 0, 1, 2], "mean": 4.7},
}
NOT_SHOWN = {"answered": None, "counts": None, "mean": None, "agreement": None}


def numbers(result: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The published numbers of an item, without the words about them."""
    shown = {name: dict(group) for name, group in result["groups"].items()}
    return {name: {key: one[key] for key in ("answered", "counts", "mean")} for name, one in shown.items()}


class Evening:
    """A session with opgave 1 open, nine people and who watches them."""

    def __init__(self, meeting: Meeting, sit, sizes: tuple[int, int, int] = (3, 3, 3)) -> None:
        self.meeting, self.sit = meeting, sit
        self.people = meeting.fill(*sizes)
        self.screen = meeting.screen()
        self.lead, self.scherm = sit(meeting, meeting.leader), sit(meeting, self.screen)
        self.version = meeting.version
        self.step("start", "open")
        self.phones = [sit(meeting, one) for one in self.people]
        self.items = meeting.items()

    @property
    def ears(self) -> list[Line]:
        return [*self.phones, self.lead, self.scherm]

    def step(self, *steps: str) -> None:
        for step in steps:
            leave = {"leave": "Geen tijd meer"} if step == "close" else {}
            answer = self.lead.step(step, self.version, **leave)
            assert answer["ok"], answer
            self.version = answer["version"]

    def score(self, *items: str) -> None:
        """Everybody scores these punten, as their group does."""
        seen = dict.fromkeys(GROUPS, 0)
        for person, phone in zip(self.people, self.phones, strict=True):
            for item in items:
                value = ANSWERS[person.group][seen[person.group] % 3]
                assert phone.score(item, value)["state"] == "accepted"
            seen[person.group] += 1

    def reveal(self) -> None:
        self.step("reveal")
        for ear in self.ears:
            ear.hear("moved", lambda one: one["version"] >= self.version)


@pytest.fixture
def evening(meeting: Meeting, sit) -> Evening:
    return Evening(meeting, sit)


def test_everybody_sees_the_same_numbers_and_they_are_the_right_ones(evening, anyone, meeting) -> None:
    evening.score(*evening.items[:2])
    evening.reveal()
    told = [ear.told("published")[-1] for ear in evening.ears]
    assert all(one == told[0] for one in told)
    by_item = {one["item"]: one for one in told[0]["results"]}
    assert set(by_item) == set(evening.items)
    for item in evening.items[:2]:
        assert numbers(by_item[item]) == {group.value: SHOWN[group] for group in GROUPS}
    assert by_item[evening.items[2]]["groups"] == dict.fromkeys(map(str, GROUPS), NOT_SHOWN)
    proofs = [*evening.people[::3], meeting.leader, evening.screen]
    for snapshot in (anyone.get(f"{meeting.path}/snapshot", headers=proof_headers(proof)).json() for proof in proofs):
        assert snapshot["published"] == told[0]["results"]
        assert snapshot["lists"] == told[0]["lists"]
        assert snapshot["version"] == evening.version
    late = evening.sit(meeting, meeting.join(Group.AMBTENAAR))
    assert late.told("snapshot")[0]["published"] == told[0]["results"]


def test_a_group_below_the_smallest_is_nowhere_and_looks_like_an_empty_one(meeting, sit, anyone, town) -> None:
    small, empty = Evening(meeting, sit, (3, 2, 3)), Evening(town.meeting(), sit, (3, 0, 3))
    shown = []
    for evening in (small, empty):
        evening.score(evening.items[0])
        evening.reveal()
        results = evening.scherm.told("published")[-1]["results"]
        words = {one: f"item-{place}" for place, one in enumerate(evening.items)}
        text = json.dumps([results, evening.scherm.told("published")[-1]["lists"]])
        for item, word in words.items():
            text = text.replace(item, word)
        shown.append(text)
        assert results[0]["groups"]["wijkpartner"] == NOT_SHOWN
        assert results[0]["groups"]["bewoner"]["counts"] == SHOWN[Group.BEWONER]["counts"]
    assert shown[0] == shown[1]
    everything = [frame for ear in small.ears for frame in ear.frames]
    everything += [
        anyone.get(f"{meeting.path}/snapshot", headers=proof_headers(proof)).text
        for proof in (small.people[0], meeting.leader, small.screen)
    ]
    assert "[0,0,0,0,2,0]" not in "".join(everything).replace(" ", "")


def test_a_smallest_group_of_one_shows_one(maker, sit) -> None:
    evening = Evening(maker.town(smallest_group=1).meeting(), sit, (1, 0, 0))
    evening.score(evening.items[0])
    evening.reveal()
    shown = evening.scherm.told("published")[-1]["results"][0]["groups"]
    assert shown["bewoner"]["counts"] == [0, 0, 1, 0, 0, 0]


def test_what_is_published_never_changes_by_who_is_confirmed_or_removed_later(evening, meeting) -> None:
    evening.score(evening.items[0])
    evening.reveal()
    before = [numbers(one) for one in evening.lead.told("published")[-1]["results"]]
    meeting.change(evening.people[0], removed=True)
    meeting.change(evening.people[3], group="bewoner")
    evening.step("next")
    evening.step("reveal")
    evening.lead.hear("moved", lambda one: one["version"] == evening.version)
    after = evening.lead.told("published")[-1]["results"]
    assert [numbers(one) for one in after if one["item"] in evening.items] == before


def test_a_group_that_is_not_confirmed_is_in_no_result(meeting, sit) -> None:
    claims = [meeting.join(Group.AMBTENAAR, typed=True) for _ in range(3)]
    evening = Evening(meeting, sit, (3, 0, 0))
    phones = [sit(meeting, one) for one in claims]
    evening.score(evening.items[0])
    for phone in phones:
        assert phone.score(evening.items[0], 5)["state"] == "accepted"
    evening.reveal()
    assert evening.lead.told("published")[-1]["results"][0]["groups"]["ambtenaar"] == NOT_SHOWN


def test_progress_counts_who_answered_and_only_grows(evening) -> None:
    item = evening.items[0]
    evening.score(item)
    full = {"bewoner": 3, "wijkpartner": 3, "ambtenaar": 3}
    for ear in evening.ears:
        told = ear.hear("progress", lambda one: one["items"].get(item) == full)
        assert told["count"] == 9
        assert told["ready"] == {group.value: [0, 3] for group in GROUPS}
        counts = [one["count"] for one in ear.told("progress")]
        assert counts == sorted(counts)
    for phone in evening.phones[:3]:
        for other in evening.items[1:]:
            phone.score(other, 3)
    assert evening.scherm.hear("progress", lambda one: one["ready"]["bewoner"] == [3, 3])


class TestPresence:
    def told(self, ear: Line, group: str, **expected: int) -> dict[str, int]:
        def fits(one: Mapping[str, Any]) -> bool:
            return all(one["groups"][group][name] == number for name, number in expected.items())

        found: dict[str, int] = ear.hear("presence", fits)["groups"][group]
        return found

    def test_it_counts_who_joined_and_who_is_connected(self, meeting, sit) -> None:
        lead = sit(meeting, meeting.leader)
        people = meeting.fill(2, 0, 0)
        phones = [sit(meeting, one) for one in people]
        second = sit(meeting, people[0])
        assert self.told(lead, "bewoner", connected=2)["joined"] == 2
        second.close()
        phones[0].close()
        assert self.told(lead, "bewoner", connected=1)["joined"] == 2
        sit(meeting, meeting.join(Group.WIJKPARTNER, typed=True))
        assert self.told(lead, "wijkpartner", unconfirmed=1, connected=1)["joined"] == 1

    def test_somebody_keeps_three_sockets_and_the_oldest_goes(self, meeting, sit, anyone) -> None:
        person = meeting.join()
        lines = [sit(meeting, person) for _ in range(4)]
        assert lines[0].ends(5)
        assert not any(line.over for line in lines[1:])
        assert lines[-1].call("sync")["snapshot"]["presence"]["groups"]["bewoner"]["connected"] == 1


class TestTheSpelleiderChanges:
    def change(self, caller, meeting: Meeting, person: Person, **change: object) -> Any:
        path = f"{meeting.path}/participants/{person.id}"
        answer = caller.patch(path, change, headers=proof_headers(meeting.leader))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def test_who_is_removed_hears_it_once_and_is_out_everywhere(self, meeting, sit, anyone) -> None:
        people = meeting.fill(2, 0, 0)
        lead, gone, stays = (sit(meeting, one) for one in (meeting.leader, *people))
        row = self.change(anyone, meeting, people[0], removed=True)
        assert (row["removed"], row["label"]) == (True, "Bewoner 01")
        gone.hear("ended")
        assert gone.ends(3)
        assert gone.told("ended") == [{"reason": "removed"}]
        assert anyone.get(f"{meeting.path}/snapshot", headers=people[0].bearer).status_code == 404
        wanted = {"gemeente": meeting.town.slug, "session": str(meeting.id), "as": "participant"}
        assert anyone.post("/api/v1/socket-tickets", wanted, headers=people[0].bearer).status_code == 404
        assert lead.hear("presence", lambda one: one["groups"]["bewoner"]["joined"] == 1)
        assert not stays.over

    def test_who_is_confirmed_or_moved_sees_it_at_once(self, meeting, sit, anyone) -> None:
        person = meeting.join(Group.AMBTENAAR, typed=True)
        phone = sit(meeting, person)
        self.change(anyone, meeting, person, confirmed=True)
        assert phone.hear("snapshot", lambda one: one["me"]["confirmed"])["me"]["group"] == "ambtenaar"
        row = self.change(anyone, meeting, person, group="bewoner")
        assert (row["group"], row["confirmed"], row["label"]) == ("bewoner", True, "Bewoner 01")
        assert phone.hear("snapshot", lambda one: one["me"]["group"] == "bewoner")

    def test_a_locked_door_is_told_to_who_leads_and_the_scherm(self, meeting, sit, anyone) -> None:
        ears = [sit(meeting, meeting.leader), sit(meeting, meeting.screen())]
        answer = anyone.patch(f"{meeting.path}/door", {"joining": "locked"}, headers=proof_headers(meeting.leader))
        assert answer.json() == {"joining": "locked"}
        for ear in ears:
            assert ear.hear("snapshot", lambda one: one["doors"]["joining"] == "locked")

    def test_the_list_of_people_holds_no_answer_and_no_secret(self, evening, meeting, anyone) -> None:
        evening.score(evening.items[0])
        text = anyone.get(f"{meeting.path}/participants", headers=meeting.leader.cookies).text
        rows = json.loads(text)["participants"]
        assert [row["id"] for row in rows] == [str(one.id) for one in evening.people]
        assert all(row["connected"] and row["confirmed"] and row["via"] == "link" for row in rows)
        for person in evening.people:
            assert person.return_code not in text
            assert person.token.partition(".")[2] not in text


def test_the_phone_that_was_taken_over_hears_it_and_stores_nothing_more(meeting, sit, anyone) -> None:
    person = meeting.join()
    meeting.step("start", "open")
    old = sit(meeting, person)
    answer = anyone.post(RETURN, {"code": meeting.code, "return_code": person.return_code}).json()
    late = old.start_call("score", score_op(meeting.items()[0], 1))
    assert old.hear("ended") == {"reason": "taken_over"}
    assert old.answer(late)["ok"] is False
    assert old.ends(3)
    new = {"Authorization": f"Bearer {answer['token']}"}
    assert anyone.get(f"{meeting.path}/snapshot", headers=new).json()["me"]["answers"] == []
    meeting.lock()
    assert anyone.post(RETURN, {"code": meeting.code, "return_code": person.return_code}).status_code == 200


def test_who_comes_to_a_closed_session_reads_it_and_is_told_that_it_is_over(evening, meeting, sit) -> None:
    evening.score(evening.items[0])
    evening.reveal()
    evening.step("close")
    for ear in evening.ears:
        assert ear.hear("ended") == {"reason": "closed"}
        assert ear.hear("moved", lambda one: one["state"] == "closed")
    late = sit(meeting, evening.people[0])
    assert late.told("snapshot")[0]["state"] == "closed"
    assert len(late.told("snapshot")[0]["published"]) == len(evening.items)
    assert late.hear("ended") == {"reason": "closed"}
    assert late.ends(3)


def _all_in(bars) -> bool:
    return all(bar["answered"] == 3 for bar in bars.values())


def test_bars_that_move_are_told_to_who_watches_and_to_no_phone(town: Town, sit) -> None:
    evening = Evening(town.meeting(open_bars=True), sit)
    item = evening.items[0]
    for person, phone in zip(evening.people, evening.phones, strict=True):
        value = 2 + evening.people.index(person) % 2
        assert phone.call("score", score_op(item, value))["state"] == "accepted"
    for ear in (evening.lead, evening.scherm):
        told = ear.hear("bars", lambda one: item in one["items"] and _all_in(one["items"][item]))
        assert told["items"][item]["bewoner"] == {"answered": 3, "counts": [0, 0, 2, 1, 0, 0], "waiting": 0}
    for phone in evening.phones:
        assert phone.told("bars") == []
        assert "bars" not in phone.call("sync")["snapshot"]
    steps = [one["step"] for one in evening.scherm.told("bars")]
    assert steps == sorted(steps)
