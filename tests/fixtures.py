"""The parts that tests of the whole house share: a server, somebody who calls it, and gemeenten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

from tests.makers import Maker, Meeting, Town
from tests.server import Caller, Server, running
from wijkplatform.databases import DatabaseUrls


@pytest.fixture(scope="session")
def maker(database: DatabaseUrls) -> Iterator[Maker]:
    """Makes what tests need, in the database of this worker."""
    made = Maker.of(database)
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def server(database: DatabaseUrls) -> Iterator[Server]:
    """One server for all tests of this worker."""
    with running(database) as one:
        yield one


@pytest.fixture
def town(maker: Maker) -> Town:
    return maker.town()


@pytest.fixture
def other_town(maker: Maker) -> Town:
    return maker.town(name="Elders")


@pytest.fixture
def meeting(town: Town) -> Meeting:
    return town.meeting()


@pytest.fixture
def call(server: Server) -> Iterator[Callable[..., Caller]]:
    """Makes callers, each from an address of its own; closed when the test is over."""
    with ExitStack() as open_ones:

        def caller(headers: Mapping[str, str] | None = None, to: Server = server) -> Caller:
            return open_ones.enter_context(Caller(to, headers))

        yield caller


@pytest.fixture
def anyone(call: Callable[..., Caller]) -> Caller:
    """Somebody who has shown nothing."""
    return call()
