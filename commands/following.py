"""The end of a command that changed the database: search follows, now or when it is back."""

from collections.abc import Callable

import typer

from commands.output import LOOK, warn
from commands.parts import Parts
from journeys.index import follow_if_little
from search.unavailable import IndexBusy, SearchUnavailable

BY_WHOM = "a server or worker that runs sees to it, and so does fingerpost reindex."
LATER = f"The database has everything. Search follows when it is back: {BY_WHOM}"
BESIDE = f"The database has everything. Search follows beside: {BY_WHOM}"


def search_followed(bring: Callable[[], object]) -> bool:
    """Whether `bring` brought search up to date, or a server that runs does; says it otherwise."""
    try:
        bring()
    except IndexBusy:
        warn("The search index is kept up to date by a server that is running.")
    except SearchUnavailable as away:
        warn(f"{away} {LATER}")
        return False
    return True


def end_with_search(parts: Parts) -> None:
    """The last of a command that has told what it did; ends it with 3 while search is away.

    An index that is far behind, or lost, is left to whoever follows it: nobody waits for that here.
    """
    if not search_followed(lambda: _taken_in_if_little(parts)):
        raise typer.Exit(LOOK)


def _taken_in_if_little(parts: Parts) -> None:
    if not follow_if_little(parts.reading, parts.index):
        warn(BESIDE)
