"""The one connection of a page with its session, kept as `portal.ts` keeps it: opened anew whenever it is lost."""

from __future__ import annotations

import json
import random
import threading
import time
from typing import Any

import httpx
import websocket

from tests.faults import timing
from tests.faults.proxy import Proxy
from tests.live.lines import Line, Proof, proof_headers, seat_of
from tests.live.views import View
from tests.makers import Meeting
from tests.server import Caller

GLANCE = 0.05  # seconds between two looks at what came in
NO_PLACE = (401, 403, 404)
BROKEN = (OSError, httpx.TransportError, websocket.WebSocketException)


class _Lost(Exception):
    """The connection is gone, or as good as gone; `after` seconds before the next try."""

    def __init__(self, after: float = 0) -> None:
        super().__init__(after)
        self.after = after


class Channel(threading.Thread):
    """Keeps a page connected, and its view up to date. What a page does more is in a subclass."""

    def __init__(self, proxy: Proxy, meeting: Meeting, proof: Proof, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.view = View()
        self.open = False
        self.heard_at = 0.0
        self.lost_at = time.monotonic()
        self.turned_away: str | None = None
        self.stopped = threading.Event()
        self.dead = threading.Event()
        self._proxy, self._meeting, self._proof, self._chance = proxy, meeting, proof, chance
        self._pause = timing.RECONNECT_FIRST
        self._sync: tuple[int, float] | None = None

    def deliver(self, line: Line) -> None:
        """Send what waits; the connection is open."""

    def acknowledged(self, number: int, answer: dict[str, Any]) -> None:
        """An answer to something that `deliver` sent."""

    def leave(self) -> None:
        """Close the page."""
        self.stopped.set()
        if self.ident:
            self.join()

    def run(self) -> None:
        with Caller(self._proxy) as caller:  # type: ignore[arg-type] # a proxy is called as a server is
            caller.http.timeout = timing.CONNECT_PATIENCE
            while not self.stopped.is_set() and not self.turned_away:
                after = 0.0
                try:
                    self._stay(caller)
                except _Lost as lost:
                    after = lost.after
                except BROKEN:
                    pass
                self.stopped.wait(max(after, self._pause) + self._chance.random() * self._pause)
                self._pause = min(self._pause * 2, timing.RECONNECT_LAST)

    def _stay(self, caller: Caller) -> None:
        """Connect, and stay as long as it lasts."""
        wanted = {"gemeente": self._meeting.town.slug, "session": str(self._meeting.id), "as": seat_of(self._proof)}
        answer = caller.post("/api/v1/socket-tickets", wanted, headers=proof_headers(self._proof))
        if answer.status_code in NO_PLACE:
            self.turned_away = f"the server knew no such place: {answer.text}"
        if answer.status_code != 201:
            raise _Lost(float(answer.headers.get("retry-after", 0)))
        self.dead.clear()
        line = Line(self._proxy)  # type: ignore[arg-type]
        try:
            line.say("40" + json.dumps({"ticket": answer.json()["ticket"]}))
            self._listen(line)
        finally:
            if self.open:
                self.lost_at = time.monotonic()
            self.open = False
            self.view.doubt()
            line.close()

    def _listen(self, line: Line) -> None:
        began = beat = time.monotonic()
        self._sync, heard = None, 0
        while not self.stopped.is_set():
            now = time.monotonic()
            if line.over or self.dead.is_set() or now - beat >= timing.DEAD_AFTER:
                raise _Lost
            if not self.open and self._refused_or_late(line, now - began):
                raise _Lost
            news = line.events[heard:]
            heard += len(news)
            missing = [self._hear(name, payload) for name, payload in news]
            beat = now if {"heartbeat", "snapshot"} & {name for name, _ in news} else beat
            answers = line.answered()
            if news or answers:
                self.heard_at = now
            for number, said in answers.items():
                if self._sync is None or number != self._sync[0]:
                    self.acknowledged(number, said)
                elif said["ok"]:
                    missing.append(self._hear("snapshot", said["snapshot"]))
                    beat = now
            if self._due(now, any(missing), began):
                self.view.doubt()
                self._sync = line.start_call("sync", {}), now
            if self.open:
                self.deliver(line)
            time.sleep(GLANCE)

    def _refused_or_late(self, line: Line, waited: float) -> bool:
        return waited >= timing.CONNECT_PATIENCE or any(frame.startswith("44") for frame in line.frames[:4])

    def _hear(self, name: str, payload: dict[str, Any]) -> bool:
        missing = self.view.receive(name, payload)
        if name == "snapshot":
            self.open, self._sync, self._pause = True, None, timing.RECONNECT_FIRST
        elif name == "server_restart":
            raise _Lost(payload["after"])
        elif name == "ended":
            self.turned_away = f"the server ended it: {payload}"
            raise _Lost
        return missing

    def _due(self, now: float, missing: bool, began: float) -> bool:
        """Whether to ask for a snapshot: one is missing, or one that was asked for does not come."""
        if self._sync is not None:
            return now - self._sync[1] >= timing.SNAPSHOT_PATIENCE
        return missing or (not self.open and now - began >= timing.SNAPSHOT_PATIENCE)
