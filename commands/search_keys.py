"""`fingerpost search-keys`: the application's two keys of a Meilisearch server."""

import os
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from commands.engine import searcher_key, writer_key
from commands.output import fail, print_json, say, warn
from commands.parts import open_parts
from runtime.settings import Settings
from search.meilisearch.keys import make_keys
from search.unavailable import SearchUnavailable

MASTER = "MEILI_MASTER_KEY"
SEARCHES, WRITES = "FINGERPOST_SEARCH_KEY", "FINGERPOST_SEARCH_WRITER_KEY"


def run(
    new: Annotated[
        bool, typer.Option("--new", help="make others; the old ones open nothing any more")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Tell the two keys, one that searches and one that writes, and make them where the server has
    none. The master key is read from MEILI_MASTER_KEY or from standard input and kept nowhere.
    """
    settings = open_parts().settings
    if settings.search_url is None:
        fail("FINGERPOST_SEARCH_URL is not set; it names the Meilisearch server", code=2)
    master = os.environ.get(MASTER, "") or _from_standard_input()
    try:
        keys = make_keys(settings.search_url, master, settings.search_prefix, anew=new)
    except SearchUnavailable as fault:
        fail(str(fault))
    told = {SEARCHES: keys.search, WRITES: keys.writer}
    if as_json:
        print_json(told)
    else:
        for name, key in told.items():
            say(f"{name}={key}")
    _compare(settings, told)


def _compare(settings: Settings, told: Mapping[str, str]) -> None:
    """Say which keys that are set are not those of this server."""
    own = {SEARCHES: searcher_key(settings), WRITES: writer_key(settings)}
    for name, key in told.items():
        if own[name] not in ("", key):
            warn(
                f"{name} is set to another key than this one: the server's folder or its master key"
                " has changed, or new keys were made. Put this one in its place, and restart what"
                " uses it"
            )


def _from_standard_input() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Master key", hide_input=True, err=True))
    master = sys.stdin.readline().strip()
    if not master:
        fail(f"no master key: set {MASTER}, or give it on standard input", code=2)
    return master
