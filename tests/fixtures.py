"""The parts that tests of the whole house share: a server, somebody who calls it, and gemeenten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import psycopg
import pytest
from psycopg import sql

from tests.makers import Maker, Meeting, Town, plain
from tests.server import ROOT, Caller, Server, running
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


@pytest.fixture(scope="session")
def front_end() -> None:
    """Pages name the files of the built front end: `make test` builds it first."""
    if not (ROOT / "wijkplatform" / "web" / "static" / "dist" / ".vite" / "manifest.json").is_file():
        pytest.skip("the front end is not built")


@pytest.fixture
def fingerprint(database: DatabaseUrls) -> Iterator[Callable[[], dict[str, tuple[int, int]]]]:
    """Gives how many rows each table has and who wrote them, of all gemeenten: nothing changed when it is the same.

    Each row names the transaction that wrote it, so that no content needs to be read. But for `presence`: there
    processes write every few seconds who is connected, whatever anybody does.
    """
    with psycopg.connect(plain(database.platform_url), autocommit=True) as connection:
        tables = (
            "SELECT relname::text FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'presence'"
        )
        names = [name for (name,) in connection.execute(tables)]

        def written() -> dict[str, tuple[int, int]]:
            query = "SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM {}"
            return {name: connection.execute(sql.SQL(query).format(sql.Identifier(name))).fetchone() for name in names}

        yield written
