"""Gemeenten that improved, and what they offer to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.makers import Maker, SignedIn, Town, plain
from wijkplatform.domain.peers import Peer
from wijkplatform.domain.people import GROUPS, Role
from wijkplatform.services import peers, preparing
from wijkplatform.storage import sessions
from wijkplatform.storage.summaries import SessionSummary

SPRING = date(2027, 4, 12)
ANNA = Peer("Beekstad", "wijkmanager", "anna@beekstad.example")
Words = Mapping[int, Sequence[str]]
"""Per opgave how the groups changed on it: kansen of each group in turn, then valkuilen."""


@pytest.fixture
def nobody_else(maker: Maker) -> Iterator[None]:
    """Gemeenten of other tests are not found in this one, nor those of this one in others."""
    hide = "UPDATE gemeente SET findable = false WHERE findable"
    with psycopg.connect(plain(maker.database.platform_url), autocommit=True) as connection:
        connection.execute(hide)
        yield
        connection.execute(hide)


def sum_up(town: Town, *since: Words, on: date = SPRING, wijk: str = "De Linden") -> None:
    """A session of a wijk was summed up: what changed since the last one before it, the one before that, and so on."""
    with town.store.workspace(town.operator) as work:
        made = preparing.prepare_session(work, title="Een avond", wijk=wijk, opgaven=[1])
        session = sessions.session(work.db, made)
        assert session
        changes = [
            {"session": str(uuid4()), "held_on": str(on - timedelta(days=90 * nth)), "opgaven": rows(words)}
            for nth, words in enumerate(since, start=1)
        ]
        result = {"people": {}, "opgaven": [], "found": [], "changes": [{**one, "items": []} for one in changes]}
        work.db.add(SessionSummary(session_id=made, wijk_id=session.wijk_id, held_on=on, result=result))


def rows(words: Words) -> list[dict[str, Any]]:
    """What changed on opgaven, as it stands in a summary."""
    sides = [(side, group.value) for side in ("kansen", "valkuilen") for group in GROUPS]
    return [
        {"opgave": opgave, "side": side, "group": group, "points": 12, "word": word}
        for opgave, said in words.items()
        for (side, group), word in zip(sides, said, strict=False)
    ]


def boss_of(town: Town) -> SignedIn:
    """Who may let others find a gemeente."""
    return town.sign_in(Role.BEHEERDER)


def offer(town: Town, opgave: int = 3, peer: Peer = ANNA, seen: str = "") -> None:
    """A beheerder offers to be found on an opgave."""
    with town.store.workspace(boss_of(town).badge) as work:
        peers.offer(work, opgave, peer, seen)


def switch(town: Town, on: bool = True) -> None:
    """A beheerder lets others find the gemeente, or no longer."""
    with town.store.workspace(boss_of(town).badge) as work:
        peers.set_findable(work, on)


def offered(town: Town, *opgaven: int, peer: Peer = ANNA) -> None:
    """A gemeente improved on opgaven, offers them, and wants to be found."""
    sum_up(town, {opgave: ["higher"] for opgave in opgaven})
    for opgave in opgaven:
        offer(town, opgave, peer)
    switch(town)


def found_by(town: Town, *opgaven: int) -> dict[int, tuple[Peer, ...]]:
    """Whom an inkijker of a gemeente finds on opgaven."""
    with town.store.workspace(town.sign_in(Role.INKIJKER).badge) as work:
        return {one.number: one.colleagues for one in peers.find(work, opgaven)}
