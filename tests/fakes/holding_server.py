"""`fingerpost` whose processes hold all listings, however few, and say when they ask the engine."""

import sys
from typing import Any

from commands import engine
from commands.main import app
from search.embedded import EmbeddedIndex
from search.meilisearch import MeilisearchIndex

HOLDS, ASKED = "all listings are to be held", "the engine was asked"


def _telling(method: Any) -> Any:
    def told(*given: Any) -> Any:
        print(ASKED, file=sys.stderr, flush=True)
        return method(*given)

    return told


if __name__ == "__main__":
    print(HOLDS, file=sys.stderr, flush=True)
    engine.HELD = range(10**6)
    MeilisearchIndex._asked = _telling(MeilisearchIndex._asked)  # type: ignore[method-assign]
    EmbeddedIndex._by_engine = _telling(EmbeddedIndex._by_engine)  # type: ignore[method-assign]
    app()
