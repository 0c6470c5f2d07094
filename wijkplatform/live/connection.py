"""Who is behind each socket of this process."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from wijkplatform.domain.people import Proof
from wijkplatform.services.tickets import Seat
from wijkplatform.wire.base import As


def room_name(gemeente: UUID, session: UUID, seat: As) -> str:
    """The only names of rooms; made here, never sent by a client."""
    return f"{gemeente}:{session}:{seat}"


class Connections:
    """The seats of this process, which is called `process`. One event loop owns them: no locks."""

    def __init__(self) -> None:
        self.process = uuid4()
        self._seats: dict[str, Seat] = {}
        self._of_session: dict[UUID, dict[str, None]] = {}
        self._leaving: set[str] = set()

    def add(self, sid: str, seat: Seat) -> None:
        """Remember a socket that came in."""
        self._seats[sid] = seat
        self._of_session.setdefault(seat.session, {})[sid] = None

    def remove(self, sid: str) -> Seat | None:
        """Forget a socket; return where it sat."""
        seat = self._seats.pop(sid, None)
        self._leaving.discard(sid)
        if seat:
            others = self._of_session[seat.session]
            others.pop(sid, None)
            if not others:
                del self._of_session[seat.session]
        return seat

    def leaves(self, sid: str) -> bool:
        """A socket is told that it is over; False when it was told before, or is gone."""
        if sid not in self._seats or sid in self._leaving:
            return False
        self._leaving.add(sid)
        return True

    def seat(self, sid: str) -> Seat | None:
        """Where a socket sits, or None when it never came in or is gone."""
        return self._seats.get(sid)

    def sessions(self) -> dict[UUID, UUID]:
        """The sessions with open sockets, each with its gemeente."""
        return {session: self._seats[next(iter(sids))].badge.gemeente for session, sids in self._of_session.items()}

    def of_participant(self, session: UUID, participant: UUID) -> list[str]:
        """The sockets of one participant, the oldest first."""
        return [sid for sid, seat in self._in(session) if seat.badge.row == participant]

    def at(self, session: UUID, *seats: As) -> list[str]:
        """The sockets of a session that sit at one of these places."""
        return [sid for sid, seat in self._in(session) if seat.seat in seats]

    def everybody(self) -> list[str]:
        """All sockets."""
        return list(self._seats)

    def here(self, session: UUID) -> frozenset[UUID]:
        """The participants of a session with at least one open socket to this process."""
        rows = (seat.badge.row for _, seat in self._in(session) if seat.badge.proof is Proof.PARTICIPANT)
        return frozenset(row for row in rows if row is not None)

    def _in(self, session: UUID) -> Iterator[tuple[str, Seat]]:
        for sid in list(self._of_session.get(session, ())):
            if seat := self._seats.get(sid):
                yield sid, seat
