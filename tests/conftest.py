"""Gives each test worker a database of its own, on one server that starts only when a test needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests.database import Template, migrated_template, template_of_parent
from wijkplatform.databases import DatabaseUrls

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

_servers = pytest.StashKey[ExitStack]()
_template = pytest.StashKey[Template]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before the workers start, for only their parent can outlive them all."""
    config.stash[_servers] = ExitStack()
    is_worker = hasattr(config, "workerinput")
    if not is_worker and config.getoption("numprocesses", default=None):
        config.stash[_servers].enter_context(migrated_template())


def pytest_collection_finish(session: pytest.Session) -> None:
    """Without workers: start the server now, when we know that a test needs it and no thread runs yet."""
    stash = session.config.stash
    needed = any("database" in getattr(item, "fixturenames", ()) for item in session.items)
    if not needed or session.config.option.collectonly:
        return
    stash[_template] = template_of_parent() or stash[_servers].enter_context(migrated_template())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what we started."""
    config.stash[_servers].close()


@pytest.fixture(scope="session")
def database(pytestconfig: pytest.Config) -> Iterator[DatabaseUrls]:
    """The database of this worker: migrated, empty at the start, never emptied between tests.

    Each test makes its own gemeente, and row level security keeps them apart.
    """
    with pytestconfig.stash[_template].copy(os.environ.get("PYTEST_XDIST_WORKER", "alone")) as urls:
        yield urls
