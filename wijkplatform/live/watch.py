"""Looks every second whether what sockets of this process were told still stands: what nobody told us shows here.

A change by a command line, by another process while Redis is dead, a process that died, a message that failed to be
told: all of them are a difference between the database and what was told last.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import gevent

from wijkplatform.domain import events
from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.live.broadcast import Broadcast
from wijkplatform.live.connection import Connections
from wijkplatform.services import watching
from wijkplatform.services.watching import Pulse
from wijkplatform.storage.work import Store

HEARTBEAT_SECONDS = 10
WATCH_SECONDS = 1


class Watch:
    """The clock of the live edge of a process."""

    def __init__(self, store: Store, connections: Connections, broadcast: Broadcast) -> None:
        self._store, self._connections, self._broadcast = store, connections, broadcast

    def beat(self) -> None:
        """Every ten seconds tell each session its version."""
        while True:
            gevent.sleep(HEARTBEAT_SECONDS)
            for session, gemeente in self._connections.sessions().items():
                self._broadcast.hear([events.StillThere(gemeente, session)])

    def look(self) -> None:
        """Every second compare, per gemeente, and tell what differs."""
        while True:
            gevent.sleep(WATCH_SECONDS)
            homes = self._connections.sessions()
            self._broadcast.forget_others(homes)
            for gemeente in set(homes.values()):
                self._compare(gemeente, [session for session, home in homes.items() if home == gemeente])

    def _compare(self, gemeente: UUID, sessions: list[UUID]) -> None:
        for session in sessions:
            self._broadcast.end_lapsed(gemeente, session)
        here = {person: session for session in sessions for person in self._connections.here(session)}
        try:
            with self._store.workspace(Badge(gemeente, Proof.ROOM, gemeente)) as work:
                seen = watching.see_pulses(work, sessions, list(here))
        except DomainError:
            return
        for session, pulse in seen.sessions.items():
            self._tell_difference(gemeente, session, pulse)
        self._tell_moved(gemeente, here, seen.people)

    def _tell_difference(self, gemeente: UUID, session: UUID, pulse: Pulse) -> None:
        told = self._broadcast.told(session)
        if pulse.version > told.version:
            self._broadcast.hear([events.StillThere(gemeente, session)])
        if pulse.closed and not told.closed:
            told.closed = True
            self._broadcast.hear([events.SessionEnded(gemeente, session)])
        if told.door not in (None, pulse.door):
            self._broadcast.hear([events.DoorChanged(gemeente, session)])
        if pulse.count != told.count or pulse.presence != told.presence:
            self._broadcast.soon(gemeente, session, "presence", "progress")

    def _tell_moved(self, gemeente: UUID, here: Mapping[UUID, UUID], standing: Mapping[UUID, tuple[str, bool]]) -> None:
        for person, session in here.items():
            told = self._broadcast.told(session).standing.get(person)
            if told and told != standing.get(person, told):
                self._broadcast.hear([events.PeopleChanged(gemeente, session, person)])
