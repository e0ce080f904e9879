"""Words of the embedded index: how often they stand in it, what completes them, what is near."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from search.embedded.memory import kept
from search.embedded.schema import ALL, WORDS
from search.embedded.typos import spelled_nearly
from search.forgiving import MOST_COMPLETIONS
from search.language import Phrase


class Vocabulary:
    """What one state of the index says of words; `search.forgiving` says what is asked.

    What it said of words of letters alone is kept, as the same few are asked for again and again.
    """

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._frequency = kept(partial(_frequency, searcher))
        self.completions = kept(partial(_completions, searcher))
        """The commonest words that begin so, with their frequency."""
        self.spelled_nearly = kept(partial(spelled_nearly, searcher))
        """The likeliest words that a misspelt one was meant for, the commonest first."""

    @property
    def listings(self) -> int:
        """How many rows there are, which is how many listings but for a few notes."""
        return int(self._searcher.num_docs)

    def frequency(self, stemmed: str) -> int:
        """In how many listings a stem stands, in whatever part."""
        return self._frequency((ALL, stemmed))

    def standing(self, field: str, some: Iterable[str]) -> list[str]:
        """Those that some listing has in a field.

        The others find nothing, and a clause that is left out takes the engine no time.
        """
        return [one for one in some if self._frequency((field, one))]

    def phrases_in(self, part: str, phrases: Iterable[Phrase]) -> list[Phrase]:
        """Phrases of which listings have every word in a part, be it not all in one listing."""
        return [phrase for phrase in phrases if all(self._frequency((part, s)) for s in phrase)]


def _frequency(searcher: Any, said: tuple[str, str]) -> int:
    field, value = said
    return int(searcher.doc_freq(field, value))


def _completions(searcher: Any, word: str) -> Sequence[tuple[str, int]]:
    found: Sequence[tuple[str, int]] = searcher.terms_with_prefix(
        WORDS, word, limit=MOST_COMPLETIONS
    )
    return found
