"""Coming in by code or link, coming back, and what an address may try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from tests.makers import Person
from tests.server import Server, running
from wijkplatform.domain import gemeenten
from wijkplatform.domain.people import GROUPS, Group

PEOPLE = "/api/v1/participants"
ME = f"{PEOPLE}/me"
RETURN = f"{PEOPLE}/return"
DOOR = f"{PEOPLE}/door"


def problem(answer: httpx.Response, status: int, code: str) -> dict:
    """The answer is this problem, told to machines and people."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["title"]
    assert body["detail"].endswith(".")
    return body


def me(person: Person, caller, meeting) -> dict:
    return caller.get(f"{meeting.path}/snapshot", headers=person.bearer).json()["me"]


def test_a_participant_reads_the_same_label_as_the_spelleider(anyone, meeting) -> None:
    people = [meeting.join(), meeting.join(Group.AMBTENAAR)]
    assert [me(person, anyone, meeting)["label"] for person in people] == ["Bewoner 01", "Ambtenaar 02"]
    headers = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    listed = anyone.get(f"{meeting.path}/participants", headers=headers).json()["participants"]
    assert [one["label"] for one in listed] == ["Bewoner 01", "Ambtenaar 02"]


def test_a_bewoner_joins_by_the_typed_code(anyone, meeting) -> None:
    spaced = f" {meeting.code[:4]} {meeting.code[4:]}"
    answer = anyone.post(PEOPLE, {"code": spaced, "group": "bewoner", "language": "tr"})
    assert answer.status_code == 201
    body = answer.json()
    assert body["participant"]["group"] == "bewoner"
    assert body["participant"]["confirmed"]
    assert body["session"] == {
        "id": str(meeting.id),
        "gemeente": meeting.town.slug,
        "title": "Een avond in de wijk",
        "state": "lobby",
        "version": meeting.version,
    }
    cookie = answer.headers["Set-Cookie"]
    secret = body["token"].partition(".")[2]
    assert cookie.startswith(f"__Host-deelnemer-{meeting.town.slug}={secret};")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("group", GROUPS)
def test_a_link_says_the_group_and_confirms_it(anyone, meeting, group: Group) -> None:
    other = next(one for one in GROUPS if one is not group)
    answer = anyone.post(PEOPLE, {"join_token": meeting.link(group), "group": other})
    assert answer.json()["participant"]["group"] == group
    assert answer.json()["participant"]["confirmed"]


@pytest.mark.parametrize("group", [Group.WIJKPARTNER, Group.AMBTENAAR])
def test_who_types_the_code_and_claims_a_group_counts_only_after_the_spelleider_confirmed(
    anyone, meeting, group: Group
) -> None:
    answer = anyone.post(PEOPLE, {"code": meeting.code, "group": group})
    assert not answer.json()["participant"]["confirmed"]
    presence = meeting.snapshot(meeting.leader.badge)["presence"]["groups"][group]
    assert presence == {"joined": 1, "connected": 0, "unconfirmed": 1}
    assert meeting.snapshot(meeting.leader.badge)["progress"]["ready"][group] == [0, 0]


def test_the_code_alone_asks_for_a_group(anyone, meeting) -> None:
    assert "groep" in problem(anyone.post(PEOPLE, {"code": meeting.code}), 400, "malformed")["detail"]


def test_a_code_that_lets_nobody_in_always_sounds_the_same(anyone, town, meeting) -> None:
    closed = town.meeting()
    code = closed.code
    closed.step("close")
    wrong = f"{(int(meeting.code) + 1) % 10**8:08d}"
    answers = [
        anyone.post(PEOPLE, {"code": said, "group": "bewoner"}) for said in (wrong, code, "", "abc", "٤٨٢١٠٩٧٧")
    ] + [anyone.post(PEOPLE, {"join_token": said}) for said in ("nothing", closed.link(Group.BEWONER), "x" * 22)]
    bodies = [problem(one, 404 if one.status_code == 404 else 400, one.json()["code"]) for one in answers]
    assert [one["code"] for one in bodies].count("code_not_valid") == 7
    assert len({one.content for one in answers if one.status_code == 404}) == 1
    assert bodies[2]["code"] == "malformed"


