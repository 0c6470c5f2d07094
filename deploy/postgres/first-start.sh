#!/bin/sh
# For the official image of PostgreSQL: after roles.sql, at the first start only, give the roles their passwords and make
# the database. Elsewhere an administrator does this by hand (see RUNBOOK.md).
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v owner="$WIJK_OWNER_PASSWORD" -v app="$WIJK_APP_PASSWORD" -v platform="$WIJK_PLATFORM_PASSWORD" <<'SQL'
ALTER ROLE wijk_owner PASSWORD :'owner';
ALTER ROLE wijk_app PASSWORD :'app';
ALTER ROLE wijk_platform PASSWORD :'platform';
CREATE DATABASE wijkplatform OWNER wijk_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
SQL
