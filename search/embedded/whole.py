"""How well a listing answers a question as a whole, as clauses: one reason for all its words.

Worth 0.5 at most, as are the words one by one: what has half of the words in its name and half in
its need is never as good as what is the kind of help that they name.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import all_of, best_of, one_of, shared, term, worth
from search.embedded.kinds import Spellings, kinds_named, needs_named
from search.embedded.schema import NAME, ORGANIZATION, TEXT, TOPIC
from search.embedded.weighing import other_words
from search.language import Phrase

_NAME: Mapping[str, float] = {NAME: 0.5}
_TOGETHER: Mapping[str, float] = {**_NAME, TOPIC: 0.4, ORGANIZATION: 0.35, TEXT: 0.3}
_LONGEST_RUN = 4
_MOST_SPELLINGS = 12


def whole(asked: Sequence[Asked], shares: Sequence[float]) -> list[Clause]:
    """Rows that answer several words, or all, for one reason."""
    reasons = list(_in_one_part(asked)) if len(asked) > 1 else []
    meant = list(_meant(asked, shares))
    if meant:
        reasons.append(one_of(meant))
    return [best_of(reasons)] if reasons else []


def _in_one_part(asked: Sequence[Asked]) -> Iterator[Clause]:
    """All words in one part; where they name a kind of help, only a name can say it better."""
    each = [one.stems() for one in asked]
    for part, weight in (_NAME if kinds_named(_spellings(asked)) else _TOGETHER).items():
        found = [one_of([term(part, stemmed) for stemmed in stems]) for stems in each]
        yield worth(all_of(found), weight)


def _meant(asked: Sequence[Asked], shares: Sequence[float]) -> Iterator[Clause]:
    """The longest runs of words that mean something, each by its share of the question."""
    for length in range(min(len(asked), _LONGEST_RUN), 0, -1):
        for first in range(len(asked) - length + 1):
            end = first + length
            means = _meaning(asked[first:end])
            if means:
                yield shared(best_of(means), sum(shares[first:end]))
                yield from _meant(asked[:first], shares[:first])
                yield from _meant(asked[end:], shares[end:])
                return


def _meaning(run: Sequence[Asked]) -> list[Clause]:
    spellings = _spellings(run)
    like_it = other_words(_instead_of_all(run)).kind
    return [*kinds_named(spellings), *needs_named(spellings), *([like_it] if like_it else ())]


def _spellings(run: Sequence[Asked]) -> Spellings:
    return tuple(islice(product(*(one.spellings() for one in run)), _MOST_SPELLINGS))


def _instead_of_all(run: Sequence[Asked]) -> tuple[Phrase, ...]:
    """Phrases that would do instead of every word of the run."""
    if len(run) == 1:
        return run[0].word.instead
    offered = dict.fromkeys(phrase for one in run for phrase in one.word.instead)
    return tuple(
        phrase
        for phrase in offered
        if all(phrase in one.word.instead or one.word.stem in phrase for one in run)
    )
