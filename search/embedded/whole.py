"""How well a listing answers a question as a whole, as clauses: one reason for all its words."""

from collections.abc import Iterator, Sequence

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import all_of, best_of, one_of, shared, term, worth
from search.embedded.kinds import kinds_named, needs_named
from search.embedded.weighing import other_words
from search.runs import Run, instead_of_all, longest_runs, spellings
from search.worths import ALONE, TOGETHER


def whole(asked: Sequence[Asked], shares: Sequence[float]) -> list[Clause]:
    """Rows that answer several words, or all, for one reason."""
    reasons = list(_in_one_part(asked)) if len(asked) > 1 else []
    runs = longest_runs(asked, shares, _meaning)
    meant = [shared(best_of(means), share) for means, share in runs]
    if meant:
        reasons.append(one_of(meant))
    return [best_of(reasons)] if reasons else []


def _in_one_part(asked: Sequence[Asked]) -> Iterator[Clause]:
    each = [one.stems() for one in asked]
    for part, weight in (ALONE if kinds_named(spellings(asked)) else TOGETHER).items():
        found = [one_of([term(part, stemmed) for stemmed in stems]) for stems in each]
        yield worth(all_of(found), weight)


def _meaning(run: Run) -> list[Clause]:
    read = spellings(run)
    return [*kinds_named(read), *needs_named(read), *other_words(instead_of_all(run)).kinds]
