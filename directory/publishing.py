"""Publish what a run staged: decide listings, compute documents beforehand, commit once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, text

from directory import last_reads, preparing, runs, sources, staging
from directory.awards.staleness import mark_changed_since
from directory.chunks import CHUNK, chunks
from directory.filed import Filed
from directory.guard import may_delete
from directory.last_reads import LastRead
from directory.looking import Looked, look, moved
from directory.matching.linking import link
from directory.meanwhile import concerns
from directory.numbering import hold_numbers, newest_number
from directory.plans import MANY, planned_for
from directory.runs import RunReport
from directory.scope import Scope
from directory.writing import write_documents, write_filed, write_records
from runtime.database import Database
from runtime.workers import ALONE, Workers
from schema.source import SourceFacts

ATTEMPTS = 5
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
_STAGE_GONE = text("""
    INSERT INTO staged_record (run_id, record_id, outcome, listing_id)
    SELECT :run, r.id, 'gone', r.listing_id FROM record r
    WHERE r.source_id = :source AND r.state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM staged_record s WHERE s.run_id = :run AND s.record_id = r.id)
""")
_MISSING = text("""
    SELECT count(*) FROM record r WHERE r.source_id = :source AND r.state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM staged_record s WHERE s.run_id = :run AND s.record_id = r.id)
""")
_UNLINK = text("""
    UPDATE staged_record SET outcome = 'seen', listing_id = NULL
    WHERE run_id = :run AND outcome = 'relinked'
""")
_LISTINGS_OF_SOURCE = text("""
    SELECT DISTINCT listing_id FROM record WHERE source_id = :source AND listing_id IS NOT NULL
""")


class PublicationConflict(RuntimeError):
    """Others published again and again while this publication was being computed."""


def stage_deletions(
    database: Database, run_id: int, source_id: str, read: int, accepted: int
) -> tuple[int, int]:
    """Stage the records that a complete run did not meet: (to go, withheld by the guard)."""
    values = {"run": run_id, "source": source_id}
    with database.writing() as connection, planned_for(connection, MANY):
        missing = connection.execute(_MISSING, values).scalar_one()
        if not missing:
            return 0, 0
        live = runs.live_records(connection, source_id)
        if not may_delete(missing, live, read, accepted):
            return 0, missing
        connection.execute(_STAGE_GONE, values)
        return missing, 0


def publish(
    database: Database,
    report: RunReport,
    facts: SourceFacts,
    now: datetime,
    filed: Filed,
    progress: Progress | None = None,
    workers: Workers = ALONE,
    read: LastRead | None = None,
) -> int:
    """Publish a run and end it; gives how many listings changed.

    `filed` is what it read, `read` how the source was read, if that may be remembered.
    Documents are computed before the transaction, by `workers` where there are many. If somebody
    else meanwhile published what concerns the run they are computed again. Raises
    PublicationConflict after five such turns, and StagedLost if a crash of the database took what
    was staged; nothing is then published.
    """
    scope = Scope(report.run_id, facts.id, now, filed)
    staged = report.counts.staged
    for _ in range(ATTEMPTS):
        with Filed() as documents:
            seen, n, shown_anew = _compute(
                database, scope, staged, facts, documents, progress, workers
            )
            with database.writing(large=staged >= MANY) as connection:
                newest = hold_numbers(connection)
                if newest == seen or not (shown_anew or concerns(connection, scope, seen)):
                    staging.check_whole(connection, report.run_id, report.counts.taken)
                    sources.keep_facts(connection, facts)
                    write_filed(connection, documents, n, now)
                    write_records(connection, scope, staged, workers)
                    mark_changed_since(connection, now, now)
                    last_reads.keep(connection, facts.id, read)
                    runs.finish(connection, report, now)
                    return n
    raise PublicationConflict(
        f"{facts.id}: others published {ATTEMPTS} times while this run was being computed;"
        " nothing of it was published. Harvest the source again."
    )


def republish(database: Database, listing_ids: Sequence[str], now: datetime) -> int:
    """Compute listings anew, where awards or withdrawals changed; gives how many changed."""
    return sum(_republish(database, ids, now) for ids in chunks(sorted(set(listing_ids))))


def _republish(database: Database, listing_ids: Sequence[str], now: datetime) -> int:
    with database.writing() as connection:
        hold_numbers(connection)
        every = sources.all_facts(connection)
        made = preparing.made(every, now, look(connection, None, listing_ids, {}))
        preparing.restamp(connection, made)
        if made.documents:
            write_documents(connection, made.documents, now)
    return len(made.documents)


def _compute(
    database: Database,
    scope: Scope,
    staged: int,
    facts: SourceFacts,
    documents: Filed,
    progress: Progress | None,
    workers: Workers,
) -> tuple[int, int, bool]:
    """Prepare every affected listing in `documents`: the change number seen before, how many there
    are, and whether all listings of the source are shown anew."""
    with database.writing(lasting=False, large=staged >= MANY) as connection:
        seen = newest_number(connection)
        connection.execute(_UNLINK, {"run": scope.run_id})
        known = sources.all_facts(connection)
        shown_anew = known.get(facts.id) != facts
        with planned_for(connection, staged):
            link(connection, scope.run_id, scope.source_id)
            affected = _affected(connection, scope, shown_anew=shown_anew)
            successors = moved(connection, scope.run_id)
    compute = partial(preparing.made_packed, known | {facts.id: facts}, scope.now)
    n = done = 0
    for made in workers.each(compute, _looked(database, scope, affected, successors)):
        documents.add([made.documents])
        n += made.count
        if made.restamped:
            with database.writing(lasting=False) as connection:
                preparing.restamp(connection, made)
        done = min(done + CHUNK, len(affected))
        if progress:
            progress(done, len(affected))
    return seen, n, shown_anew


def _looked(
    database: Database, scope: Scope, affected: Sequence[str], successors: Mapping[str, str]
) -> Iterator[Looked]:
    for ids in chunks(affected):
        with database.reading() as connection:
            looked = look(connection, scope, ids, successors)
        yield looked


def _affected(connection: Connection, scope: Scope, *, shown_anew: bool) -> list[str]:
    """The listings that a run concerns: all of its source where that is to be shown anew."""
    ids = list(connection.execute(_AFFECTED, {"run": scope.run_id}).scalars())
    if not shown_anew:
        return ids
    every = connection.execute(_LISTINGS_OF_SOURCE, {"source": scope.source_id}).scalars()
    return sorted({*ids, *every})
