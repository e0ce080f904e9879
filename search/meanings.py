"""What words mean in our vocabulary: the kind of help, or the need, that they name."""

from collections.abc import Iterator, Mapping, Sequence

from schema.vocabulary import CATEGORIES, NEEDS, Term
from search.tokens import stem, words

Stems = tuple[str, ...]


def _phrases(terms: Mapping[str, Term]) -> Iterator[tuple[str, list[str]]]:
    for slug, term in terms.items():
        for phrase in (slug, term.name, *term.words):
            yield slug, words(phrase.replace("-", " "))


def _as_said(terms: Mapping[str, Term]) -> dict[str, str]:
    return {" ".join(said): slug for slug, said in _phrases(terms)}


def _stemmed(terms: Mapping[str, Term]) -> dict[Stems, str]:
    """By stems, in their order; stems that may mean two terms mean neither."""
    found: dict[Stems, set[str]] = {}
    for slug, said in _phrases(terms):
        found.setdefault(tuple(map(stem, said)), set()).add(slug)
    return {stems: slugs.pop() for stems, slugs in found.items() if len(slugs) == 1}


class Meanings:
    """The phrases of one list of terms, ready to be looked up."""

    def __init__(self, terms: Mapping[str, Term], *, fewest_stemmed: int) -> None:
        """Phrases of at least `fewest_stemmed` words are known by their stems too."""
        self._said, self._stems, self._fewest = _as_said(terms), _stemmed(terms), fewest_stemmed

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


CATEGORY = Meanings(CATEGORIES, fewest_stemmed=2)
"""Kinds of help; whoever wants to talk does not ask for talks."""

NEED = Meanings(NEEDS, fewest_stemmed=1)
