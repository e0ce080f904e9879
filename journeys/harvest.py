"""The way of a record: read a source, understand what is new, stage it, publish it.

The first file to read: the whole way in one place, each step in a room of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from directory import deletions, run_lease, runs
from directory.filed import Filed
from directory.known import held_under, holds_any, known
from directory.last_reads import LastRead
from directory.leases import DEFAULT_LEASING, Leasing
from directory.runs import Counts, RunReport
from harvesters.notes import FeedFailed, ReadNotes
from harvesters.pipeline import Gathered, PlaceFinder, gather
from harvesters.replaying import Answer, Replayed
from harvesters.source import Source
from journeys import again
from journeys.findings import Findings
from journeys.holding import hold_back
from journeys.judging import Fresh, at_once, understood
from journeys.lease import RunLease
from journeys.publish import publish_run
from journeys.staging import Staging
from journeys.taking import Taken, chunked, counted
from journeys.told import Told
from runtime.clock import Clock
from runtime.database import Database
from runtime.egress import Fetch
from runtime.workers import ALONE, Workers
from schema.identifiers import record_id
from schema.source import SourceFacts

Watch = Callable[[str, int, int | None], None]
"""Told what is being done, how far it is, and how far it goes where that is known."""


def _unwatched(doing: str, done: int, total: int | None) -> None:
    return None


@dataclass(frozen=True, slots=True)
class House:
    """The parts that a harvest works with; `workers` share out what a large feed says.

    `leasing` is how soon others conclude that a silent run is dead.
    """

    database: Database
    gazetteer: PlaceFinder
    clock: Clock
    workers: Workers = ALONE
    leasing: Leasing = DEFAULT_LEASING


@dataclass(frozen=True, slots=True)
class Options:
    """`accept_deletions` is an operator's ceiling; a dry run writes nothing, not even its run.

    `accept_missing` names fields whose loss from the whole feed an operator accepts.
    """

    accept_deletions: int = 0
    accept_missing: tuple[str, ...] = ()
    dry_run: bool = False
    watch: Watch = _unwatched


def harvest(source: Source, fetch: Fetch, house: House, options: Options = Options()) -> RunReport:
    """One run of a source, from its feed to published listings.

    A feed that cannot be read, or that lost a whole field, ends the run as failed and changes
    nothing. An incomplete read adds and updates, and concludes nothing from what it did not meet.
    A feed that gives the same bytes as in its last complete read is not even parsed.
    Raises AlreadyRunning while another run of the source is under way, LeaseLost if this one was
    silent for so long that another took the source over.
    """
    run = _Run(source, house, options)
    run.begin()
    try:
        with (
            run.leased() as run.lease,
            run.replayed(fetch) as answers,
            Filed() as run.filed,
        ):
            if run.last and answers.is_same:
                return run.ended_as_before(run.last)
            run.read_and_understand(answers)
            return run.publish(answers.answers())
    except FeedFailed as failure:
        report = run.failed(f"{failure.detail} ({failure.reason})")
        again = failure.retry_after_s
        return replace(report, temporary=failure.temporary, retry_after_s=again)
    except BaseException as error:
        run.failed(f"it ended with {type(error).__name__}")
        raise


@dataclass
class _Run:
    """A run under way: what it has read, counted and found."""

    source: Source
    house: House
    options: Options
    id: int = 0
    last: LastRead | None = None
    lease: RunLease | None = None
    filed: Filed = field(init=False)
    counts: Counts = field(default_factory=Counts)
    notes: ReadNotes = field(default_factory=ReadNotes)
    findings: Findings = field(default_factory=Findings)

    def begin(self) -> None:
        if not self.options.dry_run:
            house = self.house
            facts, now = self.source.facts(), house.clock.now()
            self.id = run_lease.begin(house.database, facts, now, house.leasing)

    def leased(self) -> RunLease:
        house = self.house
        return RunLease(house.database, house.clock, house.leasing, self.id)

    def replayed(self, fetch: Fetch) -> Replayed:
        house = self.house
        self.last = again.last_of(self.source, house.database, house.gazetteer.edition)
        return again.replayed(fetch, self.last, self._watch_answers)

    def ended_as_before(self, last: LastRead) -> RunReport:
        now = self.house.clock.now()
        return again.ended_as_before(self.house.database, self.id, self.source.id, last, now)

    def read_and_understand(self, fetch: Fetch) -> None:
        """Read the whole feed, understand what it did not say before, and stage it."""
        edition = self.house.gazetteer.edition
        held = partial(held_under, self.house.database, self.source.id)
        watch = self._watch_reading
        with gather(self.source, fetch, self.notes, watch, edition, held) as gathering:
            hold_back(self.source, gathering, self.house.database, self.options.accept_missing)
            self.findings.filled = gathering.filled.told()
            now = self.house.clock.now()
            understand = partial(understood, self.source, self.house.gazetteer, now)
            with Staging(self.house.database, self.id, self.filed) as waiting:
                fresh = self._fresh(gathering, waiting)
                for judged in self.house.workers.each(understand, fresh):
                    self._keep(judged.taken, waiting)
                    self.findings.add(judged.findings)
                    self._watch("Understanding", self.counts.read, len(gathering))
                waiting.finish()

    def publish(self, answers: Sequence[Answer]) -> RunReport:
        """Decide what is gone, and publish; a dry run only reports."""
        database, now = self.house.database, self.house.clock.now()
        if not self.id:
            return self._told().report(self.id, self.findings)
        if not self._told().incomplete():
            gone, kept = deletions.stage_deletions(
                database, self.id, self.source.id, self.counts.read, self.options.accept_deletions
            )
            self.counts = self.counts.plus(gone=gone, gone_withheld=kept)
        report = self._told().report(self.id, self.findings)
        read = again.to_remember(self.source, self.house.gazetteer.edition, report, answers)
        watch, workers = self._watch_publishing, self.house.workers
        return publish_run(database, report, self._facts(), now, self.filed, watch, workers, read)

    def failed(self, reason: str) -> RunReport:
        now = self.house.clock.now()
        return runs.fail(self.house.database, self.id, self.source.id, reason, now)

    def _fresh(self, gathering: Iterable[Gathered], waiting: Staging) -> Iterator[list[Fresh]]:
        """What has to be understood; what is settled, or says the same as before, is staged."""
        database = self.house.database
        is_new = not holds_any(database, self.source.id)
        for chunk in chunked(gathering):
            ids = [str(record_id(self.source.id, one.identity.key)) for one in chunk]
            held = {} if is_new else known(database, ids)
            settled: list[Taken] = []
            fresh: list[Fresh] = []
            for id_, one in zip(ids, chunk, strict=True):
                taken = at_once(self.source, id_, one, held.get(id_), self.findings)
                if taken:
                    settled.append(taken)
                else:
                    fresh.append(Fresh(id_, one.identity, held.get(id_)))
            self._keep(settled, waiting)
            if fresh:
                yield fresh

    def _keep(self, taken: Sequence[Taken], waiting: Staging) -> None:
        waiting.add(taken)
        self.counts = counted(self.counts, taken)

    def _told(self) -> Told:
        return Told(self.source, self.counts, self.notes)

    def _facts(self) -> SourceFacts:
        """The source with the attributions that its feed itself asks to be shown."""
        facts = self.source.facts()
        more = tuple(one for one in self.notes.attributions if one not in facts.attribution)
        return facts.model_copy(update={"attribution": facts.attribution + more})

    def _watch_reading(self, read: int) -> None:
        self._watch("Reading", read, self.notes.stated_total)

    def _watch_answers(self, answers: int) -> None:
        total = len(self.last.answers) if self.last else None
        self._watch("Comparing", answers, total)

    def _watch_publishing(self, done: int, total: int) -> None:
        self._watch("Publishing", done, total)

    def _watch(self, doing: str, done: int, total: int | None) -> None:
        if self.lease:
            self.lease.check()
            self.lease.progress.tell(doing, done, total)
        self.options.watch(doing, done, total)