def test_a_code_of_another_gemeente_leads_there_and_nowhere_else(anyone, meeting, other_town) -> None:
    theirs = other_town.meeting()
    joined = anyone.post(PEOPLE, {"code": theirs.code, "group": "bewoner"}).json()
    assert joined["session"]["gemeente"] == other_town.slug
    bearer = {"Authorization": f"Bearer {joined['token']}"}
    assert problem(anyone.get(f"{meeting.path}/snapshot", headers=bearer), 404, "not_found")


def test_a_locked_door_says_so_only_to_who_knows_the_code(anyone, meeting) -> None:
    inside = meeting.join()
    meeting.lock()
    for way in ({"code": meeting.code, "group": "bewoner"}, {"join_token": meeting.link(Group.AMBTENAAR)}):
        problem(anyone.post(PEOPLE, way), 409, "door_closed")
    problem(anyone.post(PEOPLE, {"code": "00000000", "group": "bewoner"}), 404, "code_not_valid")
    page = f"/doe-mee/{meeting.link(Group.AMBTENAAR)}"
    assert 'data-door="locked"' in anyone.get(page).text
    back = anyone.post(RETURN, {"code": meeting.code, "return_code": inside.return_code})
    assert back.json()["participant"]["id"] == str(inside.id)


class TestLookingBehindACode:
    def test_a_code_says_which_meeting_it_opens_and_nothing_changes(self, anyone, meeting, fingerprint) -> None:
        before = fingerprint()
        assert anyone.post(DOOR, {"code": f"{meeting.code[:4]} {meeting.code[4:]}"}).json() == {
            "title": "Een avond in de wijk",
            "wijk": meeting.snapshot(meeting.leader.badge)["wijk"],
            "smallest_group": 3,
            "languages": ["nl-b1", "nl", "en", "tr", "ar", "pl", "uk"],
            "retention": gemeenten.retention(30),
            "joined": None,
        }
        assert fingerprint() == before

    def test_who_takes_part_on_this_phone_is_shown_the_own_place_also_with_the_door_closed(
        self, anyone, meeting, town
    ) -> None:
        person = meeting.join(Group.WIJKPARTNER)
        secret = person.bearer["Authorization"].partition(".")[2]
        cookie = {"Cookie": f"__Host-deelnemer-{meeting.town.slug}={secret}"}
        own = {"group": "wijkpartner", "path": f"/{meeting.town.slug}/doe-mee/{meeting.id}"}
        assert anyone.post(DOOR, {"code": meeting.code}, headers=cookie).json()["joined"] == own
        assert anyone.post(DOOR, {"code": town.meeting().code}, headers=cookie).json()["joined"] is None
        meeting.lock()
        assert anyone.post(DOOR, {"code": meeting.code}, headers=cookie).json()["joined"] == own
        problem(anyone.post(DOOR, {"code": meeting.code}), 409, "door_closed")

    def test_a_code_that_joining_refuses_sounds_the_same(self, anyone, town, meeting) -> None:
        closed = town.meeting()
        code = closed.code
        closed.step("close")
        for said in ("00000000", code, "abc"):
            joining = anyone.post(PEOPLE, {"code": said, "group": "bewoner"})
            assert anyone.post(DOOR, {"code": said}).content == joining.content

    def test_looking_and_joining_spend_one_budget(self, anyone, meeting) -> None:
        for _ in range(10):
            problem(anyone.post(DOOR, {"code": "00000000"}), 404, "code_not_valid")
            problem(anyone.post(PEOPLE, {"code": "00000000", "group": "bewoner"}), 404, "code_not_valid")
        problem(anyone.post(DOOR, {"code": meeting.code}), 429, "too_many_tries")
        problem(anyone.post(PEOPLE, {"code": meeting.code, "group": "bewoner"}), 429, "too_many_tries")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code": "12345678", "join_token": "x"},
        {"code": 12345678, "group": "bewoner"},
        {"code": "12345678", "group": "spelleider"},
        {"code": "12345678", "group": "bewoner", "confirmed": True},
        {"code": "12345678", "group": "bewoner", "gemeente": "elders"},
        {"code": "12345678", "group": "bewoner", "language": "xx"},
        {"code": "1" * 41, "group": "bewoner"},
        [],
        "text",
        None,
    ],
)
def test_joining_in_another_form_is_refused(anyone, fingerprint, body: object) -> None:
    before = fingerprint()
    problem(anyone.http.post(PEOPLE, json=body), 400, "malformed")
    assert fingerprint() == before


