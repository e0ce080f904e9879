"""How the house stands, as gauges that are looked up when somebody asks for them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from journeys.standing import Dependency, Standing
from journeys.stored import SourceState
from runtime import memory_held, turning

OUTCOMES = (
    "read", "new", "changed", "unchanged", "quarantined", "withheld", "skipped", "gone"
)  # fmt: skip

TURNS = "fingerpost_turn_age_seconds"


class Leases(Protocol):
    """The runs that are under way."""

    def sources(self) -> Iterable[SourceState]:
        """Every source with its last run."""
        ...

    def leases(self) -> list[datetime]:
        """When the leases of the runs under way end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Where the gauges come from; each is called anew for every scrape."""

    standing: Callable[[], Standing]
    reading: Leases
    now: Callable[[], datetime]
    refresh: Callable[[], dict[str, timedelta]]
    disk: Callable[[], tuple[int, int]]
    backup: Callable[[], datetime | None]
    jobs: Callable[[], dict[str, int]]
    turns: Callable[[], dict[str, float]] = turning.ages
    memory: Callable[[], int] = memory_held.held_bytes
    memory_limit: Callable[[], int] = memory_held.limit_bytes


class HouseGauges(Collector):
    """Gauges of the directory, its projections, sources, jobs, disk and backups.

    While the database is away only what does not need it is told.
    """

    def __init__(self, looked: Looked) -> None:
        self._looked = looked

    def describe(self) -> Iterable[Metric]:
        """Nothing is looked up when the collector is registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every gauge as it stands now."""
        standing = self._looked.standing()
        yield from _of_standing(standing)
        yield self._of_turns()
        yield from self._of_machine()
        if standing.dependencies[0].state == "ok":
            yield from self._of_sources()
            yield from self._of_leases()
            yield from self._of_jobs()

    def _of_turns(self) -> Metric:
        turns = _family(TURNS, "How long ago this process last ended a turn of it.", "of")
        for name, age_s in sorted(self._looked.turns().items()):
            turns.add_metric([name], age_s)
        return turns

    def _of_machine(self) -> Iterator[Metric]:
        free, total = self._looked.disk()
        yield _one("fingerpost_disk_free_bytes", "Free on the disk of the data folder.", free)
        yield _one("fingerpost_disk_bytes", "Size of the disk of the data folder.", total)
        held, most = self._looked.memory(), self._looked.memory_limit()
        yield _one("fingerpost_memory_bytes", "Held by this process and those it started.", held)
        yield _one("fingerpost_memory_limit_bytes", "What all on this host may hold.", most)
        last = self._looked.backup()
        yield _one(
            "fingerpost_backup_last_timestamp_seconds",
            "When the last backup was finished and verified; 0 if there is none.",
            last.timestamp() if last else 0,
        )

    def _of_sources(self) -> Iterator[Metric]:
        records = _family("fingerpost_source_records", "Records held.", "source")
        outcomes = _family(
            "fingerpost_source_last_run_records", "Records of the last run.", "source", "outcome"
        )
        complete = _family(
            "fingerpost_source_complete_timestamp_seconds", "Last complete run; 0: none.", "source"
        )
        healthy = _family("fingerpost_source_healthy", "1 if the last run ended well.", "source")
        failures = _family("fingerpost_source_failures", "Failures in a row.", "source")
        refresh = _family("fingerpost_source_refresh_seconds", "How often it is read.", "source")
        for one in self._looked.reading.sources():
            name = [one.facts.id]
            records.add_metric(name, one.records)
            complete.add_metric(
                name, one.last_complete_at.timestamp() if one.last_complete_at else 0
            )
            healthy.add_metric(name, one.health == "ok")
            failures.add_metric(name, one.failures)
            counts = (one.last_run or {}).get("counts", {})
            for outcome in OUTCOMES:
                outcomes.add_metric([*name, outcome], counts.get(outcome, 0))
        for source, every in self._looked.refresh().items():
            refresh.add_metric([source], every.total_seconds())
        yield from (records, outcomes, complete, healthy, failures, refresh)

    def _of_leases(self) -> Iterator[Metric]:
        leases, now = self._looked.reading.leases(), self._looked.now()
        overdue = max(((now - until).total_seconds() for until in leases), default=0)
        yield _one("fingerpost_runs_under_way", "Harvests under way.", len(leases))
        yield _one(
            "fingerpost_lease_overdue_seconds",
            "How long the lease of a run under way has been over.",
            max(0, overdue),
        )

    def _of_jobs(self) -> Iterator[Metric]:
        jobs = _family("fingerpost_jobs", "Jobs in the queue, by state.", "state")
        for state, count in sorted(self._looked.jobs().items()):
            jobs.add_metric([state], count)
        yield jobs


def _of_standing(standing: Standing) -> Iterator[Metric]:
    yield _one("fingerpost_ready", "1 while it serves.", standing.serves)
    yield _one("fingerpost_listings", "Listings in the index.", standing.listings)
    yield _one("fingerpost_generation", "Newest change number.", standing.directory_position)
    healthy = _family("fingerpost_dependency_healthy", "1 if nothing is wrong.", "dependency")
    lag = _family("fingerpost_lag_seconds", "Age of the oldest change lacking.", "dependency")
    behind = _family("fingerpost_lag_changes", "Changes lacking.", "dependency")
    for one in standing.dependencies:
        healthy.add_metric([one.name], one.state == "ok")
        if one.lag_s is not None:
            lag.add_metric([one.name], one.lag_s)
            behind.add_metric([one.name], _lacking(one, standing))
    yield from (healthy, lag, behind)


def _lacking(one: Dependency, standing: Standing) -> int:
    return max(0, standing.directory_position - (one.position or 0))


def _one(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _family(name: str, meaning: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, labels=labels)
