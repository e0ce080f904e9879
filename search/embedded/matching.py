"""Which listings answer a word at all, told apart from how well: few postings to look at."""

from collections.abc import Iterator

from tantivy import Occur
from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import begun_by
from search.embedded.schema import ALL, SCHEMA
from search.language import Phrase
from search.parts import PARTS


def answering(one: Asked) -> Clause:
    """Rows that answer one word in whatever part, none better than another."""
    single = [phrase[0] for phrase in one.word.instead if len(phrase) == 1]
    several = [phrase for phrase in one.word.instead if len(phrase) > 1]
    found = [
        *(_term(ALL, stemmed) for stemmed in dict.fromkeys((*one.stems(), *single))),
        *(clause for phrase in several for clause in _in_one_part(phrase)),
        *map(begun_by, one.beginnings),
    ]
    some = [(Occur.Should, clause) for clause in found]
    return Clause.const_score_query(Clause.boolean_query(some) if some[1:] else found[0], 0.0)


def _in_one_part(phrase: Phrase) -> Iterator[Clause]:
    for part in PARTS:
        yield Clause.boolean_query([(Occur.Must, _term(part, stemmed)) for stemmed in phrase])


def _term(field: str, value: str) -> Clause:
    return Clause.term_query(SCHEMA, field, value, "basic")
