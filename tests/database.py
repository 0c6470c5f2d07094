"""One PostgreSQL for a test run, and one migrated database that every worker copies.

As a program (`python -m tests.database`) it migrates an empty database all the way up, checks that the tables say what
the models say, and goes all the way down again.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wijkplatform.databases import DatabaseServer, DatabaseUrls
from wijkplatform.embedded import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
_SERVER, _TEMPLATE = "WIJK_TEST_SERVER", "WIJK_TEST_TEMPLATE"


@dataclass(frozen=True)
class Template:
    """A migrated, empty database on a running server."""

    server: DatabaseServer
    name: str

    @contextlib.contextmanager
    def copy(self, name: str) -> Iterator[DatabaseUrls]:
        """A database of one's own, for as long as the `with` block lasts."""
        name = f"{self.name}_{name}"
        try:
            yield self.server.create_database(name, self.name)
        finally:
            self.server.drop_database(name)


@contextlib.contextmanager
def migrated_template() -> Iterator[Template]:
    """Start a server, migrate a template, and tell our child processes (the xdist workers) where it is."""
    with EmbeddedPostgres() as server:
        server.create_roles()
        template = Template(server, f"wijk_template_{secrets.token_hex(4)}")
        try:
            alembic(server.create_database(template.name), "upgrade", "head")
            os.environ |= {_SERVER: server.admin_url, _TEMPLATE: template.name}
            yield template
        finally:
            server.drop_database(template.name)


def template_of_parent() -> Template | None:
    """The template that the process which started us has made, if any."""
    if _SERVER not in os.environ:
        return None
    return Template(DatabaseServer(os.environ[_SERVER]), os.environ[_TEMPLATE])


def alembic(database: DatabaseUrls, *arguments: str) -> str:
    """Run Alembic as the owner role, as an installation does, and give what it said."""
    environment = {**os.environ, "WIJK_OWNER_DATABASE_URL": database.owner_url}
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"alembic {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Up, the same as the models, down."""
    with EmbeddedPostgres() as server:
        server.create_roles()
        name = f"wijk_check_{secrets.token_hex(4)}"
        try:
            database = server.create_database(name)
            alembic(database, "upgrade", "head")
            alembic(database, "check")
            alembic(database, "downgrade", "base")
        finally:
            server.drop_database(name)


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as failed:
        sys.exit(str(failed))
