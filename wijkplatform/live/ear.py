"""Redis is an ear: processes tell each other *that* something happened, and each reads for itself what it is.

A message holds the kinds of events with their ids and numbers: never an answer, a text, a name or a secret. It may
get lost: every process also looks for itself each second (`watch.py`). Nothing waits for Redis, and without it one
process is a whole installation. See `docs/decisions/0011`.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import gevent
import orjson
from gevent.event import Event as Flag
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.retry import Retry

from wijkplatform.domain import events

_log = logging.getLogger(__name__)

CHANNEL = "wijkplatform:happened"
MOST_WAITING = 1000
_TOGETHER = 200  # events in one message
_LONGEST_MESSAGE = 100_000
_PAUSE = 0.02  # seconds between two messages: what happens meanwhile travels together, and twice the same once
_NETWORK_SECONDS = 1
_SILENCE_SECONDS = 2
_LONGEST_PAUSE = 1.0

Overhear = Callable[[Sequence[events.Event]], None]

_KINDS: dict[str, tuple[frozenset[str], TypeAdapter[Any]]] = {
    kind.__name__: (frozenset(field.name for field in dataclasses.fields(kind)), TypeAdapter(kind))
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, events.Event) and kind is not events.Event
}


class _Message(BaseModel):
    """What travels: which process says it, and what happened."""

    model_config = ConfigDict(extra="forbid")

    by: UUID
    happened: list[tuple[str, dict[str, Any]]]


class Malformed(ValueError):
    """This is no message of ours."""


def encode(by: UUID, happened: Sequence[events.Event]) -> bytes:
    """What is said about events."""
    return orjson.dumps({"by": by, "happened": [(type(one).__name__, one) for one in happened]})


def decode(message: bytes) -> tuple[UUID, list[events.Event]]:
    """Which process says it, and what happened. Raises `Malformed`."""
    if len(message) > _LONGEST_MESSAGE:
        raise Malformed
    try:
        said = _Message.model_validate(orjson.loads(message))
        return said.by, [_event(name, about) for name, about in said.happened]
    except (ValidationError, ValueError) as error:
        raise Malformed from error


def _event(name: str, about: dict[str, Any]) -> events.Event:
    names, kind = _KINDS.get(name, (frozenset(), None))
    if kind is None or set(about) != names:
        raise Malformed
    event: events.Event = kind.validate_python(about)
    return event


class Ear:
    """Says what happened here to every other process, and hears what happened there."""

    def __init__(self, url: str, process: UUID) -> None:
        self.lost, self.malformed, self.hears = 0, 0, False
        self._process = process
        self._waiting: dict[events.Event, None] = {}
        self._news = Flag()
        self._redis = Redis.from_url(
            url,
            protocol=2,
            socket_timeout=_NETWORK_SECONDS,
            socket_connect_timeout=_NETWORK_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )

    def hear(self, happened: Sequence[events.Event]) -> None:
        """Remember to say this. Waits for nothing; what does not fit is lost, and counted."""
        for one in happened:
            if one not in self._waiting and len(self._waiting) >= MOST_WAITING:
                self.lost += 1
            else:
                self._waiting[one] = None
        self._news.set()

    def speak(self) -> None:
        """Say what waits, as long as the process lives."""
        while True:
            self._news.wait()
            batch = list(self._waiting)[:_TOGETHER]
            for one in batch:
                del self._waiting[one]
            if not self._waiting:
                self._news.clear()
            if batch:
                gevent.sleep(_PAUSE if self._said(batch) else _LONGEST_PAUSE)

    def _said(self, batch: Sequence[events.Event]) -> bool:
        try:
            self._redis.publish(CHANNEL, encode(self._process, batch))
        except (RedisError, OSError) as error:
            self.lost += len(batch)
            _log.warning("could not speak to other processes: %s", type(error).__name__)
            return False
        return True

    def listen(self, overhear: Overhear, resync: Callable[[], None]) -> None:
        """Hear what others say, as long as the process lives; when Redis is gone, try again within a second.

        `overhear` gets what they say; `resync` is called when we begin to hear, for what was said before is lost.
        """
        pause = 0.0
        while True:
            try:
                with PubSub(self._redis.connection_pool) as line:
                    line.subscribe(CHANNEL)
                    pause = 0.0
                    self._follow(line, overhear, resync)
            except (RedisError, OSError) as error:
                _log.warning("do not hear other processes: %s", type(error).__name__)
            self.hears = False
            pause = min(_LONGEST_PAUSE, pause * 2 or 0.1)
            gevent.sleep(pause)

    def _follow(self, line: PubSub, overhear: Overhear, resync: Callable[[], None]) -> None:
        """Take in messages until the line is dead. Raises what Redis raises, also when nothing answers any more."""
        asked = False
        while True:
            message = line.get_message(timeout=_SILENCE_SECONDS)
            if message is None and asked:
                raise TimeoutError
            asked = message is None
            if message is None:
                line.ping()
            elif message["type"] == "subscribe":
                self.hears = True
                resync()
            elif message["type"] == "message":
                overhear(self._by_others(message["data"]))

    def _by_others(self, data: bytes) -> list[events.Event]:
        try:
            by, happened = decode(data)
        except Malformed:
            self.malformed += 1
            return []
        return [] if by == self._process else happened
