"""Who answers one word, in one segment."""

from typing import NamedTuple

from search.language import Phrase
from search.whole.arrays import Codes, Entries, Small


class Looked(NamedTuple):
    """What a word is looked for by in a segment: its own stem, those of words that it is read as,
    phrases that would do instead, and words of which any continuation does.

    `own` is empty where no listing says the word.
    """

    own: str
    others: tuple[str, ...]
    instead: tuple[Phrase, ...]
    beginnings: tuple[str, ...]


class Answers(NamedTuple):
    """In `codes` are those of `evidence` that there are, the first of them 0, in `numbers` which of
    them each of `places` has; without places, each of all."""

    places: Entries | None
    numbers: Small
    codes: Codes
