"""Every table of a gemeente is guarded: PostgreSQL's own catalogue says so."""

from __future__ import annotations

import psycopg
import pytest

from tests.makers import plain

CATALOGUE = """
SELECT c.relname::text, broken.rule FROM pg_class c
JOIN pg_attribute g ON g.attrelid = c.oid AND g.attname = 'gemeente_id' CROSS JOIN LATERAL (VALUES
  ('row level security not forced', NOT (c.relrowsecurity AND c.relforcerowsecurity)),
  ('gemeente_id may be null', NOT g.attnotnull),
  ('not exactly the one policy', (
     SELECT array_agg(concat_ws(' ', p.polcmd, p.polroles::text, pg_get_expr(p.polqual, c.oid),
                                pg_get_expr(p.polwithcheck, c.oid)))
     FROM pg_policy p WHERE p.polrelid = c.oid
       AND NOT (p.polcmd = 'r' AND p.polroles = array['wijk_owner'::regrole::oid])
     ) IS DISTINCT FROM array['* {0} (gemeente_id = current_gemeente()) (gemeente_id = current_gemeente())']),
  ('a unique key does not start with gemeente_id', EXISTS (
     SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indkey[0] <> g.attnum)),
  ('a foreign key leaves gemeente_id out or was never validated', EXISTS (
     SELECT FROM pg_constraint k JOIN pg_attribute pg ON pg.attrelid = k.confrelid AND pg.attname = 'gemeente_id'
     WHERE k.conrelid = c.oid AND k.contype = 'f'
       AND (k.conkey[1] <> g.attnum OR k.confkey[1] <> pg.attnum OR NOT k.convalidated)))
) broken(rule, is_so)
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND broken.is_so
ORDER BY 1, 2
"""
KNOWN = [
    ("join_door", "a unique key does not start with gemeente_id"),
]
LOOKUPS_OF_THE_OWNER = """
SELECT polrelid::regclass::text, polname::text FROM pg_policy
WHERE polroles = array['wijk_owner'::regrole::oid] ORDER BY 1
"""

