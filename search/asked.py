"""One word of a question as an engine looks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log1p

from search.language import Word
from search.tokens import stem


@dataclass(frozen=True, slots=True)
class Asked:
    """One word as it is looked for: `stems` and the phrases of `word` do as well as the word.

    `completed` are words that begin with it, `nearly` those that it was taken for when the index
    has no such word. `beginnings` are words of which any continuation does.
    """

    word: Word
    completed: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """The word itself, then the words that it is read as."""
        return (self.word.text, *self.completed, *self.nearly)

    def stems(self) -> tuple[str, ...]:
        """Every single stem that answers the word, its own first."""
        return tuple(dict.fromkeys(map(stem, self.spellings())))


def shares(
    asked: Sequence[Asked], frequency: Callable[[str], int], listings: int
) -> tuple[float, ...]:
    """How much of the question each word is: rare words are more of it, and all are 1.

    `frequency` is in how many of all `listings` a stem stands.
    """
    if len(asked) == 1:
        return (1.0,)
    rarity = [log1p((1 + listings) / (1 + frequency(one.word.stem))) for one in asked]
    return tuple(each / sum(rarity) for each in rarity)
