"""What people call the sources, by id."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, cast

from journeys.stored import Documents
from web.asking.filters import Words


def source_titles(documents: Documents) -> Words:
    """The titles, read once for each publication: telling how each source fares takes longer."""
    return _titles(cast(Hashable, documents), documents.generation())


@lru_cache(maxsize=8)
def _titles(documents: Any, _generation: int) -> Words:
    return {one.facts.id: one.facts.title for one in documents.sources()}
