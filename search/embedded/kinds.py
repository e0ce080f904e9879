"""Which listings are what words name, as clauses: of a kind of help, or for a need."""

from collections.abc import Iterable

from tantivy import Query as Clause

from search import runs
from search.embedded.clauses import one_of, term, worth
from search.embedded.memory import kept
from search.runs import Meant, Spellings

Clauses = tuple[Clause, ...]


@kept
def kinds_named(read: Spellings) -> Clauses:
    """Listings of the kind of help that words name, and of one like it."""
    return holding(runs.kinds_named(read))


@kept
def needs_named(read: Spellings) -> Clauses:
    """Listings for the need that words name."""
    return holding(runs.needs_named(read))


def holding(meant: Iterable[Meant]) -> Clauses:
    """Listings of each of these kinds and needs, with what that is worth."""
    return tuple(worth(one_of([term(one.field, s) for s in one.slugs]), one.worth) for one in meant)
