"""The task of harvesting one source, and what its outcome means for the next turn."""

from datetime import timedelta

from directory.leases import LeaseLost
from directory.publishing import PublicationConflict
from directory.run_lease import AlreadyRunning
from directory.runs import FAILED, RunReport
from harvesters.source import Source, SourceFileError, load_source, with_terms
from journeys.harvest import House, Options, harvest
from journeys.jobs.task import Later, TaskFailed, Tell, Tools
from journeys.suburbs import learn

NOT_HERE = timedelta(minutes=1)


def harvest_source(tools: Tools, source_id: str, tell: Tell) -> str:
    """Harvest the source of this id, and learn the suburbs of what it brought.

    Raises TaskFailed, temporary if the feed could not be had this time; Later while somebody else
    harvests it, or where this machine has no file of it.
    """
    source = _source(tools, source_id)
    house = House(tools.database, tools.gazetteer, tools.clock, tools.workers, tools.leasing)
    try:
        with tools.fetch(source) as fetch:
            report = harvest(source, fetch, house, Options(watch=tell))
    except AlreadyRunning as running:
        raise Later(running.until, str(running)) from None
    except (LeaseLost, PublicationConflict) as conflict:
        raise TaskFailed(str(conflict), temporary=True) from None
    if report.listings_changed:
        learn(tools.reading, tools.gazetteer, tools.suburbs)
    return _in_words(report)


def _source(tools: Tools, source_id: str) -> Source:
    file = next((one for one in tools.source_files() if one.stem == source_id), None)
    if file is None:
        reason = f"this machine has no file {source_id}.toml among its sources"
        raise Later(tools.clock.now() + NOT_HERE, reason)
    try:
        return with_terms(load_source(file), tools.terms())
    except SourceFileError as error:
        raise TaskFailed(str(error), temporary=False) from None


def _in_words(report: RunReport) -> str:
    """What a run did, in a sentence; raises TaskFailed for one that is to be tried again."""
    counts = report.counts
    if report.state == FAILED:
        raise TaskFailed(
            report.reason or "the run failed",
            temporary=report.temporary,
            retry_after_s=report.retry_after_s,
        )
    if report.reason and (report.temporary or report.retry_after_s is not None):
        raise TaskFailed(report.reason, temporary=True, retry_after_s=report.retry_after_s)
    said = f"{report.state}: {counts.read} read, {report.listings_changed} listings changed"
    return f"{said}; {report.reason}" if report.reason else said
