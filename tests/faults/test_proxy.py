"""The bad network is as bad as it says: each trouble is felt, and nothing is changed on the way."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.faults.proxy import Proxy, network
from tests.server import free_port

PATIENCE = 10.0


class _Echo(socketserver.ThreadingTCPServer):
    """Says back what it hears, with its own letter before each piece; `pieces` keeps how it came in."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, letter: bytes) -> None:
        self.letter, self.ended = letter, threading.Event()
        self.pieces: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Answer)
        self.port = self.server_address[1]


class _Answer(socketserver.BaseRequestHandler):
    server: _Echo

    def handle(self) -> None:
        with suppress(OSError):
            while piece := self.request.recv(65_536):
                self.server.pieces.append(piece)
                self.request.sendall(self.server.letter + piece)
        self.server.ended.set()


@contextmanager
def echo(letter: bytes = b">") -> Iterator[_Echo]:
    with _Echo(letter) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def person(proxy: Proxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), PATIENCE) as one:
        yield one


def said(one: socket.socket, many: int) -> bytes:
    """So many bytes that came in."""
    got = b""
    while len(got) < many and (piece := one.recv(65_536)):
        got += piece
    return got


def test_what_goes_in_comes_out_and_each_connection_goes_to_the_next_server() -> None:
    with echo(b"a") as first, echo(b"b") as second, network(first.port, second.port) as proxy:
        heard = []
        for _ in range(4):
            with person(proxy) as one:
                one.sendall(b"hello")
                heard.append(said(one, 6))
        assert sorted(heard) == [b"ahello", b"ahello", b"bhello", b"bhello"]
        proxy.go_to([second.port])
        with person(proxy) as one:
            one.sendall(b"hello")
            assert said(one, 6) == b"bhello"


def test_a_server_that_is_not_there_is_passed_over_and_no_server_is_an_end() -> None:
    with echo() as server, network(free_port(), server.port) as proxy:
        for _ in range(3):
            with person(proxy) as one:
                one.sendall(b"hello")
                assert said(one, 6) == b">hello"
        proxy.go_to([free_port()])
        with person(proxy) as one:
            one.sendall(b"hello")
            assert ended(one)


def ended(one: socket.socket) -> bool:
    """Whether the connection ends without another byte."""
    try:
        return one.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_cut_ends_both_sides() -> None:
    with echo() as server, network(server.port) as proxy, person(proxy) as one:
        one.sendall(b"hello")
        said(one, 6)
        proxy.cut()
        assert ended(one)
        assert server.ended.wait(PATIENCE)


def test_half_open_the_server_hears_the_end_and_the_person_hears_nothing() -> None:
    with echo() as server, network(server.port) as proxy, person(proxy) as one:
        one.sendall(b"hello")
        said(one, 6)
        proxy.open_half()
        assert server.ended.wait(PATIENCE)
        one.sendall(b"is anybody there?")
        one.settimeout(0.3)
        with pytest.raises(TimeoutError):
            one.recv(1)
        assert server.pieces == [b"hello"]
        one.settimeout(PATIENCE)
        proxy.cut()
        assert ended(one)


def test_a_black_hole_passes_nothing_and_then_everything_in_order() -> None:
    with echo() as server, network(server.port) as proxy, person(proxy) as one:
        hole = threading.Thread(target=proxy.black_hole, args=[0.6])
        hole.start()
        time.sleep(0.2)
        one.sendall(b"in")
        with person(proxy) as other:
            other.sendall(b"newcomer")
            time.sleep(0.2)
            assert server.pieces == []
            hole.join()
            assert said(one, 3) == b">in"
            assert said(other, 9) == b">newcomer"


def test_crumbs_come_one_by_one_and_whole() -> None:
    text = bytes(range(256)) * 4
    with echo(b"") as server, network(server.port) as proxy, person(proxy) as one:
        proxy.crumbs = True
        end = time.monotonic() + PATIENCE
        while [len(piece) for piece in server.pieces].count(1) < 10 and time.monotonic() < end:
            one.sendall(text)
            assert said(one, len(text)) == text
        assert [len(piece) for piece in server.pieces].count(1) >= 10


def test_latency_comes_on_both_ways() -> None:
    with echo() as server, network(server.port) as proxy, person(proxy) as one:
        proxy.latency = 0.2
        began = time.monotonic()
        one.sendall(b"hello")
        assert said(one, 6) == b">hello"
        assert time.monotonic() - began >= 0.4
