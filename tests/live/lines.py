"""A Socket.IO connection without a library: it keeps every byte that comes in, and can say what no library would."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import websocket

from tests.makers import Meeting, Person, SignedIn, score_op
from tests.server import Caller, Server

PATIENCE = 15.0
Proof = Person | SignedIn | str


def proof_headers(proof: Proof) -> dict[str, str]:
    """How this proof travels: a token as bearer, a sign-in as the cookie of our own page."""
    if isinstance(proof, Person):
        return proof.bearer
    if isinstance(proof, SignedIn):
        return {**proof.cookies, "Sec-Fetch-Site": "same-origin"}
    return {"Authorization": f"Bearer {proof}"}


def seat_of(proof: Proof) -> str:
    """As what this proof sits in a session."""
    return {Person: "participant", SignedIn: "facilitator", str: "screen"}[type(proof)]


def take_ticket(caller: Caller, meeting: Meeting, proof: Proof) -> str:
    """A ticket for one socket."""
    wanted = {"gemeente": meeting.town.slug, "session": str(meeting.id), "as": seat_of(proof)}
    answer = caller.post("/api/v1/socket-tickets", wanted, headers=proof_headers(proof))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


class Line:
    """One WebSocket. `frames` is all that came in; events and acknowledgements are read from it."""

    def __init__(
        self,
        server: Server,
        *,
        origins: Sequence[str] | None = None,
        address: str = "127.0.0.1",
        forwarded: str | None = None,
        reads: bool = True,
    ) -> None:
        self.frames: list[str] = []
        self.events: list[tuple[str, Any]] = []
        self._acks: dict[int, Any] = {}
        self._refused: Any = None
        self._news = threading.Condition()
        self._over = threading.Event()
        self._next = 0
        self.sock = socket.create_connection(("127.0.0.1", server.port), PATIENCE, source_address=(address, 0))
        try:
            self.sock = server.wrap(self.sock)
            self.ws = websocket.create_connection(
                f"ws://{server.host}:{server.port}/socket.io/?EIO=4&transport=websocket",
                socket=self.sock,
                timeout=PATIENCE,
                suppress_origin=True,
                header=[
                    *(f"Origin: {one}" for one in ([server.base_url] if origins is None else origins)),
                    *([f"X-Forwarded-For: {forwarded}"] if forwarded else []),
                ],
            )
        except BaseException:
            self.sock.close()
            raise
        self.ws.settimeout(None)
        self._reader = threading.Thread(target=self._read, daemon=True)
        if reads:
            self._reader.start()

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def enter(self, ticket: object) -> Line:
        """Come in with a ticket, and wait for the snapshot."""
        self.say("40" + json.dumps({"ticket": ticket}))
        self.wait_for(lambda: self.told("snapshot") or self._refused is not None or self.over)
        assert self.told("snapshot"), self._refused
        return self

    def refused(self, auth: object) -> dict[str, Any]:
        """Try to come in, and return why not."""
        self._refused = None
        self.say("40" + ("" if auth is None else json.dumps(auth)))
        self.wait_for(lambda: self._refused is not None or self.over)
        assert self._refused is not None, self.frames
        refusal: dict[str, Any] = self._refused
        return refusal

    def say(self, text: str) -> None:
        """Send a text frame."""
        self.ws.send(text)

    def start_call(self, event: str, *payload: object) -> int:
        """Send a message that asks for an acknowledgement; return its number."""
        number, self._next = self._next, self._next + 1
        self.say(f"42{number}" + json.dumps([event, *payload]))
        return number

    def answer(self, number: int) -> Any:
        """The acknowledgement of a message."""
        self.wait_for(lambda: number in self._acks or self.over)
        assert number in self._acks, "the connection ended before the acknowledgement came"
        return self._acks[number]

    def answered(self) -> dict[int, Any]:
        """The acknowledgements that came in since this was asked before, by the number of the message."""
        with self._news:
            taken, self._acks = self._acks, {}
        return taken

    def call(self, event: str, *payload: object) -> Any:
        """Send a message and wait for its acknowledgement."""
        return self.answer(self.start_call(event, *payload))

    def score(self, item: str, value: object, seq: int = 1, **more: Any) -> Any:
        return self.call("score", score_op(item, value, seq, **more))

    def step(self, step: str, expect: int, **more: object) -> Any:
        return self.call("step", {"op": str(uuid4()), "step": step, "expect": expect, **more})

    def told(self, event: str) -> list[Any]:
        """Everything told under this name so far."""
        with self._news:
            return [payload for name, payload in self.events if name == event]

    def hear(self, event: str, fits: Callable[[Any], bool] = lambda payload: True) -> Any:
        """The first message with this name that fits; waits for it."""

        def found() -> list[Any]:
            return [payload for payload in self.told(event) if fits(payload)]

        self.wait_for(lambda: bool(found()) or self.over)
        assert found(), f"no {event}: {self.frames[-5:]}"
        return found()[0]

    def wait_for(self, so: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until it is so."""
        end = time.monotonic() + seconds
        with self._news:
            while not so():
                left = end - time.monotonic()
                assert left > 0, f"waited too long; last heard: {self.frames[-5:]}"
                self._news.wait(min(left, 0.5))

    @property
    def over(self) -> bool:
        """Whether the connection has ended."""
        return self._over.is_set()

    def ends(self, seconds: float = PATIENCE) -> bool:
        """Whether the connection ends within so many seconds."""
        return self._over.wait(seconds)

    def close(self) -> None:
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        if self._reader.is_alive():
            self._reader.join(PATIENCE)
        self.sock.close()

    def _read(self) -> None:
        try:
            while True:
                text = self.ws.recv()
                if not text:
                    break
                self._take(text if isinstance(text, str) else text.decode())
        except (OSError, websocket.WebSocketException, AttributeError):
            pass
        self._over.set()
        with self._news:
            self._news.notify_all()

    def _take(self, text: str) -> None:
        if text == "2":
            self.say("3")
        with self._news:
            self.frames.append(text)
            if text.startswith("42"):
                name, payload = json.loads(text[2:])
                self.events.append((name, payload))
            elif text.startswith("43"):
                number, bracket, rest = text[2:].partition("[")
                self._acks[int(number)] = json.loads(bracket + rest)[0]
            elif text.startswith("44") and text[2] != "/":
                self._refused = json.loads(text[2:])
            self._news.notify_all()
