"""Records in, published listings out; listings computed anew when something about them changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from directory import publishing, runs, staging
from directory.publishing import Progress
from directory.reading import Reading
from directory.runs import COMPLETE, INCOMPLETE, Counts, RunReport
from directory.staging import Known, Seen, Staged
from runtime.clock import Clock
from runtime.database import Database
from schema.identifiers import record_id
from schema.record import Outcome, Record
from schema.source import SourceFacts

CHUNK = 500


def publish_records(
    database: Database,
    facts: SourceFacts,
    records: Iterable[Record],
    clock: Clock,
    *,
    complete: bool = False,
) -> RunReport:
    """Put records of one source into the directory and publish what follows.

    Unless `complete`, nothing is concluded about records that are not among them.
    Raises AlreadyRunning while another run of the source is under way.
    """
    run_id = runs.begin(database, facts, clock.now())
    counts = stage_records(database, run_id, records)
    if complete:
        gone, kept = publishing.stage_deletions(database, run_id, facts.id, counts.read, 0)
        counts = counts.plus(gone=gone, gone_withheld=kept)
    report = RunReport(run_id, facts.id, COMPLETE if complete else INCOMPLETE, counts)
    return publish_run(database, report, facts, clock.now())


def stage_records(database: Database, run_id: int, records: Iterable[Record]) -> Counts:
    """Stage records and count what became of them."""
    counts = Counts()
    for chunk in _chunks(records):
        ids = [str(record_id(record.source_id, record.key)) for record in chunk]
        held = staging.known(database, ids)
        items = [_item(one, record, held.get(one)) for one, record in zip(ids, chunk, strict=True)]
        staging.stage(database, run_id, [item for item in items if item])
        for one, record in zip(ids, chunk, strict=True):
            counts = counts.plus(read=1, **{became(record, held.get(one)): 1})
    return counts


def publish_run(
    database: Database,
    report: RunReport,
    facts: SourceFacts,
    now: datetime,
    progress: Progress | None = None,
) -> RunReport:
    """Publish what a run staged; the report says how many listings changed."""
    changed = publishing.publish(database, report, facts, now, progress)
    return runs.with_changes(report, changed)


def republish(database: Database, listing_ids: Sequence[str], clock: Clock) -> int:
    """Compute listings anew, for instance after an award; gives how many changed."""
    return publishing.republish(database, listing_ids, clock.now())


def republish_due(database: Database, clock: Clock) -> int:
    """Publish what time alone changed: awards that began or ended; gives how many changed."""
    return republish(database, Reading(database, clock).due(), clock)


def became(record: Record, held: Known | None) -> str:
    """The name of the count that a record goes to."""
    if record.outcome is not Outcome.UNDERSTOOD:
        return str(record.outcome)
    if held is None or held.state == "gone":
        return "new"
    return "unchanged" if is_unchanged(record.fingerprint, held) else "changed"


def is_unchanged(fingerprint: str, held: Known | None) -> bool:
    return held is not None and held.state != "gone" and held.fingerprint == fingerprint


def _item(one: str, record: Record, held: Known | None) -> Seen | Staged | None:
    if record.outcome is Outcome.SKIPPED:
        return None
    if is_unchanged(record.fingerprint, held):
        return Seen(one)
    return staging.staged(one, record, held)


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    left = iter(records)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
