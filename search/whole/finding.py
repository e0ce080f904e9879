"""Answering one question from all listings that are held."""

from search.answers import Page
from search.facts.page import page_of
from search.index import Expecting, nobody
from search.query import Query
from search.whole.looking import Looking
from search.whole.selecting import Filters
from search.whole.state import Whole
from search.whole.worded import Ways


def find(whole: Whole, query: Query, ways: Ways, expecting: Expecting = nobody) -> Page:
    """The listings that answer, by the first way of looking that finds any.

    Nothing is asked of the engine. `ways` are those of the question's words in this state.
    """
    page = Page((), 0, facets=dict.fromkeys(query.facets, ()))
    filters = Filters(whole.table.marks, query)
    for one in ways.all():
        found = Looking(whole, query, one, filters, expecting).find()
        page = page_of(query, one.way, found, one.why.of([row.finger for row in found.rows]))
        if found.total or not query.forgiving:
            break
    return page