TABLES_OF_NOBODY = """
SELECT relname::text FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'gemeente_id') ORDER BY 1
"""
LOOSE_VIEWS = """
SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}') ORDER BY 1
"""
GRANTS = """
SELECT relname::text, array_agg(DISTINCT x.privilege_type::text ORDER BY x.privilege_type::text)
FROM pg_class c, aclexplode(c.relacl) x
WHERE c.relnamespace = 'public'::regnamespace AND x.grantee IN ('wijk_app'::regrole, 0) GROUP BY relname
"""
POLICIES_OF_THE_DIRECTORY = """
SELECT polname::text, polcmd::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
FROM pg_policy WHERE polrelid = 'gemeente'::regclass ORDER BY 1
"""
SETTABLE = """
SELECT array_agg(attname::text ORDER BY attname::text) FROM pg_attribute
WHERE attrelid = 'gemeente'::regclass AND attnum > 0 AND has_column_privilege('wijk_app', attrelid, attnum, 'UPDATE')
"""
DOORS_PAST_THE_POLICY = """
SELECT p.proname::text, p.proowner::regrole::text, p.proconfig,
       has_function_privilege('public', p.oid, 'EXECUTE'), has_function_privilege('wijk_app', p.oid, 'EXECUTE')
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""


@pytest.fixture
def owner(database):
    """A connection as the owner role; what it does is undone."""
    with psycopg.connect(plain(database.owner_url)) as connection:
        yield connection
        connection.rollback()


def test_every_table_of_a_gemeente_is_guarded(owner) -> None:
    assert owner.execute(CATALOGUE).fetchall() == KNOWN


def test_only_the_directory_and_the_migrations_belong_to_no_gemeente(owner) -> None:
    assert owner.execute(TABLES_OF_NOBODY).fetchall() == [("alembic_version",), ("gemeente",)]


def test_no_view_looks_past_the_guard(owner) -> None:
    assert owner.execute(LOOSE_VIEWS).fetchall() == []


def test_the_application_has_the_grants_it_needs_and_no_other(owner) -> None:
    rows = ["DELETE", "INSERT", "SELECT", "UPDATE"]
    found = dict(owner.execute(GRANTS).fetchall())
    guarded = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relrowsecurity ORDER BY 1"
    tables = {name: rows for (name,) in owner.execute(guarded)}
    assert found == {**tables, "gemeente": ["SELECT"]}


def test_a_workspace_may_change_the_settings_of_its_own_gemeente_and_nothing_else_in_the_directory(owner) -> None:
    own = "(id = current_gemeente())"
    policies = owner.execute(POLICIES_OF_THE_DIRECTORY).fetchall()
    assert policies == [("directory", "r", "true", None), ("own_settings", "w", own, own)]
    (settable,) = owner.execute(SETTABLE).fetchone()
    assert settable == [
        *("accent", "contact_email", "findable", "invitation_days", "keep_answers_days", "keep_invitations_days"),
        *("languages", "name", "smallest_group", "term"),
    ]


def test_three_lookups_run_with_the_rights_of_their_owner_and_see_only_these_tables(owner) -> None:
    path = ["search_path=pg_catalog, pg_temp"]
    found = sorted(owner.execute(DOORS_PAST_THE_POLICY).fetchall())
    names = ("find_peers", "gemeenten_with_work", "resolve_door")
    assert found == [(name, "wijk_owner", path, False, True) for name in names]
    work = [(table, "work_lookup") for table in ("export_job", "mail", "session_summary")]
    assert owner.execute(LOOKUPS_OF_THE_OWNER).fetchall() == sorted(
        [("join_door", "door_lookup"), *work, ("peer_offer", "peer_lookup")]
    )


GOOD = "gemeente_id uuid NOT NULL DEFAULT current_gemeente(), id uuid, PRIMARY KEY (gemeente_id, id)"
ON = "ALTER TABLE planted ENABLE ROW LEVEL SECURITY; ALTER TABLE planted FORCE ROW LEVEL SECURITY;"
POLICY = (
    "CREATE POLICY own_gemeente ON planted"
    " USING (gemeente_id = current_gemeente()) WITH CHECK (gemeente_id = current_gemeente());"
)


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        (f"CREATE TABLE planted ({GOOD}); {POLICY}", "row level security not forced"),
        (f"CREATE TABLE planted ({GOOD}); ALTER TABLE planted ENABLE ROW LEVEL SECURITY; {POLICY}", "not forced"),
        (f"CREATE TABLE planted ({GOOD}); {ON}", "not exactly the one policy"),
        (f"CREATE TABLE planted ({GOOD}); {ON} {POLICY} CREATE POLICY more ON planted USING (true);", "one policy"),
        (f"CREATE TABLE planted ({GOOD}, name text UNIQUE); {ON} {POLICY}", "unique key does not start with"),
        (f"CREATE TABLE planted (gemeente_id uuid, id uuid); {ON} {POLICY}", "gemeente_id may be null"),
        (
            f"CREATE TABLE planted ({GOOD}, w uuid, FOREIGN KEY (w, gemeente_id) REFERENCES wijk (id, gemeente_id));"
            f"{ON} {POLICY}",
            "foreign key leaves gemeente_id out",
        ),
        (
            f"CREATE TABLE planted ({GOOD}, w uuid); {ON} {POLICY}"
            " ALTER TABLE planted ADD FOREIGN KEY (gemeente_id, w) REFERENCES wijk NOT VALID",
            "never validated",
        ),
    ],
)
def test_a_table_that_breaks_a_rule_is_found(owner, planted: str, rule: str) -> None:
    owner.execute("ALTER TABLE wijk ADD UNIQUE (id, gemeente_id)" if "REFERENCES wijk (id" in planted else "SELECT 1")
    for statement in filter(None, planted.split("; ")):
        owner.execute(statement)
    found = [what for table, what in owner.execute(CATALOGUE) if table == "planted"]
    assert any(rule in what for what in found), found


@pytest.mark.parametrize("kind", ["VIEW", "MATERIALIZED VIEW"])
def test_a_view_that_looks_past_the_guard_is_found(owner, kind: str) -> None:
    owner.execute(f"CREATE {kind} planted AS SELECT id FROM gemeente")
    assert owner.execute(LOOSE_VIEWS).fetchall() == [("planted",)]
