"""A rehearsal fills the room through the public interface, and one command wipes all it left."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.live.lines import Line, take_ticket
from tests.makers import Meeting, plain
from tests.server import ROOT, Caller, Server, running
from wijkplatform.processes import ends_with_parent

VOICES = ["--bewoners", "4", "--wijkpartners", "3", "--ambtenaren", "2", "--pace", "0.02", "--seed", "7"]


@pytest.fixture(scope="module")
def demo(database) -> Iterator[Server]:
    """A server over plain HTTP, as `make demo` starts it: a rehearsal connects to the address of the platform."""
    with running(database, demo=True) as one:
        yield one


def command(meeting: Meeting, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "wijkplatform.cli", "rehearse", "--session", str(meeting.id), *arguments]


def run(server: Server, meeting: Meeting, *arguments: str) -> subprocess.CompletedProcess[str]:
    whole = command(meeting, *arguments)
    return subprocess.run(whole, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=False)


QUERIES = {
    "participants": "SELECT count(*) FROM participant WHERE session_id = %s",
    "events": "SELECT count(*) FROM score_event WHERE session_id = %s",
    "scores": "SELECT count(*) FROM score s JOIN session_item i ON i.id = s.item_id WHERE i.session_id = %s",
    "results": "SELECT count(*) FROM publication WHERE session_id = %s",
    "wishes": "SELECT count(*) FROM proposal p JOIN session_item i ON i.id = p.item_id WHERE i.session_id = %s",
    "opgaven": "SELECT count(*) FROM opgave_publication WHERE session_id = %s",
    "doors": "SELECT count(*) FROM join_door WHERE session_id = %s AND rehearsal",
}


def left(meeting: Meeting) -> dict[str, int]:
    """How much of the session there is in the database."""
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        return {name: connection.execute(query, [meeting.id]).fetchone()[0] for name, query in QUERIES.items()}  # type: ignore[index]


def test_simulated_people_join_score_and_are_wiped(demo: Server, meeting: Meeting) -> None:
    person = meeting.join()
    with Caller(demo) as caller, Line(demo) as lead, Line(demo) as phone:
        lead.enter(take_ticket(caller, meeting, meeting.leader))
        phone.enter(take_ticket(caller, meeting, person))
        rehearsal = subprocess.Popen(
            command(meeting, *VOICES),
            cwd=ROOT,
            env=demo.environment,
            stdout=subprocess.DEVNULL,
            preexec_fn=ends_with_parent(),
        )
        try:
            sizes = {"bewoner": 5, "wijkpartner": 3, "ambtenaar": 2}
            lead.wait_for(
                lambda: any(
                    all(one["groups"][group]["connected"] == size for group, size in sizes.items())
                    for one in lead.told("presence")
                ),
                seconds=30,
            )
            version = lead.step("open", lead.step("start", meeting.version)["version"])["version"]
            lead.wait_for(
                lambda: any([one["ready"][group][0] for group in sizes] == [4, 3, 2] for one in lead.told("progress")),
                seconds=30,
            )
            assert lead.call("sync")["snapshot"]["presence"]["rehearsal"] is True
            version = lead.step("reveal", version)["version"]
            results = lead.hear("published")["results"]
            assert results[0]["groups"]["bewoner"]["answered"] == 4
            assert len({str(one["groups"]["bewoner"]["counts"]) for one in results}) > 3
            assert left(meeting)["wishes"] > 0
            wiped = run(demo, meeting, "--wipe")
            assert wiped.stdout.startswith("9 proefdeelnemers gewist")
            ended = time.monotonic()
            phone.hear("heartbeat", lambda one: one["version"] > version)
            assert time.monotonic() - ended < 2.5
            assert rehearsal.wait(timeout=20) == 0
        finally:
            rehearsal.kill()
            rehearsal.wait()
        assert left(meeting) == {**dict.fromkeys(QUERIES, 0), "participants": 1}
        snapshot = phone.call("sync")["snapshot"]
        assert (snapshot["state"], snapshot["published"], snapshot["presence"]["rehearsal"]) == ("lobby", [], False)
        assert snapshot["presence"]["groups"]["bewoner"] == {"joined": 1, "connected": 1, "unconfirmed": 0}


@pytest.mark.parametrize("arguments", [(), ("--wipe",)], ids=["rehearse", "wipe"])
def test_what_cannot_be_rehearsed_or_wiped_is_said_in_a_sentence(
    demo: Server, town, arguments: tuple[str, ...]
) -> None:
    closed = town.meeting()
    closed.step("close")
    said = run(demo, closed, *arguments)
    assert said.returncode == 1
    assert said.stderr.strip().endswith(".")
    assert "Traceback" not in said.stderr
