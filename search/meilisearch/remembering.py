"""Pages that were found without any place, remembered for one state of the index."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from search.filtering import today
from search.index import Page, Query
from search.meilisearch.asker import Asker
from search.meilisearch.state import Asked

_MOST = 500
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)
Find = Callable[[Asker, Query], Page]


def remembered(asker: Asker, query: Query, find: Find) -> Page:
    """The page that was found before in this state of the index, or is found now."""
    said, known = _said(query), asker.known
    if said is None:
        return find(asker, query)
    page = known.pages.get(said)
    if page is not None:
        asker.ask([])
        return page
    page = find(asker, query)
    if asker.steady:
        if len(known.pages) >= _MOST:
            known.pages.clear()
        known.pages[said] = page
    return page


def _said(query: Query) -> Asked | None:
    """What was asked on a day; None where it tells, or may tell, where somebody is.

    Words that hold a digit may be of a postcode.
    """
    if query.lat is not None or query.areas or any(map(str.isnumeric, query.words)):
        return None
    return replace(query, now=_WHENEVER), today(query.now)
