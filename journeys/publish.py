"""Records in, published listings out; listings computed anew when something about them changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from directory import deletions, publishing, run_lease, runs
from directory.computing import Progress
from directory.documents.reading import Reading
from directory.filed import Filed
from directory.known import Known, holds_any, known
from directory.last_reads import LastRead
from directory.leases import DEFAULT_LEASING
from directory.runs import COMPLETE, PARTIAL, Counts, RunReport
from journeys.lease import RunLease
from journeys.staging import Staging
from journeys.taking import Taken, chunked, counted, take
from runtime.clock import Clock
from runtime.database import Database
from runtime.workers import ALONE, Workers
from schema.identifiers import record_id
from schema.record import Record
from schema.source import SourceFacts

_Offered = tuple[Record, Known | None]


def publish_records(
    database: Database,
    facts: SourceFacts,
    records: Iterable[Record],
    clock: Clock,
    *,
    complete: bool = False,
    workers: Workers = ALONE,
) -> RunReport:
    """Put records of one source into the directory and publish what follows.

    Unless `complete`, nothing is concluded about records that are not among them.
    Raises AlreadyRunning while another run of the source is under way.
    """
    run_id = run_lease.begin(database, facts, clock.now())
    try:
        with RunLease(database, clock, DEFAULT_LEASING, run_id), Filed() as filed:
            counts = stage_records(database, run_id, records, filed, workers)
            if complete:
                gone, kept = deletions.stage_deletions(database, run_id, facts.id, counts.read, 0)
                counts = counts.plus(gone=gone, gone_withheld=kept)
            report = RunReport(run_id, facts.id, COMPLETE if complete else PARTIAL, counts)
            return publish_run(database, report, facts, clock.now(), filed, workers=workers)
    except BaseException as error:
        runs.fail(database, run_id, facts.id, f"it ended with {type(error).__name__}", clock.now())
        raise


def stage_records(
    database: Database,
    run_id: int,
    records: Iterable[Record],
    filed: Filed,
    workers: Workers = ALONE,
) -> Counts:
    """Stage records, with what they say in `filed`, and count what became of them.

    Of two with one id the first is taken.
    """
    counts = Counts()
    with Staging(database, run_id, filed) as waiting:
        for taken in workers.each(_taken, _with_held(database, records)):
            waiting.add(taken)
            counts = counted(counts, taken)
        waiting.finish()
    return counts


def _with_held(database: Database, records: Iterable[Record]) -> Iterator[list[_Offered]]:
    is_new: bool | None = None
    for chunk in chunked(records):
        if is_new is None:
            is_new = not holds_any(database, chunk[0].source_id)
        yield [(record, None) for record in chunk] if is_new else _held(database, chunk)


def _held(database: Database, records: Sequence[Record]) -> list[_Offered]:
    ids = list(map(_id, records))
    held = known(database, ids)
    return [(record, held.get(one)) for one, record in zip(ids, records, strict=True)]


def _id(record: Record) -> str:
    return str(record_id(record.source_id, record.key))


def _taken(offered: Sequence[_Offered]) -> list[Taken]:
    met: set[str] = set()
    answer = []
    for record, held in offered:
        one = _id(record)
        answer.append(Taken("skipped") if one in met else take(one, record, held))
        met.add(one)
    return answer


def publish_run(
    database: Database,
    report: RunReport,
    facts: SourceFacts,
    now: datetime,
    filed: Filed,
    progress: Progress | None = None,
    workers: Workers = ALONE,
    read: LastRead | None = None,
) -> RunReport:
    """Publish what a run staged and filed; the report says how many listings changed."""
    changed = publishing.publish(database, report, facts, now, filed, progress, workers, read)
    return runs.with_changes(report, changed)


def republish(database: Database, listing_ids: Sequence[str], clock: Clock) -> int:
    """Compute listings anew, for instance after an award; gives how many changed."""
    return publishing.republish(database, listing_ids, clock.now())


def republish_due(database: Database, clock: Clock) -> int:
    """Publish what time alone changed: awards that began or ended; gives how many changed."""
    return republish(database, Reading(database, clock).due(), clock)
