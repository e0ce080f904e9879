"""The whole that is held, and of which state of an index it is."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from search.remembering import Pages
from search.whole.kept import Kept
from search.whole.state import Whole
from search.whole.worded import Ways

N = TypeVar("N", bound=Hashable)
_ROOM, _OF_A_LISTING = 1_000_000, 80
"""So many bytes are spent to keep what was found by the words that were asked for lately, and so
many more for each listing."""


@dataclass(frozen=True, slots=True)
class Current(Generic[N]):
    """The whole of one state, what the index says of itself in it, the pages without any place
    that were found in it, and the ways of looking for words that were asked for lately, with what
    is found by them."""

    whole: Whole
    note: N
    pages: Pages = field(default_factory=Pages)
    ways: Kept[str, Ways] = field(init=False)

    def __post_init__(self) -> None:
        room = _ROOM + _OF_A_LISTING * self.whole.listings
        object.__setattr__(self, "ways", Kept[str, Ways](room))
