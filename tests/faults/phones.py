"""Phones with people at them, who give answers on and on, whatever the network and the servers do.

A tab has a channel for its socket, a clock for the way around by HTTP, and a person. Some phones have two tabs, with
one storage or, in a browser that keeps nothing, with one each; some open no socket at all.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from typing import Any

import httpx

from tests.faults import timing
from tests.faults.channel import BROKEN, GLANCE, NO_PLACE, Channel
from tests.faults.history import History, Op
from tests.faults.outbox import Outbox, Shelf
from tests.faults.proxy import Proxy
from tests.live.lines import Line
from tests.makers import Meeting, Person
from tests.server import Caller


class Tab(Channel):
    """One page of a participant."""

    def __init__(
        self,
        proxy: Proxy,
        meeting: Meeting,
        person: Person,
        browser: tuple[Shelf, History],
        chance: random.Random,
        *,
        items: Sequence[str],
        pace: float,
        sockets: bool = True,
    ) -> None:
        super().__init__(proxy, meeting, person, chance)
        self.person, self.sockets, self.idle = person, sockets, False
        shelf, self.history = browser
        self.outbox = Outbox(shelf, self.view, self.history)
        self.items, self._pace = items, pace
        self._sent: dict[str, float] = {}
        self._asked: dict[int, Op] = {}
        self._unheard: set[str] = set()
        self._late = threading.Event()
        self._others = [threading.Thread(target=work, daemon=True) for work in (self._keep_clock, self._answer_on)]

    def start(self) -> None:
        if self.sockets:
            super().start()
        for thread in self._others:
            thread.start()

    def leave(self) -> None:
        super().leave()
        for thread in self._others:
            thread.join()

    def _answer_on(self) -> None:
        """What the person does: score, and change one's mind, until `idle`."""
        chance = random.Random(self._chance.random())
        while not self.stopped.wait(chance.uniform(0.3, 1.7) * self._pace):
            if self.view.known and not self.idle:
                self.outbox.give(chance.choice(self.items), chance.randrange(6))

    @property
    def _mute(self) -> bool:
        """The socket brought nothing at all for a while."""
        return self.open and time.monotonic() - self.heard_at >= timing.RESEND_EVERY

    def deliver(self, line: Line) -> None:
        now = time.monotonic()
        for op in self.outbox.waiting():
            if now - self._sent.get(op["op"], float("-inf")) < timing.RESEND_EVERY:
                continue
            self._sent[op["op"]] = now
            if op["op"] in self._unheard and self._mute:
                self._late.set()
            self._unheard.add(op["op"])
            self.history.send(op)
            self._asked[line.start_call("score", op)] = op

    def acknowledged(self, number: int, answer: dict[str, Any]) -> None:
        if op := self._asked.pop(number, None):
            self._settle(op, answer)

    def _settle(self, op: Op, receipt: dict[str, Any]) -> None:
        self._unheard.discard(op["op"])
        self.outbox.settle(op, receipt)

    def _stay(self, caller: Caller) -> None:
        self._sent.clear()
        self._asked.clear()
        self._unheard.clear()
        super()._stay(caller)

    def _keep_clock(self) -> None:
        """The way around, by HTTP: without a socket for some time, or for what a mute one leaves unanswered."""
        polled = posted = float("-inf")
        with Caller(self._proxy) as caller:  # type: ignore[arg-type]
            caller.http.timeout = timing.CONNECT_PATIENCE
            while not self.stopped.wait(GLANCE):
                now = time.monotonic()
                around = not self.sockets or (not self.open and now - self.lost_at >= timing.HTTP_AFTER)
                try:
                    if around and now - polled >= timing.POLL_EVERY:
                        polled = now
                        self.poll(caller)
                    if self._late.is_set() or (around and now - posted >= timing.RESEND_EVERY):
                        self._late.clear()
                        posted = now
                        self._post(caller)
                except BROKEN:
                    continue

    def poll(self, caller: Caller) -> bool:
        """Fetch the whole state; whether it came."""
        answer = caller.get(f"{self._meeting.path}/snapshot", headers=self.person.bearer)
        if self._good(answer):
            self.view.receive("snapshot", answer.json())
        return self._good(answer)

    def _post(self, caller: Caller) -> None:
        ops = self.outbox.waiting()[:200]
        for op in ops:
            self.history.send(op)
        if not ops:
            return
        answer = caller.post(f"{self._meeting.path}/scores", {"ops": ops}, headers=self.person.bearer)
        if self._good(answer):
            if self._mute and any(op["op"] in self._unheard for op in ops):
                self.dead.set()
            for op, receipt in zip(ops, answer.json()["receipts"], strict=True):
                self._settle(op, receipt)

    def _good(self, answer: httpx.Response) -> bool:
        if answer.status_code in NO_PLACE:
            self.turned_away = f"the server knew no such place: {answer.text}"
        return answer.status_code == 200


def phones(proxy: Proxy, meeting: Meeting, people: Sequence[Person], seed: int, pace: float) -> list[Tab]:
    """A room of phones: of every six people one has two tabs with two storages, one two with one, one no socket."""
    items, tabs = meeting.items(), []
    for number, person in enumerate(people):
        browsers = [(Shelf(), History(person.id))]
        match number % 6:
            case 0:
                browsers.append((Shelf(), History(person.id)))
            case 1:
                browsers *= 2
        for tab, browser in enumerate(browsers):
            chance = random.Random(f"{seed}/{number}/{tab}")
            way = {"items": items, "pace": pace, "sockets": number % 6 != 2}
            tabs.append(Tab(proxy, meeting, person, browser, chance, **way))  # type: ignore[arg-type]
    return tabs
