"""A server as `make demo` starts it, and gemeenten to meet in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.playing import Stage
from tests.fixtures import front_end, maker
from tests.makers import Maker
from tests.server import running
from wijkplatform.databases import DatabaseUrls
from wijkplatform.services import demo
from wijkplatform.storage.work import Store

__all__ = ["front_end", "maker"]


@pytest.fixture
def stage(database: DatabaseUrls, maker: Maker, front_end: None, tmp_path: Path) -> Iterator[Stage]:
    """A server for one spec."""
    owner = Store(database.owner_url, maker.store.keys, pool_size=1)
    with owner.lobby() as lobby:
        lobby.found("voorbeeldstad", demo.NAME)
    owner.close()
    with running(database, demo=True, WIJK_VAR=tmp_path) as server:
        yield Stage(server, maker)
