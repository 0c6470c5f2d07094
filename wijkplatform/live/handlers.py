"""One function per message, and EVENTS, the table of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import request
from flask_socketio import SocketIO, join_room
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from socketio.exceptions import ConnectionRefusedError

from wijkplatform.domain.errors import DomainError, Malformed, NotFound, Retry
from wijkplatform.domain.people import Badge
from wijkplatform.live.broadcast import Broadcast
from wijkplatform.live.connection import Connections, room_name
from wijkplatform.services import discussion, paper, points, scoring, seeing, sessions, tickets
from wijkplatform.services.tickets import Seat
from wijkplatform.storage.work import Store, Work
from wijkplatform.wire.base import ChooseOp, Incoming, PaperOp, ProposeOp, ScoreOp, StepOp
from wijkplatform.wire.talking import NoteOp

_log = logging.getLogger(__name__)

SOCKETS_PER_PERSON = 3
_RECEIPTS = frozenset({"score", "paper", "note"})
"""What lies in an outbox until there is a receipt."""


class Nothing(Incoming):
    """A message without content."""


def _score(work: Work, seat: Seat, op: ScoreOp, base_url: str) -> dict[str, Any]:
    return dict(scoring.give_score(work, op))


def _step(work: Work, seat: Seat, op: StepOp, base_url: str) -> dict[str, Any]:
    return dict(sessions.take_step(work, seat.session, op))


def _propose(work: Work, seat: Seat, op: ProposeOp, base_url: str) -> dict[str, Any]:
    return dict(points.propose(work, op))


def _choose(work: Work, seat: Seat, op: ChooseOp, base_url: str) -> dict[str, Any]:
    return dict(points.choose(work, seat.session, op))


def _paper(work: Work, seat: Seat, op: PaperOp, base_url: str) -> dict[str, Any]:
    return dict(paper.type_paper(work, seat.session, op))


def _note(work: Work, seat: Seat, op: NoteOp, base_url: str) -> dict[str, Any]:
    return dict(discussion.write_note(work, seat.session, op))


def _sync(work: Work, seat: Seat, nothing: Nothing, base_url: str) -> dict[str, Any]:
    return {"ok": True, "snapshot": seeing.see_snapshot(work, seat.session, base_url)}


EVENTS: dict[str, tuple[type[BaseModel], Callable[[Work, Seat, Any, str], dict[str, Any]]]] = {
    "score": (ScoreOp, _score),
    "propose": (ProposeOp, _propose),
    "step": (StepOp, _step),
    "choose": (ChooseOp, _choose),
    "paper": (PaperOp, _paper),
    "note": (NoteOp, _note),
    "sync": (Nothing, _sync),
}
"""Every message that a client may send. The use case behind it names the permission."""


class _Auth(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ticket: str = Field(max_length=200)


class Handlers:
    """Puts the table on the server: each message is one piece of work in one workspace."""

    def __init__(
        self, socketio: SocketIO, store: Store, connections: Connections, broadcast: Broadcast, base_url: str
    ) -> None:
        self._socketio, self._store, self._connections = socketio, store, connections
        self._broadcast, self._base_url = broadcast, base_url
        socketio.on_event("connect", self._connect)
        socketio.on_event("disconnect", self._disconnect)
        for name in EVENTS:
            socketio.on_event(name, self._receiver(name))

    def _connect(self, auth: Any = None) -> None:
        try:
            seat = self._seat(auth)
        except DomainError as error:
            raise ConnectionRefusedError(error.detail, {"code": error.code}) from error
        sid = _sid()
        join_room(room_name(seat.badge.gemeente, seat.session, seat.seat))
        self._connections.add(sid, seat)
        self._broadcast.soon(seat.badge.gemeente, seat.session, "places", "presence", "progress")
        self._socketio.start_background_task(self._broadcast.send_snapshot, sid)

    def _seat(self, auth: Any) -> Seat:
        try:
            gemeente, _, secret = _Auth.model_validate(auth).ticket.partition(".")
        except ValidationError as error:
            raise NotFound from error
        with self._store.lobby() as lobby:
            home = lobby.gemeente(gemeente)
        with self._store.workspace(Badge(home)) as work:
            seat = tickets.use_ticket(work, secret)
        if seat.badge.row and seat.seat == "participant":
            older = self._connections.of_participant(seat.session, seat.badge.row)
            for sid in older[: max(0, len(older) - SOCKETS_PER_PERSON + 1)]:
                self._broadcast.hang_up(sid)
        return seat

    def _disconnect(self, reason: str = "") -> None:
        seat = self._connections.remove(_sid())
        if seat:
            self._broadcast.soon(seat.badge.gemeente, seat.session, "places", "presence")

    def _receiver(self, name: str) -> Callable[..., dict[str, Any]]:
        model, handle = EVENTS[name]

        def receive(*payload: Any) -> dict[str, Any]:
            try:
                seat = self._connections.seat(_sid())
                if seat is None:
                    raise NotFound
                message = _read(model, payload)
                with self._store.workspace(seat.badge) as work:
                    return handle(work, seat, message, self._base_url)
            except DomainError as error:
                return _refusal(name, payload, error)
            except Exception:
                _log.exception("message %s failed", name)
                return _refusal(name, payload, Retry())

        return receive


def _read(model: type[BaseModel], payload: tuple[Any, ...]) -> BaseModel:
    if len(payload) > 1:
        raise Malformed
    try:
        return model.model_validate(payload[0] if payload else {})
    except ValidationError as error:
        raise Malformed from error


def _refusal(name: str, payload: tuple[Any, ...], error: DomainError) -> dict[str, Any]:
    """The acknowledgement of a message that was not carried out; a score that can be tried again says so as a state."""
    said = payload[0] if payload and isinstance(payload[0], dict) else {}
    if name in _RECEIPTS and isinstance(error, Retry):
        return {"ok": True, "op": said.get("op"), "seq": said.get("seq"), "state": "retry"}
    refusal: dict[str, Any] = {"ok": False, "code": error.code, "message": error.detail, **error.about}
    if name in _RECEIPTS and isinstance(said.get("op"), str):
        refusal["op"] = said["op"][:36]
    return refusal


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
