#!/bin/sh
# Makes what deploy/secrets lacks; each file can be read by the one user whose containers need it.
# Run it as root. What is there stays as it is; both keys of Meilisearch are left empty.
set -eu
umask 077
cd "$(dirname "$0")/secrets"

drawn() {
  [ -s "$1" ] || openssl rand -hex 32 | tr -d '\n' > "$1"
}

drawn meilisearch_master_key
drawn postgres_password
for role in migrating harvesting serving; do
  drawn "postgres_${role}_password"
  printf 'postgresql+psycopg://fingerpost_%s:%s@postgis/fingerpost' \
    "$role" "$(cat "postgres_${role}_password")" > "fingerpost_${role}_url"
done
touch fingerpost_search_key fingerpost_search_writer_key

chmod 600 postgres_* meilisearch_* fingerpost_*
chown 10001 fingerpost_*
chown 999 postgres_*
chown 10002 meilisearch_*
