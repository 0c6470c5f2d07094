"""The application's role can do what the application does, and no more."""

from __future__ import annotations

import psycopg
import pytest

ROLES = """
    SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
           ARRAY(SELECT roleid::regrole::text FROM pg_auth_members m WHERE m.member = r.oid)
    FROM pg_roles r WHERE rolname LIKE 'wijk\\_%' ORDER BY rolname
"""
OWNED_BY_APP = """
    SELECT 'table', relname::text FROM pg_class WHERE relowner = 'wijk_app'::regrole
    UNION ALL SELECT 'function', proname::text FROM pg_proc WHERE proowner = 'wijk_app'::regrole
    UNION ALL SELECT 'schema', nspname::text FROM pg_namespace WHERE nspowner = 'wijk_app'::regrole
    UNION ALL SELECT 'database', datname::text FROM pg_database WHERE datdba = 'wijk_app'::regrole
"""


@pytest.fixture
def app(database):
    """A connection as the application has it."""
    with psycopg.connect(database.app_url.replace("+psycopg", "")) as connection:
        yield connection


def test_each_role_may_what_it_is_for(app) -> None:
    assert app.execute(ROLES).fetchall() == [
        # name, login, superuser, bypassrls, createdb, createrole, replication, member of
        ("wijk_app", True, False, False, False, False, False, []),
        ("wijk_owner", True, False, False, False, False, False, []),
        ("wijk_platform", True, False, True, False, False, False, ["wijk_owner"]),
    ]


def test_the_application_owns_nothing(app) -> None:
    assert app.execute("SELECT current_user").fetchone() == ("wijk_app",)
    assert app.execute(OWNED_BY_APP).fetchall() == []


@pytest.mark.parametrize("attempt", ["CREATE TABLE mine (x int)", "SET ROLE wijk_owner", "CREATE ROLE friend"])
def test_the_application_can_make_or_become_nothing_else(app, attempt: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(attempt)


def test_the_application_can_empty_no_table_at_once(app) -> None:
    tables = "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    can_truncate = f"SELECT name FROM ({tables}) t(name) WHERE has_table_privilege('wijk_app', name, 'TRUNCATE')"
    assert app.execute(can_truncate).fetchall() == []
