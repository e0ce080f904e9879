"""What a run comes to: which listings it concerns, and their documents, computed beforehand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, text

from directory import preparing, sources
from directory.chunks import CHUNK, chunks
from directory.filed import Filed
from directory.looking import Looked, look, moved
from directory.matching.linking import link
from directory.numbering import newest_number
from directory.plans import MANY, planned_for
from directory.scope import Scope
from runtime.database import Database
from runtime.workers import Workers
from schema.source import SourceFacts

Progress = Callable[[int, int], None]

_AFFECTED = text("""
    SELECT listing_id FROM staged_record
    WHERE run_id = :run AND listing_id IS NOT NULL AND outcome <> 'seen'
    UNION
    SELECT r.listing_id FROM staged_record s JOIN record r ON r.id = s.record_id
    WHERE s.run_id = :run AND r.listing_id IS NOT NULL
    AND s.outcome IN ('understood', 'relinked', 'gone')
    ORDER BY 1
""")
_UNLINK = text("""
    UPDATE staged_record SET outcome = 'seen', listing_id = NULL
    WHERE run_id = :run AND outcome = 'relinked'
""")
_LISTINGS_OF_SOURCE = text("""
    SELECT DISTINCT listing_id FROM record WHERE source_id = :source AND listing_id IS NOT NULL
""")


class Decided(NamedTuple):
    """What a run concerns, once its records have their listings.

    `seen` is the change number before; `shown_anew` that all listings of the source are concerned;
    `successors` names the listing to which the records of another one go.
    """

    seen: int
    shown_anew: bool
    known: Mapping[str, SourceFacts]
    affected: Sequence[str]
    successors: Mapping[str, str]


def decide(database: Database, scope: Scope, staged: int, facts: SourceFacts) -> Decided:
    """Give the `staged` records of a run their listings; writes only to what is staged."""
    with database.writing(lasting=False, large=staged >= MANY) as connection:
        seen = newest_number(connection)
        connection.execute(_UNLINK, {"run": scope.run_id})
        known = sources.all_facts(connection)
        shown_anew = known.get(facts.id) != facts
        with planned_for(connection, staged):
            link(connection, scope.run_id, scope.source_id)
            affected = _affected(connection, scope, shown_anew=shown_anew)
            successors = moved(connection, scope.run_id)
    return Decided(seen, shown_anew, known | {facts.id: facts}, affected, successors)


def compute(
    database: Database,
    scope: Scope,
    decided: Decided,
    documents: Filed,
    progress: Progress | None,
    workers: Workers,
) -> list[int]:
    """Prepare what changes of every affected listing in `documents`.

    Gives how many there are in each piece.
    """
    work = partial(preparing.made_packed, decided.known, scope.now)
    counts: list[int] = []
    done = 0
    for made in workers.each(work, _looked(database, scope, decided)):
        documents.add([made.documents])
        counts.append(made.count)
        if made.restamped:
            with database.writing(lasting=False) as connection:
                preparing.restamp(connection, made)
        done = min(done + CHUNK, len(decided.affected))
        if progress:
            progress(done, len(decided.affected))
    return counts


def _looked(database: Database, scope: Scope, decided: Decided) -> Iterator[Looked]:
    for ids in chunks(decided.affected):
        with database.reading() as connection:
            looked = look(connection, scope, ids, decided.successors)
        yield looked


def _affected(connection: Connection, scope: Scope, *, shown_anew: bool) -> list[str]:
    """The listings that a run concerns: all of its source where that is to be shown anew."""
    ids = list(connection.execute(_AFFECTED, {"run": scope.run_id}).scalars())
    if not shown_anew:
        return ids
    every = connection.execute(_LISTINGS_OF_SOURCE, {"source": scope.source_id}).scalars()
    return sorted({*ids, *every})
