#!/bin/sh
# PostGIS' image runs this once, when it makes a new database: the three roles, each with its password.
set -eu
psql() { command psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" "$@"; }
psql --file=/fingerpost/roles.sql
for role in migrating harvesting serving; do
  role=$role psql --set=name="fingerpost_$role" <<'END'
\set password `cat "/run/secrets/postgres_${role}_password"`
ALTER ROLE :"name" PASSWORD :'password';
END
done
