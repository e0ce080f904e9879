"""Pages that are remembered for one state of an index: those that tell nobody's place."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from search.answers import Page
from search.filtering import today
from search.query import Query

Asked = tuple[tuple[Any, ...], int]
_MOST = 500
_all_but_now = attrgetter(*(one.name for one in fields(Query) if one.name != "now"))


def lasting(query: Query) -> Asked | None:
    """What was asked on a day; None where it tells, or may tell, where somebody is.

    Words that hold a digit may be of a postcode. The areas of a question are a local authority and
    what holds it, which is coarser than a postcode district.
    """
    if query.lat is not None or any(map(str.isnumeric, query.words)):
        return None
    return _all_but_now(query), today(query.now)


class Pages:
    """What was found, by what was asked; threads may share it."""

    def __init__(self) -> None:
        self._kept: dict[Asked, Page] = {}

    def get(self, asked: Asked) -> Page | None:
        """The page that was kept, if it was."""
        return self._kept.get(asked)

    def keep(self, asked: Asked, page: Page) -> None:
        """Remember a page; when there are too many, all others are forgotten."""
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[asked] = page

    def of(self, query: Query, find: Callable[[], Page]) -> Page:
        """The page of a question, found now unless it was kept."""
        asked = lasting(query)
        page = self.get(asked) if asked else None
        if page is None:
            page = find()
            if asked:
                self.keep(asked, page)
        return page
