"""Publish what a run staged: decide listings, compute documents beforehand, commit once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from directory import last_reads, preparing, runs, sources, staging
from directory.awards.staleness import mark_changed_since
from directory.chunks import chunks
from directory.computing import Decided, Progress, compute, decide
from directory.filed import Filed
from directory.last_reads import LastRead
from directory.looking import look
from directory.meanwhile import concerns
from directory.numbering import hold_numbers
from directory.plans import MANY
from directory.runs import RunReport
from directory.scope import Scope
from directory.writing import move_records, write_documents, write_filed, write_records
from runtime.aside import Aside
from runtime.database import Database
from runtime.workers import ALONE, Workers
from schema.source import SourceFacts

ATTEMPTS = 5
DEADLOCK = "40P01"
Change = Callable[[Connection, Sequence[str]], None]
"""Given listings, changes in a transaction what their publication depends on."""


class PublicationConflict(RuntimeError):
    """Others published again and again while this publication was being computed."""


class _Overtaken(Exception):
    """Others published what concerns a run while it was being computed."""


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
        with _overtaking_expected(), Filed() as documents:
            decided = decide(database, scope, staged, facts)
            with _computed(database, scope, staged, decided, documents, progress, workers) as (
                connection,
                counts,
            ):
                staging.check_whole(connection, report.run_id, report.counts.taken)
                sources.keep_facts(connection, facts)
                write_filed(connection, documents, counts, now, workers)
                move_records(connection, scope, staged)
                mark_changed_since(connection, now, now)
                last_reads.keep(connection, facts.id, read)
                runs.finish(connection, report, now)
            return sum(counts)
    raise PublicationConflict(
        f"{facts.id}: others published {ATTEMPTS} times while this run was being computed;"
        " nothing of it was published. Harvest the source again."
    )


@contextmanager
def _computed(
    database: Database,
    scope: Scope,
    staged: int,
    decided: Decided,
    documents: Filed,
    progress: Progress | None,
    workers: Workers,
) -> Iterator[tuple[Connection, Sequence[int]]]:
    """The transaction that publishes a run, with its records written and its documents computed.

    PostgreSQL writes the records of a large run while the documents are being computed: nobody
    else writes those of its source. SQLite has one writer, whom others would wait for.
    """
    if database.is_sqlite or staged < MANY:
        counts = compute(database, scope, decided, documents, progress, workers)
        with database.writing(large=staged >= MANY) as connection:
            _hold(connection, connection, scope, decided)
            with _asked_beside(database, connection) as asked:
                write_records(connection, asked, scope, staged, workers)
            yield connection, counts
        return
    with database.writing() as connection:
        with _asked_beside(database, connection) as asked, Aside() as beside:
            beside.do(write_records, connection, asked, scope, staged, workers)
            counts = compute(database, scope, decided, documents, progress, workers)
            beside.finish()
        with database.reading() as before:
            _hold(connection, before, scope, decided)
        yield connection, counts


@contextmanager
def _asked_beside(database: Database, connection: Connection) -> Iterator[Connection]:
    """Whom to ask what was staged and held while rows are streaming into `connection`.

    PostgreSQL's answers nothing until the last of them is there.
    """
    if database.is_sqlite:
        yield connection
        return
    with database.reading() as beside:
        yield beside


def _hold(connection: Connection, before: Connection, scope: Scope, decided: Decided) -> None:
    """Let nobody else publish until this transaction ends.

    `before` does not see what it has written. Raises _Overtaken where others published meanwhile
    what concerns the run.
    """
    newest = hold_numbers(connection)
    if newest != decided.seen and (decided.shown_anew or concerns(before, scope, decided.seen)):
        raise _Overtaken


@contextmanager
def _overtaking_expected() -> Iterator[None]:
    """What is inside is taken back where others were quicker, and may be done again."""
    try:
        yield
    except _Overtaken:
        return
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != DEADLOCK:
            raise


def republish(
    database: Database, listing_ids: Sequence[str], now: datetime, first: Change | None = None
) -> int:
    """Compute listings anew, where awards or withdrawals changed; gives how many changed.

    What `first` changes of some of them is changed with what they are published as, or not at all.
    """
    each = chunks(sorted(set(listing_ids)))
    return sum(_republish(database, ids, now, first) for ids in each)


def _republish(
    database: Database, listing_ids: Sequence[str], now: datetime, first: Change | None
) -> int:
    with database.writing() as connection:
        hold_numbers(connection)
        if first:
            first(connection, listing_ids)
        every = sources.all_facts(connection)
        made = preparing.made(every, now, look(connection, None, listing_ids, {}))
        preparing.restamp(connection, made)
        if made.documents:
            write_documents(connection, made.documents, now)
    return len(made.documents)
