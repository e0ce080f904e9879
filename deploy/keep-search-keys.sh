#!/bin/sh
# Writes the two keys that `fingerpost search-keys` tells into their files. Run it as root.
set -eu
cd "$(dirname "$0")/secrets"
while IFS='=' read -r name key; do
  case $name in
    FINGERPOST_SEARCH_KEY) printf %s "$key" > fingerpost_search_key ;;
    FINGERPOST_SEARCH_WRITER_KEY) printf %s "$key" > fingerpost_search_writer_key ;;
    *) echo "not a line of search-keys: $name" >&2; exit 1 ;;
  esac
done
