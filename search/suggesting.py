"""Completions of a few letters: needs and kinds of help first, then names of services."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from schema.vocabulary import CATEGORIES, NEEDS, Term
from search.answers import Suggestion, SuggestionKind
from search.tokens import folded

FEWEST_LETTERS, MOST_LETTERS, MOST_SUGGESTIONS = 2, 100, 20
_MOST_TERMS = 4

Services = Callable[[str, int], Iterable[tuple[str, str]]]
"""Given folded letters and how many are wanted, the ids and names of services that begin so, and
then of those of which a later word does; more than are wanted do no harm."""


def suggestions(letters: str, limit: int, services: Services) -> list[Suggestion]:
    """At most `limit` completions, each text once; none below two letters or digits."""
    begun = _begun(letters)
    if begun is None or limit < 1:
        return []
    limit = min(limit, MOST_SUGGESTIONS)
    found = {(one.kind, one.id): one for one in _terms_begun(begun)}
    for listing_id, name in services(begun, limit):
        found.setdefault(("service", folded(name)), Suggestion("service", name, listing_id))
    return list(found.values())[:limit]


def _begun(letters: str) -> str | None:
    """Letters as they are looked for; None where they are too few to complete."""
    begun = folded(letters[:MOST_LETTERS].encode("utf-8", "ignore").decode()).strip()
    return begun if sum(map(str.isalnum, begun)) >= FEWEST_LETTERS else None


def _terms_begun(begun: str) -> Iterator[Suggestion]:
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
