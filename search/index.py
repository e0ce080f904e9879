"""What a search engine can do: the one thing that every engine has to fulfil."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from search.answers import Page, Suggestion
from search.documents import SearchDocument
from search.query import Query


@dataclass(frozen=True, slots=True)
class Health:
    """How many listings can be found, and up to which change number."""

    listings: int
    position: int


Expecting = Callable[[Collection[str]], object]
"""Told ids of listings that an answer will hold, while it is still being made."""


def nobody(_ids: Collection[str]) -> None:
    """Where nobody wants to know beforehand what an answer will hold."""


class SearchIndex(Protocol):
    """A projection of the published listings that can be searched; safe to call from threads.

    Every method raises SearchUnavailable, or one of its kinds, when the engine cannot do it.
    """

    @property
    def is_at_hand(self) -> bool:
        """Whether a search is answered by this process itself just now, and waits for nobody."""
        return False

    def one_answer(self) -> AbstractContextManager[Callable[[], bool]]:
        """Around all questions of one answer, which are asked in one thread.

        Gives what tells whether something else than the index has answered any of them so far.
        """
        return nullcontext(lambda: False)

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        ...

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        """The answers to several questions, in their order, as `search` gives each.

        For questions that are asked together: an engine may ask them at once, and share what they
        have in common. An engine that answers from its own memory may tell `expecting`, in the
        thread that asks, what it has found before it is ready.
        """
        return [self.search(query) for query in queries]

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        ...

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Replaces everything at once, by documents of which no two have the same id; searches go
        on in the old index until then."""
        ...

    def rebuilt_through(self, position: int) -> str:
        """The last id that a rebuild wrote which was broken off and could be gone on with at a
        position; empty when there is none, as in an engine that writes a rebuild as one whole.

        `rebuild` then goes on after it, where documents come in the order of ids, and the index is
        afterwards at the position at which that rebuild was begun.
        """
        return ""

    def forget_rebuild(self) -> None:
        """Throws away what a rebuild that was broken off has left; the next begins anew."""
        return

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new."""
        ...

    def begin(self) -> None:
        """Begins to read beside what searches of this process are answered from, if it holds
        anything; who does not call it has that begun by the first search."""
        return

    def health(self) -> Health:
        """How the index stands now."""
        ...

    def release(self) -> None:
        """Lets other processes write; the next write of this one asks for the lock again."""
        ...

    def close(self) -> None:
        """Lets go of files, locks and connections."""
        ...
