"""Hostile connections are cut and counted, each for its reason, while an honest phone beside them goes on."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count

import pytest
import websocket

from tests.live.lines import Line, take_ticket
from tests.makers import Meeting, score_op
from tests.server import Server, running

Attack = Callable[[Line, str], None]


def enter(line: Line, ticket: str) -> None:
    line.say("40" + json.dumps({"ticket": ticket}))


def says(*frames: str) -> Attack:
    """Comes in properly, then says this."""

    def attack(line: Line, ticket: str) -> None:
        line.enter(ticket)
        for frame in frames:
            line.say(frame)

    return attack


def oversized(line: Line, ticket: str) -> None:
    line.enter(ticket)
    line.say("42" + json.dumps(["score", "x" * 17_000]))


def fragments(line: Line, ticket: str) -> None:
    """A message without an end, in pieces that are small enough each."""
    line.enter(ticket)
    for number in range(400):
        line.ws.send_frame(websocket.ABNF(0, 0, 0, 0, 1 if number == 0 else 0, 1, "42" + "x" * 1000))


def binary(line: Line, ticket: str) -> None:
    line.enter(ticket)
    line.ws.send_binary(b"\x04\x00")


def flood(line: Line, ticket: str) -> None:
    """Far more at once than can be handled."""
    line.enter(ticket)
    for number in range(200):
        line.say(f'42{number}["sync",{{}}]')


def too_fast(line: Line, ticket: str) -> None:
    """Each message is handled before the next, but there is no end to them."""
    line.enter(ticket)
    for seq in range(1, 200):
        line.call("score", {"seq": seq})


def no_text(line: Line, ticket: str) -> None:
    """A text frame that is no UTF-8."""
    line.enter(ticket)
    line.sock.sendall(b"\x81\x82\0\0\0\0\xff\xfe")


def without_a_mask(line: Line, ticket: str) -> None:
    line.enter(ticket)
    line.sock.sendall(b"\x81\x0242")


def compressed(line: Line, ticket: str) -> None:
    """A frame that claims an extension which was never agreed on."""
    line.enter(ticket)
    line.sock.sendall(b"\xc1\x82\0\0\0\x0042")


def binary_before_coming_in(line: Line, ticket: str) -> None:
    line.ws.send_binary(b"40")


ATTACKS: dict[str, tuple[Attack, set[str]]] = {
    "a frame beyond the limit": (oversized, {"too_large"}),
    "fragments without an end": (fragments, {"too_large"}),
    "a binary frame": (binary, {"binary"}),
    "a binary frame before coming in": (binary_before_coming_in, {"binary"}),
    "text that is no text": (no_text, {"malformed"}),
    "a frame without a mask": (without_a_mask, {"malformed"}),
    "a compressed frame": (compressed, {"malformed"}),
    "more at once than can be handled": (flood, {"too_fast", "unread"}),
    "more than a person can do": (too_fast, {"too_fast"}),
    "an unknown packet type": (says("49[]"), {"malformed"}),
    "a packet without a type": (says("4"), {"malformed"}),
    "text where a type belongs": (says("4hello"), {"malformed"}),
    "garbage after the event": (says("42{garbage"), {"malformed"}),
    "JSON that ends too early": (says('42["score",{"op"'), {"malformed"}),
    "very deep JSON": (says("42" + "[" * 8000 + "]" * 8000), {"malformed"}),
    "an event that is no list": (says('42{"score":1}'), {"malformed"}),
    "an event without a name": (says("42[]"), {"malformed"}),
    "an event with nothing at all": (says("42"), {"malformed"}),
    "the name of the library's own event": (says('42["disconnect"]'), {"malformed"}),
    "coming in by an event": (says('42["connect",{"ticket":"x"}]'), {"malformed"}),
    "ten thousand million attachments": (says('459999999999-["score",{"_placeholder":true,"num":0}]'), {"malformed"}),
    "one attachment": (says('451-["score",{"_placeholder":true,"num":0}]'), {"malformed"}),
    "an attachment of an answer": (says("461-1[]"), {"malformed"}),
}


@pytest.fixture
def honest(sit, meeting: Meeting) -> Line:
    """A phone that scores as it should."""
    meeting.step("start", "open")
    return sit(meeting, meeting.join())


@pytest.mark.parametrize("what", ATTACKS)
def test_what_no_client_says_is_cut_and_counted(server, anyone, meeting, honest, fingerprint, what: str) -> None:
    attack, reasons = ATTACKS[what]
    tickets = [take_ticket(anyone, meeting, meeting.join()) for _ in range(2)]
    before = {reason: server.rejected(reason) for reason in reasons}
    seq = 0
    with Line(server) as line:
        with suppress(OSError, AssertionError, websocket.WebSocketException):
            attack(line, tickets[0])
        for _ in range(5):
            seq += 1
            assert honest.score(meeting.items()[0], 3, seq)["state"] == "accepted"
        assert line.ends(5), line.frames[-3:]
    assert sum(server.rejected(reason) for reason in reasons) == sum(before.values()) + 1
    assert not honest.over
    with Line(server) as friend:
        friend.enter(tickets[1])


def test_nothing_is_stored_of_what_was_cut(server, anyone, meeting, fingerprint) -> None:
    meeting.step("start", "open")
    tickets = [take_ticket(anyone, meeting, meeting.join()) for _ in ATTACKS]
    before = {name: rows for name, rows in fingerprint().items() if name != "socket_ticket"}
    for (attack, _), ticket in zip(ATTACKS.values(), tickets, strict=True):
        with Line(server) as line:
            with suppress(OSError, AssertionError, websocket.WebSocketException):
                attack(line, ticket)
            assert line.ends(5)
    assert {name: rows for name, rows in fingerprint().items() if name != "socket_ticket"} == before


def test_a_log_holds_no_stack_and_no_payload_of_an_attack(server) -> None:
    assert "Traceback" not in server.log
    assert "_placeholder" not in server.log


def test_forty_megabytes_in_one_frame_never_reach_memory(server, anyone, meeting, honest) -> None:
    before, counted = server.memory, server.rejected("too_large")
    highest = before
    with Line(server) as line:
        line.enter(take_ticket(anyone, meeting, meeting.join()))
        header = struct.pack("!BBQ", 0x81, 0x80 | 127, 40_000_000) + b"\0\0\0\0"
        piece = b"x" * 100_000
        with suppress(OSError):
            line.sock.sendall(header)
            for seq in range(1, 401):
                line.sock.sendall(piece)
                highest = max(highest, server.memory)
                if seq in (1, 100, 200):
                    assert honest.score(meeting.items()[0], 3, seq)["state"] == "accepted"
        assert line.ends(5)
    assert highest - before < 5_000_000
    assert server.rejected("too_large") == counted + 1


def test_who_does_not_read_is_cut_before_much_waits_for_it(server, anyone, town, honest, meeting) -> None:
    long = town.meeting(opgaven=range(11))
    ticket = take_ticket(anyone, long, long.join())
    before, memory = server.rejected("slow"), server.memory
    highest = memory
    with Line(server, reads=False) as line:
        enter(line, ticket)
        end = time.monotonic() + 90  # how much a system takes before anything waits differs
        with suppress(OSError):
            for number in count():
                line.say(f'42{number}["sync",{{}}]')
                time.sleep(0.13)  # below the rate that is allowed, with a burst to spare for a server that is late
                highest = max(highest, server.memory)
                if number % 10 == 0 and (server.rejected("slow") > before or time.monotonic() > end):
                    break
        assert server.rejected("slow") == before + 1
        assert highest - memory < 12_000_000
        assert honest.score(meeting.items()[0], 3)["state"] == "accepted"


@pytest.fixture
def silent(server: Server) -> Iterator[Line]:
    with Line(server) as line:
        yield line


def test_who_opens_a_socket_and_never_comes_in_is_cut_after_ten_seconds(
    server, anyone, meeting, honest, silent
) -> None:
    """Three of them at once: one says nothing, one has a bad ticket, one comes in and goes out again by itself."""
    before = server.rejected("never_came_in")
    began = time.monotonic()
    with Line(server) as refused, Line(server) as left:
        left.enter(take_ticket(anyone, meeting, meeting.join()))
        left.say("41")
        assert refused.refused({"ticket": "x.y"})
        for line in (silent, refused, left):
            assert line.ends(14)
        assert time.monotonic() - began > 9
    assert server.rejected("never_came_in") == before + 3
    assert honest.score(meeting.items()[0], 3)["state"] == "accepted"


def test_an_address_has_so_many_sockets_and_no_more(database, maker, call) -> None:
    with running(database, WIJK_SOCKETS_PER_ADDRESS=3) as strict:
        caller, meeting = call(to=strict), maker.town().meeting()
        lines = [Line(strict, address=caller.address) for _ in range(3)]
        try:
            with pytest.raises(websocket.WebSocketBadStatusException), Line(strict, address=caller.address):
                pass
            assert strict.rejected("too_many_sockets") == 1
            assert strict.metrics()["ws_connections"] == 3
            with Line(strict, address=call(to=strict).address) as neighbour:
                neighbour.enter(take_ticket(caller, meeting, meeting.join()))
            lines.pop().close()
            end = time.monotonic() + 5
            while strict.metrics()["ws_connections"] > 2 and time.monotonic() < end:
                time.sleep(0.05)
            with Line(strict, address=caller.address) as again:
                again.enter(take_ticket(caller, meeting, meeting.join()))
        finally:
            for line in lines:
                line.close()


def test_phones_behind_a_proxy_are_counted_one_by_one(database, maker, call) -> None:
    with running(database, WIJK_SOCKETS_PER_ADDRESS=1, WIJK_PROXY_HOPS=1) as strict:
        first = Line(strict, forwarded="192.0.2.1")
        try:
            with Line(strict, forwarded="192.0.2.2"), Line(strict, forwarded="2001:db8::1"):
                for taken in ("192.0.2.1", "2001:db8::2"):
                    with pytest.raises(websocket.WebSocketBadStatusException), Line(strict, forwarded=taken):
                        pass
        finally:
            first.close()


def test_the_metrics_tell_of_scores_and_sockets_and_of_no_gemeente(server, meeting, honest) -> None:
    before = server.metrics()
    op = score_op(meeting.items()[0], 3)
    honest.call("score", op)
    honest.call("score", op)
    after = server.metrics()
    assert after["scores_acked_total"] == before["scores_acked_total"] + 1
    assert after["ws_connections"] >= 1
    assert meeting.town.slug not in "".join(after)
