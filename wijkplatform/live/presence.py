"""Who is connected to this process, written where every other process reads it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from uuid import UUID

import gevent

from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.events import Event, PeopleChanged
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.live.connection import Connections
from wijkplatform.services import watching
from wijkplatform.storage.work import Store

_log = logging.getLogger(__name__)

_RENEW_SECONDS = 4


class Presence:
    """Holds the places of who is connected here; when this process dies they lapse by themselves.

    `elsewhere` carries to other processes that something changed.
    """

    def __init__(
        self, store: Store, connections: Connections, elsewhere: Callable[[Sequence[Event]], None] | None
    ) -> None:
        self._store, self._connections, self._elsewhere = store, connections, elsewhere
        self._busy: set[UUID] = set()
        self._again: set[UUID] = set()

    def hold(self, gemeente: UUID, session: UUID) -> None:
        """Write who of a session is connected here now. Never raises.

        One after the other for one session: an older look may not write over a newer one.
        """
        self._again.add(session)
        if session in self._busy:
            return
        self._busy.add(session)
        try:
            while session in self._again:
                self._again.remove(session)
                self._write(gemeente, session)
        finally:
            self._busy.remove(session)

    def _write(self, gemeente: UUID, session: UUID) -> None:
        try:
            with self._store.workspace(Badge(gemeente, Proof.ROOM, session)) as work:
                changed = watching.hold_places(work, session)
        except DomainError:
            _log.warning("could not hold places: they are written again within seconds")
            return
        if changed and self._elsewhere:
            self._elsewhere([PeopleChanged(gemeente, session)])

    def keep(self) -> None:
        """Renew every few seconds what this process holds, as long as it lives."""
        while True:
            gevent.sleep(_RENEW_SECONDS)
            for session, gemeente in self._connections.sessions().items():
                self.hold(gemeente, session)