def test_two_phones_never_get_the_same_secrets(anyone, meeting) -> None:
    joined = [anyone.post(PEOPLE, {"join_token": meeting.link(Group.BEWONER)}).json() for _ in range(5)]
    assert len({one["token"] for one in joined}) == 5
    assert len({one["participant"]["return_code"] for one in joined}) == 5


class TestMyOwnPlace:
    def test_who_typed_the_code_may_change_the_group_before_answering(self, anyone, meeting) -> None:
        person = meeting.join(typed=True)
        answer = anyone.patch(ME, {"group": "wijkpartner", "language": "pl"}, headers=person.bearer)
        assert answer.json()["participant"] == {
            "id": str(person.id),
            "group": "wijkpartner",
            "return_code": person.return_code,
            "confirmed": False,
        }
        assert me(person, anyone, meeting)["language"] == "pl"
        assert anyone.patch(ME, {"group": "bewoner"}, headers=person.bearer).json()["participant"]["confirmed"]

    def test_a_group_that_a_link_fixed_stays(self, anyone, meeting) -> None:
        person = meeting.join(Group.BEWONER)
        problem(anyone.patch(ME, {"group": "ambtenaar"}, headers=person.bearer), 409, "not_now")
        assert me(person, anyone, meeting)["group"] == "bewoner"

    def test_a_group_stays_after_the_first_answer(self, anyone, meeting) -> None:
        person = meeting.join(typed=True)
        meeting.step("start", "open")
        assert meeting.score(person, meeting.items()[0], 4) == "accepted"
        problem(anyone.patch(ME, {"group": "ambtenaar"}, headers=person.bearer), 409, "not_now")
        assert anyone.patch(ME, {"language": "en"}, headers=person.bearer).status_code == 200

    def test_nobody_confirms_themselves(self, anyone, meeting) -> None:
        person = meeting.join(Group.WIJKPARTNER, typed=True)
        problem(anyone.patch(ME, {"confirmed": True}, headers=person.bearer), 400, "malformed")
        anyone.patch(ME, {"group": "wijkpartner"}, headers=person.bearer)
        assert not me(person, anyone, meeting)["confirmed"]

    def test_who_was_left_out_does_not_come_in_again_by_changing_group(self, anyone, meeting) -> None:
        person = meeting.join(typed=True)
        meeting.change(person, confirmed=False)
        for group in ("wijkpartner", "bewoner"):
            anyone.patch(ME, {"group": group}, headers=person.bearer)
        assert not me(person, anyone, meeting)["confirmed"]


class TestComingBack:
    def test_another_phone_takes_over_and_the_older_is_dead(self, anyone, meeting) -> None:
        person = meeting.join()
        said = person.return_code.lower()
        answer = anyone.post(RETURN, {"code": meeting.code, "return_code": f"{said[:4]}-{said[4:]}"})
        assert answer.status_code == 200
        new = {"Authorization": f"Bearer {answer.json()['token']}"}
        assert answer.json()["participant"]["id"] == str(person.id)
        assert anyone.get(f"{meeting.path}/snapshot", headers=new).status_code == 200
        for call in (
            anyone.get(f"{meeting.path}/snapshot", headers=person.bearer),
            anyone.patch(ME, {"language": "en"}, headers=person.bearer),
            anyone.post(f"{meeting.path}/scores", {"ops": []}, headers=person.bearer),
        ):
            problem(call, 404, "not_found")

    def test_a_terugkomcode_of_another_session_brings_nobody_back(self, anyone, meeting, town, other_town) -> None:
        strangers = [town.meeting().join(), other_town.meeting().join()]
        codes = [*(one.return_code for one in strangers), "ABCDEFGH", ""]
        answers = [anyone.post(RETURN, {"code": meeting.code, "return_code": code}) for code in codes]
        answers.append(anyone.post(RETURN, {"code": "00000000", "return_code": strangers[0].return_code}))
        assert {problem(one, 404, "code_not_valid")["detail"] for one in answers} == {answers[0].json()["detail"]}

    def test_who_was_removed_does_not_come_back(self, anyone, meeting) -> None:
        person = meeting.join()
        meeting.change(person, removed=True)
        problem(anyone.post(RETURN, {"code": meeting.code, "return_code": person.return_code}), 404, "code_not_valid")
        problem(anyone.get(f"{meeting.path}/snapshot", headers=person.bearer), 404, "not_found")
        meeting.change(person, removed=False)
        assert anyone.get(f"{meeting.path}/snapshot", headers=person.bearer).status_code == 200


