"""What came of harvests: a table for people, and the exit code for programs."""

from collections.abc import Iterator, Sequence

from commands.output import FAILED, LOOK, OK, print_table, say
from directory import runs
from directory.runs import RunReport

COLUMNS = ("source", "read", "new", "changed", "same", "set aside", "gone", "run")


def show(reports: Sequence[RunReport], *, in_full: bool = False) -> None:
    """A table of the runs, and under it what a person should look at."""
    print_table("", COLUMNS, [_row(report) for report in reports])
    for report in reports:
        for line in (*_reasons(report), *(_fields(report) if in_full else ())):
            say(f"{report.source_id}: {line}")


def _reasons(report: RunReport) -> Iterator[str]:
    if report.reason:
        yield report.reason
    for reason, times in report.findings.get("reasons", {}).items():
        yield f"{times} {reason}"


def _fields(report: RunReport) -> Iterator[str]:
    """What was wrong with fields: how often, and a few in words; what is odd about the feed."""
    for code, times in report.findings.get("issues", {}).items():
        yield f"{times} × {code}"
    yield from report.findings.get("examples", ())
    yield from report.findings.get("warnings", ())


def _row(report: RunReport) -> tuple[object, ...]:
    counts = report.counts
    aside = counts.quarantined + counts.withheld + counts.skipped
    kept = f"{counts.gone} ({counts.gone_withheld} kept)" if counts.gone_withheld else counts.gone
    numbers = (counts.read, counts.new, counts.changed, counts.unchanged, aside, kept)
    return (report.source_id, *numbers, report.state)


def exit_code(reports: Sequence[RunReport], wanted: int) -> int:
    """Of the runs of as many sources as were `wanted`; those under way elsewhere have none."""
    if any(report.state == runs.FAILED for report in reports):
        return FAILED
    if len(reports) < wanted:
        return LOOK
    odd = any(report.state != runs.COMPLETE or report.counts.gone_withheld for report in reports)
    return LOOK if odd else OK
