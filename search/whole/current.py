"""The whole that is held, and of which state of an index it is."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from search.remembering import Pages
from search.whole.kept import Kept
from search.whole.state import Whole
from search.whole.worded import Ways

N = TypeVar("N", bound=Hashable)
_MOST_PHRASES = 64
"""Some ten kilobytes each, more where listings name many different categories together."""


@dataclass(frozen=True, slots=True)
class Current(Generic[N]):
    """The whole of one state, what the index says of itself in it, the pages without any place
    that were found in it, and the ways of looking for words that were asked for lately."""

    whole: Whole
    note: N
    pages: Pages = field(default_factory=Pages)
    ways: Kept[str, Ways] = field(default_factory=lambda: Kept(_MOST_PHRASES))
