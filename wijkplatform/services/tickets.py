"""Tickets: proof for one socket, asked for over HTTP, so that a socket never carries a cookie's authority."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.keys import digest, new_token
from wijkplatform.domain.people import Action, Badge, Proof, Role
from wijkplatform.services.reading import readable
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors
from wijkplatform.storage.doors import SocketTicket
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import As

TICKET_SECONDS = 30
_SEATS: dict[As, frozenset[Role]] = {
    "participant": frozenset({Role.PARTICIPANT}),
    "screen": frozenset({Role.SCREEN}),
    "table": frozenset({Role.TABLE}),
    "facilitator": frozenset({Role.SPELLEIDER, Role.BEHEERDER}),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a socket sits: its badge, the session, and as what."""

    badge: Badge
    session: UUID
    seat: As


@use_case(Action.TAKE_TICKET)
def take_ticket(work: Work, badge: Badge, session_id: UUID, seat: As) -> str:
    """Give a ticket for one socket of this session; good once, for thirty seconds."""
    readable(work, session_id)
    if work.actor.role not in _SEATS[seat] or badge.row is None:
        raise NotFound
    secret = new_token()
    doors.add_ticket(
        work.db,
        SocketTicket(
            session_id=session_id,
            digest=digest(secret),
            seat=seat,
            proof=badge.proof.value,
            row=badge.row,
            mark=badge.mark,
        ),
        TICKET_SECONDS,
    )
    return f"{work.gemeente.slug}.{secret}"


@use_case(Action.USE_TICKET)
def use_ticket(work: Work, secret: str) -> Seat:
    """Trade a ticket for a seat; the second time it is worth nothing. Raises `NotFound`."""
    ticket = doors.use_ticket(work.db, digest(secret))
    if ticket is None:
        raise NotFound
    badge = Badge(work.gemeente.id, Proof(ticket.proof), ticket.row, ticket.mark)
    return Seat(badge, ticket.session_id, ticket.seat)  # type: ignore[arg-type]
