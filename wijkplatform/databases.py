"""Makes the roles and the databases of Wijkplatform on a PostgreSQL server that obeys us: for demo and tests.

In production an administrator does the same by hand, with the same file `deploy/postgres/roles.sql`.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

import psycopg
from psycopg import sql

_OWNER, _APP, _PLATFORM = "wijk_owner", "wijk_app", "wijk_platform"


@dataclass(frozen=True)
class DatabaseUrls:
    """One database, seen by each of the three roles, as SQLAlchemy writes it."""

    name: str
    owner_url: str
    app_url: str
    platform_url: str


class DatabaseServer:
    """A server on which we are superuser.

    The passwords of the three roles are made from the superuser's: so every process that knows `admin_url` finds the
    same ones, a second start of the demo too, and there is one secret to keep.
    """

    admin_url: str

    def __init__(self, admin_url: str) -> None:
        scheme = urlsplit(admin_url).scheme.partition("+")[0]
        self.admin_url = urlsplit(admin_url)._replace(scheme=scheme).geturl()

    def create_roles(self) -> None:
        """Create the three roles, or put them right when they exist, and set their passwords."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(roles_sql().read_bytes())
            for role in (_OWNER, _APP, _PLATFORM):
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                admin.execute(statement.format(sql.Identifier(role), sql.Literal(self._password(role))))

    def create_database(self, name: str, template: str | None = None) -> DatabaseUrls:
        """Create a database that belongs to the owner role, as a copy of `template` if given.

        A database that exists already is left as it is. Nobody may be connected to the template.
        """
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            if admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
                parts = (sql.Identifier(part) for part in (name, _OWNER, template or "template1"))
                admin.execute(statement.format(*parts))
        return DatabaseUrls(name, *(self._url(role, name) for role in (_OWNER, _APP, _PLATFORM)))

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _password(self, role: str) -> str:
        secret = urlsplit(self.admin_url).password
        return hmac.digest(unquote(secret or self.admin_url).encode(), role.encode(), hashlib.sha256).hex()

    def _url(self, role: str, database: str) -> str:
        given: SplitResult = urlsplit(self.admin_url)
        where = given.netloc.rpartition("@")[2]
        who = f"{role}:{self._password(role)}@{where}"
        return given._replace(scheme="postgresql+psycopg", netloc=who, path=f"/{quote(database)}").geturl()


def roles_sql() -> Path:
    """The statements that make the roles: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    shipped = package / "deploy" / "roles.sql"
    return shipped if shipped.is_file() else package.parent / "deploy" / "postgres" / "roles.sql"
