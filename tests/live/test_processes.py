"""People on different processes are in one room: they see the same at once, wherever they are connected."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from statistics import median
from uuid import uuid4

import httpx
import pytest

from tests.live.lines import Line, proof_headers, take_ticket
from tests.makers import Meeting
from tests.redis_server import RedisServer, redis_running
from tests.topology import Gunicorn, gunicorns
from wijkplatform.domain.events import ParticipantEnded, PointChosen, ResultsPublished, StepTaken
from wijkplatform.domain.people import Group
from wijkplatform.live.ear import CHANNEL, encode
from wijkplatform.storage.presence import LEASE_SECONDS

WITHIN = 1.0


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_running() as one:
        yield one


@pytest.fixture(scope="module")
def pair(database, redis) -> Iterator[list[Gunicorn]]:
    """Two processes that hear each other."""
    with gunicorns(database, 2, redis) as processes:
        yield processes


def since(began: float) -> float:
    return time.monotonic() - began


def taken(lead: Line, *steps: str, **about: object) -> int:
    """Take steps over a socket; the version of the last."""
    version: int = lead.call("sync")["snapshot"]["version"]
    for step in steps:
        answer = lead.step(step, version, **about)
        assert answer["ok"], answer
        version = answer["version"]
    return version


def test_what_happens_on_one_process_is_seen_on_the_other_within_a_second(pair, sit, meeting: Meeting) -> None:
    one, other = pair
    lead, phone = sit(meeting, meeting.leader, one), sit(meeting, meeting.join(), one)
    scherm = sit(meeting, meeting.screen(), other)
    taken(lead, "start")
    times: dict[str, list[float]] = {"score": [], "step": [], "reveal": []}
    count = 0

    def step(name: str, **about: object) -> None:
        version = taken(lead, name, **about)
        began = time.monotonic()
        scherm.hear("moved", lambda told: told["version"] == version)
        times["step"].append(since(began))

    for opgave in (1, 3):
        step("open", opgave=opgave)
        for item in meeting.items(opgave):
            count += 1
            assert phone.score(item, 4, count)["state"] == "accepted"
            began = time.monotonic()
            scherm.hear("progress", lambda told, count=count: told["count"] == count)
            times["score"].append(since(began))
        step("pause")
        step("resume")
        taken(lead, "reveal")
        began = time.monotonic()
        shown = scherm.hear("published", lambda told, n=opgave: len(told["opgave_results"]) == (1 if n == 1 else 2))
        times["reveal"].append(since(began))
        assert lead.hear("published", lambda told, shown=shown: told["version"] == shown["version"]) == shown
    everything = [one for seen in times.values() for one in seen]
    assert len(everything) >= 20
    assert median(everything) < WITHIN, times
    lead.call("sync")
    for ear in (lead, scherm):
        versions = [told["version"] for told in ear.told("moved")]
        assert versions == sorted(set(versions)), "a step was told twice"


def test_a_ticket_of_one_process_is_good_at_the_other_and_once(pair, call, meeting: Meeting) -> None:
    one, other = pair
    ticket = take_ticket(call(to=one), meeting, meeting.join())
    with Line(other) as line, Line(one) as again:
        line.enter(ticket)
        assert again.refused({"ticket": ticket})["data"] == {"code": "not_found"}


def test_who_is_removed_on_one_process_is_out_on_the_other_at_once(pair, call, sit, meeting: Meeting) -> None:
    one, other = pair
    people = meeting.fill(6, 0, 0)
    phones = [sit(meeting, person, other) for person in people]
    caller, times = call(to=one), []
    for person, phone in zip(people[1:], phones[1:], strict=True):
        path = f"{meeting.path}/participants/{person.id}"
        assert caller.patch(path, {"removed": True}, headers=proof_headers(meeting.leader)).status_code == 200
        began = time.monotonic()
        assert phone.hear("ended") == {"reason": "removed"}
        times.append(since(began))
        assert phone.ends(3)
    assert median(times) < WITHIN / 2, times
    assert not phones[0].over


def test_everybody_counts_wherever_they_are_connected(pair, sit, call, meeting: Meeting) -> None:
    one, other = pair
    people = meeting.fill(2, 1, 0)
    here, there, both = sit(meeting, people[0], one), sit(meeting, people[1], other), sit(meeting, people[2], one)
    second = sit(meeting, people[2], other)
    ears = [sit(meeting, meeting.leader, one), sit(meeting, meeting.screen(), other)]
    for ear in ears:
        ear.hear("presence", present(bewoner=2, wijkpartner=1))
    rows = call(to=other).get(f"{meeting.path}/participants", headers=meeting.leader.cookies).json()["participants"]
    assert [row["connected"] for row in rows] == [True] * 3
    both.close()
    here.close()
    for ear in ears:
        ear.hear("presence", present(bewoner=1, wijkpartner=1))
    second.close()
    for ear in ears:
        ear.hear("presence", present(bewoner=1, wijkpartner=0))
    assert not there.over


def present(**expected: int) -> Callable[[dict], bool]:
    """So many of each group are connected."""
    return lambda told: {name: told["groups"][name]["connected"] for name in expected} == expected


def test_a_process_that_is_killed_takes_its_own_people_away_and_nobody_else(pair, sit, meeting: Meeting) -> None:
    one, other = pair
    people = meeting.fill(3, 0, 0)
    for person in people[:2]:
        sit(meeting, person, one)
    stays, scherm = sit(meeting, people[2], other), sit(meeting, meeting.screen(), other)
    scherm.hear("presence", present(bewoner=3))
    one.kill()
    began = time.monotonic()
    one.start()
    scherm.wait_for(lambda: present(bewoner=1)(scherm.told("presence")[-1]), LEASE_SECONDS + 3)
    assert since(began) > 2, "who comes back within a moment was never away"
    assert {told["groups"]["bewoner"]["joined"] for told in scherm.told("presence")} == {3}
    assert stays.call("sync")["snapshot"]["presence"]["groups"]["bewoner"]["connected"] == 1
    sit(meeting, people[0], one)
    scherm.wait_for(lambda: present(bewoner=2)(scherm.told("presence")[-1]))


_WITH_A_VERSION = ((StepTaken, None), (ResultsPublished,), (PointChosen, uuid4()))


def test_what_others_shout_in_redis_is_counted_and_harms_nobody(pair, redis, sit, meeting: Meeting, town) -> None:
    other = pair[1]
    person = meeting.join()
    phone, scherm = sit(meeting, person, other), sit(meeting, meeting.screen(), other)
    before, town_id = other.metrics()["redis_malformed_total"], str(meeting.town.id)
    step = {"gemeente": town_id, "session": str(meeting.id), "version": 99, "opgave": None}
    by = str(uuid4())
    shouts = [
        *("", "hello", "{", "[]", "null", "\0", "x" * 200_000, "[" * 90_000),
        *({"by": by}, {"by": by, "happened": [], "more": 1}, {"by": "me", "happened": []}),
        *(
            {"by": by, "happened": [happened]}
            for happened in (
                *(["Nothing", {}], ["StepTaken", {}], ["StepTaken", {**step, "title": "Hallo"}], ["StepTaken"]),
                *(["StepTaken", {**step, "version": "many"}], ["StepTaken", {**step, "session": "mine"}], 5),
                ["ParticipantEnded", {"gemeente": town_id, "session": str(meeting.id), "reason": "removed"}],
            )
        ),
    ]
    forged = [
        ParticipantEnded(meeting.town.id, meeting.id, person.id, "removed"),
        StepTaken(uuid4(), meeting.id, 77, None),
    ]
    with redis.client() as client:
        for shout in shouts:
            client.publish(CHANNEL, shout if isinstance(shout, str) else json.dumps(shout))
        assert client.publish(CHANNEL, encode(uuid4(), forged)) == 2
        ahead = [kind(meeting.town.id, meeting.id, 88, *more) for kind, *more in _WITH_A_VERSION]
        client.publish(CHANNEL, encode(uuid4(), ahead))
    scherm.hear("discussion")
    told = [scherm.told(name) for name in ("moved", "published", "discussion")]
    assert [[one["version"] for one in some] for some in told] == [[meeting.version]] * 3, "a version that is not"
    assert other.metrics()["redis_malformed_total"] == before + len(shouts)
    assert phone.call("sync")["ok"]
    assert phone.told("ended") == []
    assert "Traceback" not in other.log


def test_redis_never_holds_an_answer_a_code_or_a_name(pair, redis, call, sit, meeting: Meeting) -> None:
    one, other = pair
    with redis.client() as client, client.monitor() as heard:
        commands: list[str] = []
        people = [*meeting.fill(3, 0, 0), meeting.join(Group.AMBTENAAR, typed=True)]
        lead, scherm = sit(meeting, meeting.leader, one), sit(meeting, meeting.screen(), other)
        phones = [sit(meeting, person, process) for person, process in zip(people, [one, other] * 2, strict=True)]
        taken(lead, "start", "open")
        for phone in phones:
            for seq, item in enumerate(meeting.items()[:3], start=1):
                assert phone.score(item, 5, seq)["state"] == "accepted"
        path = f"{meeting.path}/participants/{people[3].id}"
        call(to=other).patch(path, {"confirmed": True}, headers=proof_headers(meeting.leader))
        joined = call(to=one).post("/api/v1/participants", {"code": meeting.code, "group": "bewoner"}).json()
        taken(lead, "reveal")
        scherm.hear("published")
        with redis.client() as end:
            end.publish("end", "of the evening")
        while "of the evening" not in (command := heard.next_command()["command"]):
            commands.append(command)
    said = [command for command in commands if command.startswith("PUBLISH")]
    assert any("ScoreGiven" in one for one in said)
    assert any("ResultsPublished" in one for one in said)
    assert {command.split()[0] for command in commands} <= {"PUBLISH", "PING", "SUBSCRIBE", "CLIENT", "AUTH", "SELECT"}
    secrets = [meeting.code, meeting.town.slug, meeting.leader.secret]
    secrets += [joined["token"], joined["participant"]["return_code"]]
    secrets += [part for person in people for part in (person.token, person.return_code)]
    words = ["value", "counts", "mean", "token", "title", "Een avond in de wijk", "De Linden", "bewoner", "ambtenaar"]
    everything = "\n".join(commands)
    assert [secret for secret in (*secrets, *words) if secret in everything] == []
    for command in said:
        for _, about in json.loads(command.partition(f"{CHANNEL} ")[2].encode().decode("unicode_escape"))["happened"]:
            assert set(about) <= {"gemeente", "session", "participant", "version", "opgave", "item", "reason"}


def test_without_redis_two_processes_see_each_other_within_seconds(database, sit, call, meeting: Meeting) -> None:
    with gunicorns(database, 2) as (one, other):
        assert "redis_hears" not in one.metrics()
        moved = meeting.join(Group.AMBTENAAR, typed=True)
        lead, phone = sit(meeting, meeting.leader, one), sit(meeting, meeting.join(), one)
        scherm, typed = sit(meeting, meeting.screen(), other), sit(meeting, moved, other)
        scherm.hear("presence", present(bewoner=1, ambtenaar=1))
        version = lead.step("open", lead.step("start", meeting.version)["version"])["version"]
        scherm.hear("heartbeat", lambda told: told["version"] == version)
        phone.score(meeting.items()[0], 3)
        scherm.hear("progress", lambda told: told["count"] == 1)
        caller = call(to=one)
        path, proof = f"{meeting.path}/participants/{moved.id}", {"headers": proof_headers(meeting.leader)}
        assert caller.patch(path, {"group": "bewoner"}, **proof).status_code == 200
        typed.hear("snapshot", lambda told: told["me"]["group"] == "bewoner")
        assert caller.patch(f"{meeting.path}/door", {"joining": "locked"}, **proof).status_code == 200
        scherm.hear("snapshot", lambda told: told["doors"]["joining"] == "locked")
        phone.close()
        scherm.hear("presence", present(bewoner=1, ambtenaar=0))
        assert lead.step("close", meeting.version)["ok"]
        for ear in (lead, scherm, typed):
            assert ear.hear("ended") == {"reason": "closed"}


def test_a_process_that_leaves_lets_nobody_in_and_its_people_are_away_at_once(
    pair, call, sit, meeting: Meeting
) -> None:
    one, other = pair
    phones = [sit(meeting, person, one) for person in meeting.fill(4, 0, 0)]
    scherm = sit(meeting, meeting.screen(), other)
    scherm.hear("presence", present(bewoner=4))
    began = time.monotonic()
    one.terminate()
    moments = [phone.hear("server_restart")["after"] for phone in phones]
    assert all(0 <= moment <= 10 for moment in moments)
    assert len(set(moments)) > 1, "phones come back one by one"
    with suppress(httpx.TransportError):
        assert call(to=one).get("/readyz").status_code == 503
    assert all(phone.ends(5) for phone in phones)
    scherm.hear("presence", present(bewoner=0))
    assert since(began) < LEASE_SECONDS / 2
    assert one.wait() == 0
    assert since(began) < 30
    one.start()
