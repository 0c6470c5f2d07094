"""Nobody opens a socket without a fresh ticket from a page of ours, and nothing of another session comes through it."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest
import websocket

from tests.live.lines import Line, proof_headers, take_ticket
from tests.makers import BASE_URL, plain, score_op
from wijkplatform.domain.people import Role

TICKETS = "/api/v1/socket-tickets"


@pytest.fixture
def line(server):
    with Line(server) as one:
        yield one


def test_each_proof_gets_the_snapshot_of_its_own_seat(sit, meeting) -> None:
    person = meeting.join()
    phone, lead, scherm = (sit(meeting, proof) for proof in (person, meeting.leader, meeting.screen()))
    assert phone.told("snapshot")[0]["me"]["id"] == str(person.id)
    assert "doors" not in phone.told("snapshot")[0]
    for line in (lead, scherm):
        assert "me" not in line.told("snapshot")[0]
        assert line.told("snapshot")[0]["doors"]["code"] == meeting.code


def test_a_ticket_opens_one_socket_once(line, server, anyone, meeting) -> None:
    ticket = take_ticket(anyone, meeting, meeting.join())
    line.enter(ticket)
    with Line(server) as second:
        assert second.refused({"ticket": ticket})["data"] == {"code": "not_found"}


def test_what_is_no_good_ticket_is_refused_with_a_code_and_a_sentence(line, anyone, meeting) -> None:
    ticket = take_ticket(anyone, meeting, meeting.join())
    slug, _, secret = ticket.partition(".")
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        late = "UPDATE socket_ticket SET expires_at = now() - interval '1 s' WHERE session_id = %s"
        connection.execute(late, [meeting.id])
    auths = [
        {"ticket": ticket},
        {"ticket": f"{slug}."},
        {"ticket": f"elders.{secret}"},
        {"ticket": secret},
        {"ticket": f"{slug}.{uuid4()}"},
        {"ticket": "\0.\0"},
        {"ticket": "x" * 300},
        {"ticket": 5},
        {"ticket": ticket, "as": "facilitator"},
        {},
        [],
        "text",
        None,
    ]
    for auth in auths:
        refusal = line.refused(auth)
        assert refusal["data"] == {"code": "not_found"}, auth
        assert refusal["message"].endswith(".")


def test_a_ticket_is_good_for_thirty_seconds(anyone, meeting) -> None:
    take_ticket(anyone, meeting, meeting.join())
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        left = "SELECT extract(epoch FROM expires_at - now()) FROM socket_ticket WHERE session_id = %s"
        assert 25 < connection.execute(left, [meeting.id]).fetchone()[0] <= 30


@pytest.mark.parametrize(
    "origins",
    [
        [],
        ["null"],
        [""],
        ["https://elders.example"],
        [f"{BASE_URL}.elders.example"],
        ["http://wijk.example"],
        [f"{BASE_URL}/"],
        [BASE_URL, "https://elders.example"],
        ["https://elders.example", BASE_URL],
    ],
    ids=str,
)
def test_a_page_of_somebody_else_opens_no_socket(server, origins: list[str]) -> None:
    before = server.rejected("origin")
    with pytest.raises(websocket.WebSocketBadStatusException) as refused, Line(server, origins=origins):
        pass
    assert refused.value.status_code in (400, 401)
    assert server.rejected("origin") == before + 1


def test_the_same_origin_said_twice_is_one_origin(server, anyone, meeting) -> None:
    with Line(server, origins=[BASE_URL, BASE_URL]) as line:
        line.enter(take_ticket(anyone, meeting, meeting.join()))


def test_there_is_no_other_transport_than_the_websocket(anyone, meeting) -> None:
    for path in ("?EIO=4&transport=polling", "?EIO=4", "?EIO=4&transport=websocket", "?EIO=3&transport=polling", ""):
        answer = anyone.get(f"/socket.io/{path}", headers={"Origin": BASE_URL})
        assert answer.status_code in (400, 401), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert anyone.http.post("/socket.io/?EIO=4&transport=websocket", content="40").status_code == 400


@pytest.mark.parametrize("namespace", ["/admin", "/*", "/gemeente"])
def test_there_is_no_other_namespace(line, anyone, meeting, namespace: str) -> None:
    ticket = take_ticket(anyone, meeting, meeting.join())
    line.say(f"40{namespace}," + json.dumps({"ticket": ticket}))
    line.wait_for(lambda: any(frame.startswith(f"44{namespace}") for frame in line.frames))
    line.enter(ticket)


class TestAnotherGemeente:
    def test_no_proof_gives_a_ticket_for_a_session_that_is_not_its_own(self, anyone, town, meeting, other_town) -> None:
        theirs, sibling = other_town.meeting(), town.meeting()
        proofs = (meeting.join(), meeting.leader, meeting.screen(), town.sign_in(Role.AMBTENAAR))
        beyond = [(other_town.slug, theirs.id), (other_town.slug, uuid4()), ("elders", theirs.id)]
        within = [(town.slug, theirs.id), (town.slug, uuid4())]
        for proof in proofs:
            inside = within if proof is meeting.leader else [*within, (town.slug, sibling.id)]
            for seat in ("participant", "facilitator", "screen"):
                for places in (beyond, inside):
                    answers = [self.ask(anyone, proof, slug, session, seat) for slug, session in places]
                    assert len(set(answers)) == 1, (proof, seat, answers)
                    assert answers[0][0] in (403, 404)

    @staticmethod
    def ask(caller, proof, slug, session, seat) -> tuple[int, str]:
        wanted = {"gemeente": slug, "session": str(session), "as": seat}
        answer = caller.post(TICKETS, wanted, headers=proof_headers(proof))
        return answer.status_code, answer.text

    def test_nobody_sits_where_their_proof_does_not_belong(self, anyone, meeting) -> None:
        proofs = {"participant": meeting.join(), "facilitator": meeting.leader, "screen": meeting.screen()}
        for own, proof in proofs.items():
            for seat in proofs:
                wanted = {"gemeente": meeting.town.slug, "session": str(meeting.id), "as": seat}
                status = anyone.post(TICKETS, wanted, headers=proof_headers(proof)).status_code
                assert status == (201 if seat == own else 404), (own, seat)

    def test_not_one_byte_of_another_session_arrives(self, sit, town, meeting, other_town) -> None:
        others = [town.meeting(title="Geheime buren"), other_town.meeting(title="Verre buren")]
        person = meeting.join()
        ears = [sit(meeting, proof) for proof in (person, meeting.leader, meeting.screen())]
        told: list[int] = []
        for other in others:
            people = other.fill(3, 0, 3)
            lead = sit(other, other.leader)
            version = lead.step("open", lead.step("start", other.version)["version"])["version"]
            phones = [sit(other, one) for one in people]
            for phone in phones:
                assert phone.score(other.items()[0], 5)["state"] == "accepted"
            lead.step("reveal", version)
            lead.hear("published")
            told.append(len(lead.frames))
        mark = ears[1].call("sync")["snapshot"]["version"]
        assert mark == 1
        assert min(told) > 5
        heard = "\n".join(frame for ear in ears for frame in ear.frames)
        for other in others:
            for secret in (str(other.id), other.code, *other.items(), *(str(one) for one in ("Geheime", "Verre"))):
                assert secret not in heard

    def test_no_message_reaches_into_another_session(self, sit, meeting, other_town, fingerprint) -> None:
        theirs = other_town.meeting()
        theirs.fill(1, 0, 0)
        theirs.step("start", "open")
        phone, lead = sit(meeting, meeting.join()), sit(meeting, meeting.leader)
        item = theirs.items()[0]
        before = fingerprint()
        refusals = [phone.score(item, 3), lead.score(item, 3), phone.step("reveal", theirs.version)]
        for name in ("score", "step", "sync"):
            for more in ({"session": str(theirs.id)}, {"gemeente": other_town.slug}, {"room": f"{theirs.id}"}):
                refusals.append(phone.call(name, {**score_op(item), **more}))
                refusals.append(lead.call(name, more))
        assert {one["ok"] for one in refusals} == {False}
        assert {one["code"] for one in refusals} <= {"malformed", "item_not_open", "not_allowed"}
        assert fingerprint() == before


class TestRevoked:
    def test_who_signs_out_loses_the_socket_within_seconds(self, sit, anyone, meeting) -> None:
        lead = sit(meeting, meeting.leader)
        where = f"/{meeting.town.slug}/afmelden"
        left = anyone.http.post(where, data=meeting.leader.form, headers=proof_headers(meeting.leader))
        assert left.status_code == 303
        assert anyone.get(f"{meeting.path}/snapshot", headers=meeting.leader.cookies).status_code == 404
        assert lead.hear("ended") == {"reason": "revoked"}
        assert lead.ends(5)

    @pytest.mark.parametrize("change", ["disabled_at = now()", "role = 'ambtenaar'"], ids=["disabled", "another role"])
    def test_a_role_that_is_taken_away_is_gone_from_the_socket(self, sit, meeting, fingerprint, change: str) -> None:
        lead = sit(meeting, meeting.leader)
        with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
            connection.execute(f"UPDATE account SET {change} WHERE gemeente_id = %s", [meeting.town.id])
        before = fingerprint()
        refusal = lead.step("start", 1)
        assert refusal["code"] in ("not_found", "not_allowed")
        assert fingerprint() == before
        assert lead.hear("ended") == {"reason": "revoked"}
        assert lead.ends(5)

    def test_a_scherm_link_that_is_revoked_goes_dark(self, sit, meeting) -> None:
        scherm = sit(meeting, meeting.screen())
        with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
            connection.execute("UPDATE screen_link SET revoked_at = now() WHERE session_id = %s", [meeting.id])
        assert scherm.hear("ended") == {"reason": "revoked"}
        assert scherm.ends(5)
