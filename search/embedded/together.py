"""How well a listing answers a question as a whole, as clauses: one reason for all its words."""

from collections.abc import Iterator, Sequence
from functools import partial

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import all_of, best_of, one_of, shared, term, worth
from search.embedded.kinds import holding
from search.embedded.vocabulary import Vocabulary
from search.runs import kinds_named, longest_runs, spellings
from search.worths import ALONE, TOGETHER


def whole(vocabulary: Vocabulary, asked: Sequence[Asked], shares: Sequence[float]) -> list[Clause]:
    """Rows that answer several words, or all, for one reason."""
    reasons = list(_in_one_part(vocabulary, asked)) if len(asked) > 1 else []
    runs = longest_runs(asked, shares)
    told = ((list(holding(vocabulary, meant)), share) for meant, share in runs)
    named = [shared(best_of(means), share) for means, share in told if means]
    if named:
        reasons.append(one_of(named))
    return [best_of(reasons)] if reasons else []


def _in_one_part(vocabulary: Vocabulary, asked: Sequence[Asked]) -> Iterator[Clause]:
    each = [one.stems() for one in asked]
    for part, weight in (ALONE if kinds_named(spellings(asked)) else TOGETHER).items():
        found = list(map(partial(vocabulary.standing, part), each))
        if all(found):
            together = [one_of([term(part, stemmed) for stemmed in stems]) for stems in found]
            yield worth(all_of(together), weight)
