"""A feed that says what it said before, byte for byte: nothing is to be done but to say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from directory import last_reads, runs
from directory.last_reads import LastRead
from directory.runs import COMPLETE, RunReport
from harvesters.identity import reading_seal
from harvesters.replaying import Answer, Replayed, Told
from harvesters.source import Source
from runtime.database import Database
from runtime.egress import Fetch

SAID_AGAIN = ("reasons", "warnings", "filled")
"""What a run finds in a feed whose records are all unchanged."""


def last_of(source: Source, database: Database, edition: str) -> LastRead | None:
    """How a source was last read, if it is read in the same way now."""
    last = last_reads.last_read(database, source.id)
    return last if last and last.seal == reading_seal(source, edition) else None


def replayed(fetch: Fetch, last: LastRead | None, told: Told) -> Replayed:
    """A fetch that tells whether the feed answers as it did then."""
    before = [Answer(*one) for one in last.answers] if last else []
    return Replayed(fetch, before, told)


def to_remember(
    source: Source, edition: str, report: RunReport, answers: Sequence[Answer]
) -> LastRead | None:
    """What is kept of a run; None of one from which another could follow for the same answers."""
    counts = report.counts
    if report.state != COMPLETE or counts.gone_withheld or not answers:
        return None
    unchanged = counts.new + counts.changed + counts.unchanged
    again = replace(counts, new=0, changed=0, unchanged=unchanged, gone=0)
    findings = {name: report.findings[name] for name in SAID_AGAIN if name in report.findings}
    seal = reading_seal(source, edition)
    return LastRead(seal, answers, again, report.stated_total, findings)


def ended_as_before(
    database: Database, run_id: int, source_id: str, last: LastRead, now: datetime
) -> RunReport:
    """End a run whose feed said what it said before; run 0 is a dry one."""
    counts, stated, findings = last[2:]
    report = RunReport(run_id, source_id, COMPLETE, counts, stated_total=stated, findings=findings)
    if run_id:
        with database.writing() as connection:
            runs.finish(connection, report, now)
    return report
