"""What words mean in our vocabulary: the kind of help, or the need, that they name."""

from collections.abc import Callable, Mapping, Sequence

from schema.vocabulary import CATEGORIES, NEEDS, Term
from search.tokens import stem, words

Stems = tuple[str, ...]


def _names(term: Term) -> tuple[str, ...]:
    return (term.slug.replace("-", " "), term.name)


def _words(term: Term) -> tuple[str, ...]:
    return term.words


class Meanings:
    """The phrases of a list of terms, ready to be looked up."""

    def __init__(
        self,
        terms: Mapping[str, Term],
        phrases: Callable[[Term], tuple[str, ...]],
        fewest_stemmed: int,
    ) -> None:
        """Phrases of at least `fewest_stemmed` words are known by their stems too.

        Stems that may mean two terms mean neither.
        """
        said = [(slug, words(p)) for slug, term in terms.items() for p in phrases(term)]
        found: dict[Stems, set[str]] = {}
        for slug, phrase in said:
            found.setdefault(tuple(map(stem, phrase)), set()).add(slug)
        self._said = {" ".join(phrase): slug for slug, phrase in said}
        self._stems = {stems: slugs.pop() for stems, slugs in found.items() if len(slugs) == 1}
        self._fewest = fewest_stemmed

    def of_words(self, said: Sequence[str]) -> str | None:
        """The term that folded words name."""
        phrase = " ".join(said)
        for spelling in (phrase, phrase.removesuffix("s")):
            if spelling in self._said:
                return self._said[spelling]
        stems = tuple(map(stem, phrase.split()))
        return self._stems.get(stems) if len(stems) >= self._fewest else None

    def of_stems(self, stems: Stems) -> str | None:
        """The term that a phrase of stems names."""
        return self._stems.get(stems)


KIND_BY_NAME = Meanings(CATEGORIES, _names, fewest_stemmed=1)
KIND_BY_WORD = Meanings(CATEGORIES, _words, fewest_stemmed=2)
"""Kinds of help; whoever wants to talk does not ask for talks."""

NEED_BY_NAME = Meanings(NEEDS, _names, fewest_stemmed=1)
NEED_BY_WORD = Meanings(NEEDS, _words, fewest_stemmed=1)
