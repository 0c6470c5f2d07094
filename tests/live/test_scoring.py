"""What becomes of a score: each receipt means what the contract says, and a tick means that it is in the database."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from tests.live.lines import Line
from tests.makers import Meeting, Person, plain, score_op


@pytest.fixture
def person(meeting: Meeting) -> Person:
    return meeting.join()


@pytest.fixture
def phone(sit, meeting: Meeting, person: Person) -> Line:
    """A phone in a session with opgave 1 open."""
    meeting.step("start", "open")
    return sit(meeting, person)


@pytest.fixture
def lead(sit, meeting: Meeting) -> Line:
    return sit(meeting, meeting.leader)


def stored(meeting: Meeting, person: Person) -> list[tuple[str, int, int]]:
    """What the database holds of somebody: item, seq and value."""
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        query = "SELECT item_id::text, seq, value FROM score WHERE participant_id = %s ORDER BY 1"
        return connection.execute(query, [person.id]).fetchall()


def test_a_score_is_accepted_and_stands_in_the_database(phone, meeting, person) -> None:
    item = meeting.items()[0]
    op = score_op(item, 4)
    assert phone.call("score", op) == {"ok": True, "op": op["op"], "seq": 1, "state": "accepted"}
    assert stored(meeting, person) == [(item, 1, 4)]


@pytest.mark.parametrize("value", range(6))
def test_each_value_of_the_scale_is_an_answer_and_zero_is_too(phone, meeting, person, value: int) -> None:
    item = meeting.items()[0]
    assert phone.score(item, value)["state"] == "accepted"
    assert stored(meeting, person) == [(item, 1, value)]


def test_the_same_operation_twice_is_one_score(phone, meeting, person, anyone) -> None:
    op = score_op(meeting.items()[0], 4)
    states = [phone.call("score", op)["state"] for _ in range(3)]
    by_http = anyone.post(f"{meeting.path}/scores", {"ops": [op, op]}, headers=person.bearer).json()["receipts"]
    assert states + [one["state"] for one in by_http] == ["accepted", *["duplicate"] * 4]
    assert len(stored(meeting, person)) == 1


@pytest.mark.parametrize("change", [{"value": 2}, {"seq": 2}, {"item": 1}], ids=["value", "seq", "item"])
def test_the_same_operation_with_another_content_is_refused(phone, meeting, person, change: dict) -> None:
    items = meeting.items()
    op = score_op(items[0], 4)
    phone.call("score", op)
    other = {**op, **{name: items[1] if name == "item" else said for name, said in change.items()}}
    refusal = phone.call("score", other)
    assert (refusal["ok"], refusal["code"], refusal["op"]) == (False, "malformed", op["op"])
    assert refusal["message"].endswith(".")
    assert stored(meeting, person) == [(items[0], 1, 4)]


def test_an_older_seq_is_stale_and_carries_the_seq_that_stands(phone, meeting, person) -> None:
    item = meeting.items()[0]
    assert phone.score(item, 5, seq=7)["state"] == "accepted"
    late = phone.score(item, 1, seq=3)
    assert (late["state"], late["seq"]) == ("stale", 7)
    same = phone.score(item, 1, seq=7)
    assert (same["state"], same["seq"]) == ("stale", 7)
    assert phone.score(item, 2, seq=8)["state"] == "accepted"
    assert stored(meeting, person) == [(item, 8, 2)]


def test_what_was_overtaken_is_stale_again_when_it_is_sent_again(phone, lead, meeting, person) -> None:
    """Its first receipt may be lost on the way: a tick the second time would stand on an answer that never counted."""
    item = meeting.items()[0]
    phone.score(item, 5, seq=7)
    late = score_op(item, 1, seq=3)
    assert [(said["state"], said["seq"]) for said in (phone.call("score", late), phone.call("score", late))] == [
        ("stale", 7),
        ("stale", 7),
    ]
    assert lead.step("reveal", meeting.version)["ok"]
    assert phone.call("score", late)["state"] == "closed"
    assert stored(meeting, person) == [(item, 7, 5)]


def test_two_tabs_of_one_person_give_one_answer_and_the_last_seq_counts(sit, phone, meeting, person) -> None:
    item, other = meeting.items()[0], sit(meeting, person)
    numbers = [
        (tab, tab.start_call("score", score_op(item, seq % 6, seq))) for seq in range(1, 17) for tab in (phone, other)
    ]
    states = [tab.answer(number)["state"] for tab, number in numbers]
    assert set(states) <= {"accepted", "stale"}
    assert stored(meeting, person) == [(item, 16, 16 % 6)]


def test_after_the_reveal_a_score_is_closed_and_a_retry_of_an_older_one_still_gets_its_tick(
    phone, lead, meeting, person
) -> None:
    item = meeting.items()[0]
    early = score_op(item, 4)
    phone.call("score", early)
    assert lead.step("reveal", meeting.version)["ok"]
    late = phone.score(item, 1, seq=2)
    assert (late["ok"], late["state"]) == (True, "closed")
    assert phone.call("score", early)["state"] == "duplicate"
    assert stored(meeting, person) == [(item, 1, 4)]


def test_a_punt_that_is_not_open_is_refused(phone, meeting, person, town) -> None:
    elsewhere = town.meeting()
    for item, round_ in (
        (meeting.items(3)[0], 1),
        (meeting.items(1)[0], 2),
        (elsewhere.items()[0], 1),
        (str(uuid4()), 1),
    ):
        refusal = phone.score(item, 3, round_=round_)
        assert (refusal["ok"], refusal["code"]) == (False, "item_not_open")
    assert stored(meeting, person) == []


WRONG: list[dict[str, object]] = [
    {"value": 6},
    {"value": -1},
    {"value": 3.0},
    {"value": 3.5},
    {"value": True},
    {"value": "3"},
    {"value": None},
    {"value": [3]},
    {"seq": 0},
    {"seq": 1.0},
    {"seq": 2**31},
    {"seq": "1"},
    {"round": 0},
    {"round": True},
    {"op": "no-uuid"},
    {"op": 5},
    {"item": "1"},
    {"item": {}},
    {"participant": str(uuid4())},
    {"group": "ambtenaar"},
    {"gemeente": "elders"},
    {"role": "spelleider"},
]


def test_a_score_of_another_form_is_refused_and_nothing_changes(phone, meeting, person, fingerprint) -> None:
    good = score_op(meeting.items()[0], 3)
    before = fingerprint()
    for wrong in WRONG:
        refusal = phone.call("score", {**good, **wrong})
        assert (refusal["ok"], refusal["code"]) == (False, "malformed"), wrong
    for payload in ([], ["score"], [None], [7], [[good]], [good, good], [{}], [{k: good[k] for k in ("op", "seq")}]):
        refusal = phone.call("score", *payload)
        assert (refusal["ok"], refusal["code"]) == (False, "malformed"), payload
    assert fingerprint() == before
    assert phone.call("score", good)["state"] == "accepted"


def test_while_paused_a_score_is_kept_for_later(phone, lead, meeting, person) -> None:
    lead.step("pause", meeting.version)
    op = score_op(meeting.items()[0], 3)
    assert phone.call("score", op)["state"] == "retry"
    assert stored(meeting, person) == []
    lead.step("resume", meeting.version)
    assert phone.call("score", op)["state"] == "accepted"


def test_before_the_first_opgave_nothing_can_be_scored(sit, meeting, person) -> None:
    phone = sit(meeting, person)
    assert phone.score(meeting.items()[0], 3)["code"] == "item_not_open"
    meeting.step("start")
    assert phone.score(meeting.items()[0], 3)["code"] == "item_not_open"


def test_who_leads_and_the_scherm_give_no_scores(sit, lead, phone, meeting, fingerprint) -> None:
    scherm = sit(meeting, meeting.screen())
    before = fingerprint()
    for line in (lead, scherm):
        refusal = line.score(meeting.items()[0], 3)
        assert (refusal["ok"], refusal["code"]) == (False, "not_allowed")
    assert fingerprint() == before


def test_a_phone_that_comes_back_goes_on_from_its_own_answers_and_seq(sit, phone, meeting, person) -> None:
    first, second = meeting.items()[:2]
    phone.score(first, 4, seq=1)
    phone.score(second, 0, seq=5)
    phone.close()
    me = sit(meeting, person).told("snapshot")[0]["me"]
    assert me["next_seq"] == 6
    assert sorted((one["item"], one["value"], one["seq"]) for one in me["answers"]) == sorted(
        [(first, 4, 1), (second, 0, 5)]
    )


def test_somebody_who_is_not_confirmed_scores_and_counts_nowhere_until_the_spelleider_says_so(
    sit, meeting, lead
) -> None:
    person = meeting.join("wijkpartner", typed=True)
    meeting.step("start", "open")
    phone, item = sit(meeting, person), meeting.items()[0]
    assert phone.score(item, 4)["state"] == "accepted"
    assert lead.call("sync")["snapshot"]["progress"]["items"][item]["wijkpartner"] == 0
    meeting.change(person, confirmed=True)
    assert lead.call("sync")["snapshot"]["progress"]["items"][item]["wijkpartner"] == 1


class TestClosing:
    def test_a_score_under_way_is_let_in_for_five_seconds_and_no_longer(self, phone, lead, meeting, person) -> None:
        first = meeting.items()[0]
        assert lead.step("close", meeting.version)["ok"]
        assert phone.score(first, 4)["state"] == "accepted"
        end = phone.hear("ended")
        assert end == {"reason": "closed"}
        assert phone.ends(3)
        assert stored(meeting, person) == [(first, 1, 4)]

    def test_after_the_grace_a_score_by_http_is_closed(self, anyone, meeting, person) -> None:
        meeting.step("start", "open", "close")
        with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
            connection.execute(
                "UPDATE scoring_session SET closed_at = now() - interval '5 s' WHERE id = %s", [meeting.id]
            )
        ops = [score_op(item, 4) for item in meeting.items()[:2]]
        receipts = anyone.post(f"{meeting.path}/scores", {"ops": ops}, headers=person.bearer).json()["receipts"]
        assert [(one["ok"], one["state"]) for one in receipts] == [(True, "closed")] * 2
        assert stored(meeting, person) == []
