"""Under gunicorn the guard stands as it does without: hostile connections are cut, and cost next to nothing."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
import websocket

from tests.live.lines import Line, take_ticket
from tests.live.test_guard import ATTACKS, enter
from tests.makers import Meeting
from tests.topology import Gunicorn, gunicorns


@pytest.fixture(scope="module")
def gunicorn(database) -> Iterator[Gunicorn]:
    with gunicorns(database, 1) as [one]:
        yield one


@pytest.fixture
def honest(sit, meeting: Meeting, gunicorn) -> Line:
    """A phone that scores as it should."""
    meeting.step("start", "open")
    return sit(meeting, meeting.join(), gunicorn)


def test_what_no_client_says_is_cut_and_counted_and_nothing_of_it_is_stored(
    gunicorn, call, meeting, honest, fingerprint
) -> None:
    caller = call(to=gunicorn)
    tickets = [take_ticket(caller, meeting, meeting.join()) for _ in ATTACKS]
    before = {name: rows for name, rows in fingerprint().items() if name != "socket_ticket"}
    for (what, (attack, reasons)), ticket in zip(ATTACKS.items(), tickets, strict=True):
        counted = sum(gunicorn.rejected(reason) for reason in reasons)
        with Line(gunicorn) as line:
            with suppress(OSError, AssertionError, websocket.WebSocketException):
                attack(line, ticket)
            assert line.ends(5), what
        assert sum(gunicorn.rejected(reason) for reason in reasons) == counted + 1, what
    assert {name: rows for name, rows in fingerprint().items() if name != "socket_ticket"} == before
    assert honest.score(meeting.items()[0], 3)["state"] == "accepted"
    assert "Traceback" not in gunicorn.log
    assert "_placeholder" not in gunicorn.log


def test_forty_megabytes_in_one_frame_never_reach_memory(gunicorn, call, meeting, honest) -> None:
    highest = before = gunicorn.memory
    with Line(gunicorn) as line:
        line.enter(take_ticket(call(to=gunicorn), meeting, meeting.join()))
        with suppress(OSError):
            line.sock.sendall(struct.pack("!BBQ", 0x81, 0x80 | 127, 40_000_000) + b"\0\0\0\0")
            for _ in range(400):
                line.sock.sendall(b"x" * 100_000)
                highest = max(highest, gunicorn.memory)
        assert line.ends(5)
    assert highest - before < 5_000_000
    assert honest.score(meeting.items()[0], 3)["state"] == "accepted"


def test_who_does_not_read_is_cut_before_much_waits_for_it(gunicorn, call, town, meeting, honest) -> None:
    long = town.meeting(opgaven=range(11))
    ticket = take_ticket(call(to=gunicorn), long, long.join())
    before, memory = gunicorn.rejected("slow"), gunicorn.memory
    highest = memory
    with Line(gunicorn, reads=False) as line:
        enter(line, ticket)
        end = time.monotonic() + 30
        with suppress(OSError):
            for number in count():
                line.say(f'42{number}["sync",{{}}]')
                if number > 30:
                    time.sleep(0.11)
                    highest = max(highest, gunicorn.memory)
                if number % 10 == 0 and (gunicorn.rejected("slow") > before or time.monotonic() > end):
                    break
        assert gunicorn.rejected("slow") == before + 1
    assert highest - memory < 12_000_000
    assert honest.score(meeting.items()[0], 3)["state"] == "accepted"


def test_a_socket_that_is_over_leaves_nothing_behind(gunicorn, call, meeting) -> None:
    """To gunicorn a socket is a request that goes on: one that ends must end for gunicorn too."""
    person = meeting.join()
    for _ in range(3):
        with Line(gunicorn) as line:
            line.enter(take_ticket(call(to=gunicorn), meeting, person))
    end = time.monotonic() + 5
    while gunicorn.metrics()["ws_connections"] > 0:
        assert time.monotonic() < end
        time.sleep(0.05)
    gunicorn.restart()
    assert "graceful timeout" not in gunicorn.log
