"""The server, the callers and the gemeenten that these tests share, and seats in a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.fixtures import anyone, call, fingerprint, front_end, maker, meeting, other_town, server, town
from tests.live.lines import Line, Proof, take_ticket
from tests.makers import Meeting
from tests.server import Caller, Server

__all__ = ["anyone", "call", "fingerprint", "front_end", "maker", "meeting", "other_town", "server", "town"]


@pytest.fixture
def sit(server: Server, anyone: Caller) -> Iterator[Callable[..., Line]]:
    """Sits somebody down in a session: `sit(meeting, proof)` is a line that has its snapshot."""
    with ExitStack() as lines:

        def seat(meeting: Meeting, proof: Proof, on: Server = server) -> Line:
            ticket = take_ticket(anyone, meeting, proof)
            return lines.enter_context(Line(on)).enter(ticket)

        yield seat
