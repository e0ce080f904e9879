"""Pages that were found without any place, remembered for one state of the index."""

from collections.abc import Callable

from search.answers import Page
from search.meilisearch.asker import Asker
from search.query import Query
from search.remembering import lasting

Find = Callable[[Asker, Query], Page]


def remembered(asker: Asker, query: Query, find: Find) -> Page:
    """The page that was found before in this state of the index, or is found now."""
    asked, pages = lasting(query), asker.known.pages
    if asked is None:
        return find(asker, query)
    page = pages.get(asked)
    if page is not None:
        asker.ask([])
        return page
    page = find(asker, query)
    if asker.steady:
        pages.keep(asked, page)
    return page
