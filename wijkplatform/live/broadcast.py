"""What happened → who is told: after the commit, read anew, and not more often than eyes can follow.

Everything that is told comes from the same `see_…` functions that pages use, so the release gate stands before
sockets exactly as it stands before pages. What is told here may get lost; the version that every message carries
lets a client notice, and fetch.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any
from uuid import UUID

import gevent
from flask_socketio import SocketIO

from wijkplatform.domain import events
from wijkplatform.domain.errors import DomainError, Retry
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.domain.sessions import CLOSING_GRACE_SECONDS
from wijkplatform.live.connection import Connections, room_name
from wijkplatform.live.guard import Guard
from wijkplatform.services import bars, points, scoring, seeing
from wijkplatform.storage.work import Store, Work
from wijkplatform.wire.base import As

_log = logging.getLogger(__name__)

COALESCE_SECONDS = 0.2
_SEATS: tuple[As, ...] = ("participant", "facilitator", "screen", "table")
_WATCHING: tuple[As, ...] = ("facilitator", "screen")
"""Who sees bars that move: a phone shows none, so that nobody answers what the others answer."""


@dataclass(slots=True)
class Told:
    """What was told last of a session: what the database says differs when something happened elsewhere."""

    version: int = 0
    count: int | None = None
    presence: Mapping[str, Any] | None = None
    door: tuple[str, str] | None = None
    closed: bool = False
    standing: dict[UUID, tuple[str, bool]] = field(default_factory=dict)


class Broadcast:
    """Tells the sockets of this process. `hold` writes down who is connected, before it is told."""

    def __init__(
        self,
        socketio: SocketIO,
        store: Store,
        connections: Connections,
        guard: Guard,
        base_url: str,
        hold: Callable[[UUID, UUID], None],
    ) -> None:
        self._socketio, self._store, self._connections, self._guard = socketio, store, connections, guard
        self._base_url, self._hold = base_url, hold
        self._due: dict[tuple[UUID, UUID], set[str]] = {}
        self._counting: set[tuple[UUID, UUID]] = set()
        self._told: dict[UUID, Told] = {}

    def hear(self, happened: Sequence[events.Event]) -> None:
        """Tell what happened. Never raises: who did it must not suffer from who hears it."""
        for one in happened:
            try:
                self._tell(one)
            except DomainError:
                _log.warning("could not tell %s", type(one).__name__)

    def overhear(self, happened: Sequence[events.Event]) -> None:
        """Tell what another process says has happened, as far as it concerns sockets here.

        What it is about is read anew, also whether somebody is out: a word from elsewhere ends nobody's connection.
        """
        homes = self._connections.sessions()
        for one in happened:
            if homes.get(one.session) != one.gemeente:
                continue
            if isinstance(one, events.ParticipantEnded):
                self.end_lapsed(one.gemeente, one.session)
            else:
                self.hear([one])

    def resync(self) -> None:
        """Tell every session its version and counts: something may have happened that nobody told us."""
        for session, gemeente in self._connections.sessions().items():
            self.soon(gemeente, session, "heartbeat", "presence", "progress")

    def told(self, session: UUID) -> Told:
        """What was told last of a session."""
        return self._told.setdefault(session, Told())

    def forget_others(self, sessions: Container[UUID]) -> None:
        """Keep what was told of these sessions only."""
        self._told = {session: told for session, told in self._told.items() if session in sessions}

    @singledispatchmethod
    def _tell(self, event: events.Event) -> None:
        raise TypeError(event)

    @_tell.register(events.ScoreGiven)
    @_tell.register(events.PaperTyped)
    def _(self, event: events.Event) -> None:
        self.soon(event.gemeente, event.session, "progress")

    @_tell.register
    def _(self, event: events.PeopleChanged) -> None:
        self.soon(event.gemeente, event.session, "presence", "progress")
        if event.participant:
            for sid in self._connections.of_participant(event.session, event.participant):
                self.send_snapshot(sid)

    @_tell.register
    def _(self, event: events.DoorChanged) -> None:
        for sid in self._connections.at(event.session, "facilitator", "screen"):
            self.send_snapshot(sid)

    @_tell.register
    def _(self, event: events.LeaderChanged) -> None:
        for sid in self._connections.at(event.session, "facilitator"):
            self.send_snapshot(sid)

    @_tell.register
    def _(self, event: events.StepTaken) -> None:
        self._all(event, "moved", lambda work: seeing.see_moved(work, event.session, event.version, event.opgave))
        self.soon(event.gemeente, event.session, "progress")

    @_tell.register
    def _(self, event: events.ResultsPublished) -> None:
        self._all(event, "published", lambda work: seeing.see_published(work, event.session, event.version))

    @_tell.register
    def _(self, event: events.PointChosen) -> None:
        self._all(
            event,
            "discussion",
            lambda work: points.see_discussion(work, event.session, event.version, event.item),
        )

    @_tell.register
    def _(self, event: events.ParticipantEnded) -> None:
        self._end(self._connections.of_participant(event.session, event.participant), event.reason)

    @_tell.register
    def _(self, event: events.SessionEnded) -> None:
        self._socketio.start_background_task(self._end_session, event)

    @_tell.register(events.SessionRewound)
    @_tell.register(events.StillThere)
    def _(self, event: events.Event) -> None:
        self._all(event, "heartbeat", lambda work: seeing.see_version(work, event.session))

    def soon(self, gemeente: UUID, session: UUID, *what: str) -> None:
        """Tell counts a moment later, once for everything that happens until then."""
        home = gemeente, session
        self._due.setdefault(home, set()).update(what)
        if home not in self._counting:
            self._counting.add(home)
            self._socketio.start_background_task(self._count, gemeente, session)

    def _count(self, gemeente: UUID, session: UUID) -> None:
        """Tell counts as long as there are any to tell: one after the other, for they have no version."""
        home = gemeente, session
        try:
            while home in self._due:
                gevent.sleep(COALESCE_SECONDS)
                self._tell_counts(gemeente, session, self._due.pop(home))
        finally:
            self._counting.discard(home)

    def _tell_counts(self, gemeente: UUID, session: UUID, due: set[str]) -> None:
        event = events.Event(gemeente, session)
        if "places" in due:
            self._hold(gemeente, session)
        try:
            if "heartbeat" in due:
                self._all(event, "heartbeat", lambda work: seeing.see_version(work, session))
            if "presence" in due:
                self._all(event, "presence", lambda work: seeing.see_presence(work, session))
            if "progress" in due:
                self._tell_progress(event)
        except DomainError:
            _log.warning("could not tell counts")

    def _all(
        self,
        event: events.Event,
        name: str,
        see: Callable[[Work], Mapping[str, Any]],
    ) -> None:
        if event.session not in self._connections.sessions():
            return
        with self._in_room(event) as work:
            message = see(work)
        told = self.told(event.session)
        told.version = max(told.version, message.get("version", 0))
        if name == "presence":
            told.presence = message
        self._send(event, name, message)

    def _tell_progress(self, event: events.Event) -> None:
        """Tell how many have answered and, where bars move, the bars: read in one piece of work."""
        if event.session not in self._connections.sessions():
            return
        with self._in_room(event) as work:
            progress = scoring.see_progress(work, event.session)
            moving = bars.move_bars(work, event.session)
        self.told(event.session).count = progress["count"]
        self._send(event, "progress", progress)
        if moving is not None:
            self._send(event, "bars", moving, to=_WATCHING)

    def _in_room(self, event: events.Event) -> AbstractContextManager[Work]:
        return self._store.workspace(Badge(event.gemeente, Proof.ROOM, event.session))

    def _send(self, event: events.Event, name: str, message: Mapping[str, Any], to: Sequence[As] = _SEATS) -> None:
        for seat in to:
            self._socketio.emit(name, message, to=room_name(event.gemeente, event.session, seat))

    def send_snapshot(self, sid: str) -> None:
        """Send one socket the whole present state, as its own reader may see it."""
        seat = self._connections.seat(sid)
        if seat is None:
            return
        try:
            with self._store.workspace(seat.badge) as work:
                snapshot = seeing.see_snapshot(work, seat.session, self._base_url)
        except Retry:
            _log.warning("could not tell a snapshot: the next heartbeat lets the client fetch it")
            return
        except DomainError:
            self._end([sid], "revoked")
            return
        self._remember(seat.session, snapshot)
        self._socketio.emit("snapshot", snapshot, to=sid)
        if snapshot["state"] == "closed":
            self._end([sid], "closed")

    def _remember(self, session: UUID, snapshot: Mapping[str, Any]) -> None:
        told = self.told(session)
        told.version = told.version or snapshot["version"]
        if doors := snapshot.get("doors"):
            told.door = doors["code"], doors["joining"]
        if me := snapshot.get("me"):
            told.standing[UUID(me["id"])] = me["group"], me["confirmed"]

    def _end_session(self, event: events.SessionEnded) -> None:
        gevent.sleep(CLOSING_GRACE_SECONDS)
        with self._in_room(event) as work:
            closed = seeing.see_moved(work, event.session, 0, None)["state"] == "closed"
        if closed:
            self._end(self._connections.at(event.session, *_SEATS), "closed")

    def _end(self, sids: Sequence[str], reason: str) -> None:
        told = [sid for sid in sids if self._connections.leaves(sid)]
        for sid in told:
            self._socketio.emit("ended", {"reason": reason}, to=sid)
        self._socketio.start_background_task(self._hang_up_soon, told)

    def hang_up(self, sid: str) -> None:
        """End a connection, without a word."""
        self._socketio.start_background_task(self._guard.hang_up, sid, COALESCE_SECONDS)

    def _hang_up_soon(self, sids: Sequence[str]) -> None:
        gevent.sleep(COALESCE_SECONDS)
        for sid in sids:
            self.hang_up(sid)

    def end_lapsed(self, gemeente: UUID, session: UUID) -> None:
        """End the connections whose proof is worth nothing any more: signed out, revoked, removed, taken over."""
        seats = {sid: self._connections.seat(sid) for sid in self._connections.at(session, *_SEATS)}
        badges = {seat.badge for seat in seats.values() if seat}
        try:
            with self._store.workspace(Badge(gemeente, Proof.ROOM, session)) as work:
                lapsed = seeing.see_lapsed(work, session, badges)
        except DomainError:
            return
        for sid, seat in seats.items():
            if seat and seat.badge in lapsed:
                self._end([sid], lapsed[seat.badge])

    def say_goodbye(self, longest: float) -> None:
        """Tell every socket that the server goes away, and when to come back: each at its own moment up to `longest`.

        Then end them all; who comes back at once finds another process.
        """
        sids = self._connections.everybody()
        for sid in sids:
            self._socketio.emit("server_restart", {"after": secrets.randbelow(int(longest * 10) + 1) / 10}, to=sid)
        gevent.sleep(COALESCE_SECONDS)
        gevent.joinall([gevent.spawn(self._guard.hang_up, sid, COALESCE_SECONDS) for sid in sids])
