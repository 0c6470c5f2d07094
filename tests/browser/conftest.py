"""A server as `make demo` starts it, a worker with a real mail server, and gemeenten to meet in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.playing import Stage
from tests.fixtures import front_end, maker
from tests.mailserver import office, working
from tests.makers import Maker
from tests.providers import real_provider
from tests.server import running
from wijkplatform import demo_evening
from wijkplatform.databases import DatabaseUrls
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.services import demo
from wijkplatform.storage.work import Store

__all__ = ["front_end", "maker"]


@pytest.fixture(scope="session")
def stage(
    database: DatabaseUrls, maker: Maker, front_end: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One server for all stories; each has gemeenten of its own."""
    owner = Store(database.owner_url, maker.store.keys, pool_size=1)
    with owner.lobby() as lobby:
        lobby.found("voorbeeldstad", demo.NAME)
    owner.close()
    with maker.store.lobby() as lobby:
        demo_evening.play(maker.store, Badge(lobby.gemeente("voorbeeldstad"), Proof.OPERATOR))
    folder = tmp_path_factory.mktemp("demo")
    with (
        office() as post,
        real_provider() as provider,
        running(database, demo=True, WIJK_VAR=folder, WIJK_OIDC_LOOPBACK=provider.url) as server,
    ):
        yield Stage(server, maker, provider, post)


@pytest.fixture
def postman(stage: Stage, database: DatabaseUrls) -> Iterator[None]:
    """A worker for one story only: it would take the mail of every other test in this database too."""
    with working(database, stage.post.port, WIJK_DEMO=1, WIJK_BASE_URL=stage.server.url):
        yield
