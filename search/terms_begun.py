"""Needs and kinds of help that begin with some letters; the same for every engine."""

from collections.abc import Iterator, Mapping

from schema.vocabulary import CATEGORIES, NEEDS, Term
from search.index import Suggestion, SuggestionKind
from search.tokens import folded

FEWEST_LETTERS, MOST_LETTERS, MOST_SUGGESTIONS = 2, 100, 20
_MOST_TERMS = 4


def letters_begun(letters: str) -> str | None:
    """Letters as they are looked for; None where they are too few to complete."""
    begun = folded(letters[:MOST_LETTERS].encode("utf-8", "ignore").decode()).strip()
    return begun if sum(map(str.isalnum, begun)) >= FEWEST_LETTERS else None


def terms_begun(begun: str) -> Iterator[Suggestion]:
    """Needs first, then kinds of help, four of each at most."""
    yield from list(_terms(begun, "need", NEEDS))[:_MOST_TERMS]
    yield from list(_terms(begun, "category", CATEGORIES))[:_MOST_TERMS]


def _terms(begun: str, kind: SuggestionKind, terms: Mapping[str, Term]) -> Iterator[Suggestion]:
    """Terms whose name begins so, then those of which a later word or a synonym does."""
    named = [term for term in terms.values() if folded(term.name).startswith(begun)]
    meant = [term for term in terms.values() if _says(term, begun)]
    for term in dict.fromkeys((*named, *meant)):
        yield Suggestion(kind, term.name, term.slug)


def _says(term: Term, begun: str) -> bool:
    return f" {begun}" in f" {folded(term.name)}" or any(
        folded(word).startswith(begun) for word in term.words
    )
