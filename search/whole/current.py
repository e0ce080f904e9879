"""The whole that is held, and of which state of an index it is."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from search.remembering import Pages
from search.whole.state import Whole

N = TypeVar("N", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Current(Generic[N]):
    """The whole of one state, what the index says of itself in it, and the pages without any place
    that were found in it."""

    whole: Whole
    note: N
    pages: Pages = field(default_factory=Pages)
