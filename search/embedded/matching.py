"""Which listings answer a word at all, told apart from how well: few postings to look at."""

from collections.abc import Iterator

from tantivy import Occur
from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import begun_by, shortest
from search.embedded.schema import ALL, SCHEMA
from search.language import Phrase
from search.parts import PARTS


def answering(one: Asked) -> Clause:
    """Rows that answer one word in whatever part, none better than another."""
    sought = shortest([*((stemmed,) for stemmed in one.stems()), *one.word.instead])
    found = [
        *(_term(ALL, phrase[0]) for phrase in dict.fromkeys(sought) if len(phrase) == 1),
        *(clause for phrase in sought if len(phrase) > 1 for clause in _in_one_part(phrase)),
        *map(begun_by, one.beginnings),
    ]
    some = [(Occur.Should, clause) for clause in found]
    return Clause.const_score_query(Clause.boolean_query(some) if some[1:] else found[0], 0.0)


def _in_one_part(phrase: Phrase) -> Iterator[Clause]:
    for part in PARTS:
        yield Clause.boolean_query([(Occur.Must, _term(part, stemmed)) for stemmed in phrase])


def _term(field: str, value: str) -> Clause:
    return Clause.term_query(SCHEMA, field, value, "basic")
