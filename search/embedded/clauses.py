"""Clauses of the embedded index in few words."""

from collections.abc import Sequence

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.schema import SCHEMA, WORDS
from search.language import Phrase
from search.worths import ALSO


def term(field: str, value: str) -> Clause:
    """Rows that have this value in the field."""
    return Clause.term_query(SCHEMA, field, value, "basic")


def begun_by(letters: str) -> Clause:
    """Rows that have a word which begins so.

    A word with no slip in it whose end is open: the engine keeps 90 bytes of that, where a regular
    expression is built anew each time and holds 135 KB for as long as it is kept.
    """
    return Clause.fuzzy_term_query(SCHEMA, WORDS, letters, distance=0, prefix=True)


def phrase_in(part: str, phrase: Phrase) -> Clause:
    """Rows that have all words of the phrase in one part, wherever they stand in it."""
    return all_of([term(part, stemmed) for stemmed in phrase])


def shortest(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that find what all of them find: who has but one word of ours has it anyway."""
    said = [frozenset(phrase) for phrase in phrases]
    return [p for p, own in zip(phrases, said, strict=True) if not any(o < own for o in said)]


def one_of(clauses: Sequence[Clause]) -> Clause:
    """Rows that fulfil any of the clauses, their scores together; none where there is no clause."""
    return _joined(Occur.Should, clauses) if clauses else Clause.empty_query()


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Rows that fulfil every clause, their scores together."""
    return _joined(Occur.Must, clauses)


def best_of(clauses: Sequence[Clause]) -> Clause:
    """Rows that fulfil any of the clauses, the best score and little of the others.

    None where there is no clause.
    """
    if not clauses:
        return Clause.empty_query()
    if len(clauses) == 1:
        return clauses[0]
    return Clause.disjunction_max_query(list(clauses), tie_breaker=ALSO)


def worth(clause: Clause, score: float) -> Clause:
    """The same rows, each with this score."""
    return Clause.const_score_query(clause, score)


def shared(clause: Clause, share: float) -> Clause:
    """The same rows with a share of their score."""
    return clause if share == 1.0 else Clause.boost_query(clause, share)


def _joined(occur: Occur, clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return Clause.boolean_query([(occur, clause) for clause in clauses])