class TestBudgets:
    def test_after_twenty_failures_an_address_waits_while_its_neighbours_and_qr_codes_go_on(
        self, call, anyone, meeting
    ) -> None:
        for _ in range(20):
            problem(anyone.post(PEOPLE, {"code": "00000000", "group": "bewoner"}), 404, "code_not_valid")
        spent = anyone.post(PEOPLE, {"code": meeting.code, "group": "bewoner"})
        body = problem(spent, 429, "too_many_tries")
        assert 0 < int(spent.headers["Retry-After"]) <= 600
        assert "QR" in body["detail"]
        assert "minuten" in body["detail"]
        assert anyone.post(PEOPLE, {"join_token": meeting.link(Group.BEWONER)}).status_code == 201
        assert call().post(PEOPLE, {"code": meeting.code, "group": "bewoner"}).status_code == 201

    def test_guessing_terugkomcodes_spends_the_same_budget(self, anyone, meeting) -> None:
        person = meeting.join()
        for _ in range(20):
            problem(anyone.post(RETURN, {"code": meeting.code, "return_code": "22222222"}), 404, "code_not_valid")
        good = {"code": meeting.code, "return_code": person.return_code}
        problem(anyone.post(RETURN, good), 429, "too_many_tries")

    def test_a_closed_code_spends_the_budget_as_an_unknown_one_does(self, anyone, town, meeting) -> None:
        closed = town.meeting()
        code = closed.code
        closed.step("close")
        for _ in range(20):
            problem(anyone.post(PEOPLE, {"code": code, "group": "bewoner"}), 404, "code_not_valid")
        problem(anyone.post(PEOPLE, {"code": meeting.code, "group": "bewoner"}), 429, "too_many_tries")

    def test_guessing_in_parallel_gives_no_more_tries(self, anyone) -> None:
        wrong = [{"code": f"{number:08d}", "group": "bewoner"} for number in range(60)]
        with ThreadPoolExecutor(30) as pool:
            answers = list(pool.map(lambda body: anyone.post(PEOPLE, body).status_code, wrong))
        assert answers.count(404) <= 20
        assert answers.count(429) == 60 - answers.count(404)

    def test_a_good_code_costs_nothing(self, anyone, meeting) -> None:
        for _ in range(25):
            assert anyone.post(PEOPLE, {"code": meeting.code, "group": "bewoner"}).status_code == 201

    def test_a_phone_that_is_refused_over_and_over_keeps_nobody_else_in_the_hall_out(
        self, database, call, meeting
    ) -> None:
        phone = meeting.join()
        with running(database, WIJK_JOINS_PER_MINUTE=5) as strict:
            hall = call(to=strict)
            for _ in range(6):
                for who in (None, phone.bearer):
                    assert hall.post(f"{PEOPLE}/next", {"group": "bewoner"}, headers=who).status_code in (404, 409)
            assert hall.post(PEOPLE, {"join_token": meeting.link(Group.BEWONER)}).status_code == 201

    def test_sixty_people_a_minute_join_from_one_address(self, database, call, meeting, maker) -> None:
        with running(database, WIJK_JOINS_PER_MINUTE=60) as strict:
            _joins_are_capped(strict, call, meeting)


def _joins_are_capped(strict: Server, call, meeting) -> None:
    hall = call(to=strict)
    body = {"join_token": meeting.link(Group.BEWONER)}
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: hall.post(PEOPLE, body), range(75)))
    assert [one.status_code for one in answers].count(201) == 60
    refused = [one for one in answers if one.status_code == 429]
    assert len(refused) == 15
    assert all(0 < int(one.headers["Retry-After"]) <= 60 for one in refused)
    assert call(to=strict).post(PEOPLE, body).status_code == 201


def test_a_link_of_a_participant_shows_nothing_of_the_code_in_the_log(server, anyone, meeting) -> None:
    token = f"{uuid4()}"
    anyone.post(PEOPLE, {"code": meeting.code, "group": "bewoner"}).raise_for_status()
    anyone.post(PEOPLE, {"join_token": token})
    for secret in (meeting.code, meeting.link(Group.BEWONER), token, meeting.leader.secret):
        assert secret not in server.log
