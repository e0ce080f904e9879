"""Words of the embedded index: how often they stand in it, what completes them, what is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.embedded.schema import WORDS
from search.embedded.typos import spelled_nearly, stem_frequency
from search.forgiving import MOST_COMPLETIONS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one state of the index says of words; `search.forgiving` says what is asked."""

    searcher: Any

    @property
    def listings(self) -> int:
        """How many rows there are, which is how many listings but for a few notes."""
        return int(self.searcher.num_docs)

    def frequency(self, stemmed: str) -> int:
        """In how many listings a stem stands, in whatever part."""
        return stem_frequency(self.searcher, stemmed)

    def completions(self, word: str) -> Sequence[tuple[str, int]]:
        """The commonest words that begin so, with their frequency."""
        found: Sequence[tuple[str, int]] = self.searcher.terms_with_prefix(
            WORDS, word, limit=MOST_COMPLETIONS
        )
        return found

    def spelled_nearly(self, word: str) -> tuple[str, ...]:
        """The likeliest words that a misspelt one was meant for, the commonest first."""
        return spelled_nearly(self.searcher, word)
