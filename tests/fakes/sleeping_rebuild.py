"""A process that rebuilds an index and comes to a standstill, in which a test stops and wakes it.

Its one argument is JSON: `folder` for its signs; `where` it stands still, "filling" or "swapping";
and either `index`, a folder, or `server` and `database`. It ends with FENCED where nothing of it
counts.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from runtime.locks import DatabaseLock
from search.documents import SearchDocument
from search.embedded import EmbeddedIndex
from search.embedded.folder import Folder
from search.index import SearchIndex
from search.meilisearch import MeilisearchIndex, Server, parts
from search.meilisearch.rebuilding import Rebuild
from search.unavailable import SearchUnavailable
from tests.fixtures.search import document, id_of

FENCED = 75
POSITION = 2
LISTINGS = 20
LOCK = "an index under test"


class Standstill:
    """Says that it stands still, and goes on once it is told to."""

    def __init__(self, folder: Path) -> None:
        self._here, self._go_on = folder / "stands-still", folder / "go-on"

    def stand(self) -> None:
        self._here.touch()
        while not self._go_on.exists():
            time.sleep(0.01)


def listings() -> list[SearchDocument]:
    """What was published when the rebuild was begun."""
    return [document(f"Choir number{n}", id=id_of(n)) for n in range(1, LISTINGS + 1)]


def main(said: dict[str, Any]) -> int:
    still = Standstill(Path(said["folder"]))
    index = _index(said)
    if said["where"] == "swapping":
        _stand_before_the_swap(still)
    try:
        index.rebuild(_documents(still if said["where"] == "filling" else None), POSITION)
    except SearchUnavailable:
        return FENCED
    return 0


def _index(said: dict[str, Any]) -> SearchIndex:
    if "index" in said:
        return EmbeddedIndex(Path(said["index"]))
    parts._PART_BYTES = 1
    lock = DatabaseLock(create_engine(said["database"]), LOCK)
    return MeilisearchIndex(Server(**said["server"]), lock)


def _documents(still: Standstill | None) -> Iterator[SearchDocument]:
    for number, one in enumerate(listings()):
        if still and number == LISTINGS // 2:
            still.stand()
        yield one


def _stand_before_the_swap(still: Standstill) -> None:
    """Between the last part and the last look at the lock."""
    swap, make_current = Rebuild.swap, Folder.make_current

    def late_swap(self: Rebuild, *said: Any) -> None:
        still.stand()
        swap(self, *said)

    def late_current(self: Folder, *said: Any) -> None:
        still.stand()
        make_current(self, *said)

    Rebuild.swap, Folder.make_current = late_swap, late_current  # type: ignore[method-assign]


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
