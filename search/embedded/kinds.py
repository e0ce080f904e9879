"""Which listings are what words name, as clauses: of a kind of help, or for a need."""

from collections.abc import Iterable, Iterator

from tantivy import Query as Clause

from search.embedded.clauses import one_of, term, worth
from search.embedded.vocabulary import Vocabulary
from search.runs import Meant


def holding(vocabulary: Vocabulary, meant: Iterable[Meant]) -> Iterator[Clause]:
    """Listings of each of these kinds and needs that some listing has, with what that is worth."""
    for one in meant:
        if slugs := vocabulary.standing(one.field, one.slugs):
            yield worth(one_of([term(one.field, slug) for slug in slugs]), one.worth)
