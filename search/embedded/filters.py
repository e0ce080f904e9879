"""A question's filters as clauses of the embedded index; what is not said is never a yes."""

from collections.abc import Sequence

from tantivy import FieldType, Occur
from tantivy import Query as Clause

from places.geometry import Box
from search.embedded.cells import covering
from search.embedded.schema import CELLS, EXTRA, FLAGS, LISTING, SCHEMA
from search.filtering import Range, flags_wanted, ranges_wanted, values_wanted
from search.flags import PLACED
from search.query import Query


def one_of(field: str, values: Sequence[str]) -> Clause:
    """Rows that have one of these values, none better than another."""
    terms = [Clause.term_query(SCHEMA, field, value, "basic") for value in values]
    one = terms[0] if len(terms) == 1 else Clause.boolean_query([(Occur.Should, t) for t in terms])
    return Clause.const_score_query(one, 0.0)


def wanted(query: Query) -> list[Clause]:
    """What every hit must fulfil, apart from words and circle."""
    said = [one_of(field, values) for field, values in values_wanted(query)]
    flags = [one_of(FLAGS, group) for group in flags_wanted(query)]
    return [*said, *flags, *map(between, ranges_wanted(query))]


def between(asked: Range) -> Clause:
    """Rows whose number lies in a range, none better than another."""
    found = Clause.range_query(SCHEMA, asked.field, FieldType.Integer, asked.lowest, asked.highest)
    return Clause.const_score_query(found, 0.0)


def around(area: Box) -> Clause:
    """Rows that have a place, all those in the box among them."""
    squares = covering(area)
    return one_of(CELLS, squares) if squares else one_of(FLAGS, [PLACED])


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Rows of any place that fulfil every clause."""
    return Clause.boolean_query([(Occur.Must, clause) for clause in clauses])


def listings(clauses: Sequence[Clause]) -> Clause:
    """First rows alone that fulfil every clause, so that each listing counts once."""
    if not clauses:
        return one_of(FLAGS, [LISTING])
    others = Clause.term_query(SCHEMA, FLAGS, EXTRA, "basic")
    must = [(Occur.Must, clause) for clause in clauses]
    return Clause.boolean_query([*must, (Occur.MustNot, others)])
