"""`fingerpost search-keys`: make the application's two keys of a Meilisearch server, once."""

import os
import sys
from typing import Annotated

import typer

from commands.output import fail, print_json, say
from commands.parts import open_parts
from search.index import SearchUnavailable
from search.meilisearch.keys import make_keys

NAME = "search-keys"
MASTER = "MEILI_MASTER_KEY"


def run(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Make the two keys with the master key, which is read from MEILI_MASTER_KEY or from standard
    input and kept nowhere: one that searches, one that writes.
    """
    settings = open_parts().settings
    if settings.search_url is None:
        fail("FINGERPOST_SEARCH_URL is not set; it names the Meilisearch server", code=2)
    master = os.environ.get(MASTER, "") or _from_standard_input()
    try:
        keys = make_keys(settings.search_url, master, settings.search_prefix)
    except SearchUnavailable as fault:
        fail(str(fault))
    told = {"FINGERPOST_SEARCH_KEY": keys.search, "FINGERPOST_SEARCH_WRITER_KEY": keys.writer}
    if as_json:
        print_json(told)
    else:
        for name, key in told.items():
            say(f"{name}={key}")


def _from_standard_input() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Master key", hide_input=True, err=True))
    master = sys.stdin.readline().strip()
    if not master:
        fail(f"no master key: set {MASTER}, or give it on standard input", code=2)
    return master
