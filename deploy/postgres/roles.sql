-- The three roles of Wijkplatform, to be run by a superuser on PostgreSQL 15 or newer:
--   psql -v ON_ERROR_STOP=1 -f roles.sql
-- Running it again does no harm. It sets no passwords: use \password wijk_owner, and so on.
--
-- wijk_owner     owns the tables and runs the migrations; row level security is forced on it too.
-- wijk_app       serves pages, sockets and the worker; owns nothing, is a member of nothing.
-- wijk_platform  backup, restore drill, validation and backfills; looks past row level security. Nobody signs in as it on the web.

DO $$
DECLARE
  wanted text;
BEGIN
  -- Roles are of the whole server: two set-ups at the same time must not trip over each other.
  PERFORM pg_advisory_xact_lock(hashtext('wijkplatform roles'));
  FOREACH wanted IN ARRAY ARRAY['wijk_owner', 'wijk_app', 'wijk_platform'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
  ALTER ROLE wijk_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
  ALTER ROLE wijk_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
  ALTER ROLE wijk_platform LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
  GRANT wijk_owner TO wijk_platform;
END $$;
