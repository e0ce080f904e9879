"""The jobs of sources follow their files; a harvest's outcome decides when the next one is."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from directory.documents.reading import Reading
from directory.jobs.declaring import KEPT, SAID_AGAIN
from directory.jobs.reading import Job, all_jobs, due
from directory.run_lease import begin
from directory.runs import Counts
from harvesters.notes import FeedFailed, ReadNotes
from journeys.findings import Findings
from journeys.jobs.declaring import Declaring
from journeys.jobs.performing import perform
from journeys.jobs.tasks import TASKS
from journeys.publish import publish_records
from journeys.told import Told
from tests.fakes.tools import FakeTools
from tests.fixtures.house import WriteSource
from tests.fixtures.records import facts, record

URL = "https://feeds.example/clubs.csv"
FEED = "name,postcode,description\nTea and Talk,M33 7ZF,Tea\nChess,M33 2AA,Chess\n"


def _harvests(tools: FakeTools) -> list[Job]:
    with tools.database.reading() as connection:
        return [job for job in all_jobs(connection) if job.kind == "harvest"]


def _due(tools: FakeTools) -> Sequence[str]:
    with tools.database.reading() as connection:
        return [job.subject for job in due(connection, tools.clock.now()) if job.subject]


def _run_due(tools: FakeTools) -> None:
    for source_id in _due(tools):
        perform(TASKS["harvest"], source_id, tools)


def test_a_new_source_is_due_at_once_and_then_at_its_pace(
    tools: FakeTools, write_source: WriteSource
) -> None:
    write_source("clubs", URL, 'refresh = "12h"')
    (tools.folder / "clubs.csv").write_text(FEED)
    Declaring(tools).turn()
    assert _due(tools) == ["clubs"]
    _run_due(tools)
    job = _harvests(tools)[0]
    assert (job.outcome, job.reason) == ("done", "complete: 2 read, 2 listings changed")
    assert timedelta(hours=12) <= job.due_at - tools.clock.now() <= timedelta(hours=12.25)
    status = Reading(tools.database, tools.clock).sources()[0]
    assert (status.health, status.failures, status.next_due_at) == ("ok", 0, job.due_at)


def test_a_source_that_was_harvested_before_waits_for_its_turn(
    tools: FakeTools, write_source: WriteSource
) -> None:
    write_source("clubs", URL, 'refresh = "12h"')
    records = [record("clubs", "1", "Chess", "M33 7ZF")]
    publish_records(tools.database, facts("clubs"), records, tools.clock, complete=True)
    tools.clock.at += timedelta(hours=5)
    Declaring(tools).turn()
    assert _harvests(tools)[0].due_at == tools.clock.now() + timedelta(hours=7)


def test_after_an_outage_each_source_is_due_once(
    tools: FakeTools, write_source: WriteSource
) -> None:
    write_source("clubs", URL, 'refresh = "30m"')
    (tools.folder / "clubs.csv").write_text(FEED)
    Declaring(tools).turn()
    _run_due(tools)
    tools.clock.at += timedelta(days=30)
    assert _due(tools) == ["clubs"]
    _run_due(tools)
    assert _due(tools) == []
    assert tools.fetched == ["clubs", "clubs"]


def test_files_that_change_or_go_are_noticed_and_others_are_left_alone(
    tools: FakeTools, write_source: WriteSource
) -> None:
    for name in ("clubs", "halls"):
        write_source(name, URL)
        (tools.folder / f"{name}.csv").write_text(FEED)
    declaring = Declaring(tools)
    declaring.turn()
    _run_due(tools)
    write_source("clubs", URL, 'refresh = "2d"')
    declaring.turn()
    assert _due(tools) == ["clubs"]
    assert [job.every_s for job in _harvests(tools)] == [2 * 86_400, 86_400]
    (tools.folder / "sources" / "clubs" / "clubs.toml").unlink()
    declaring.turn()
    assert [job.subject for job in _harvests(tools)] == ["clubs", "halls"]
    tools.clock.at += KEPT
    declaring.turn()
    assert [job.subject for job in _harvests(tools)] == ["halls"]


def test_what_one_machine_lacks_stays_while_another_says_that_it_is_wanted(
    tools: FakeTools, write_source: WriteSource, tmp_path: Path
) -> None:
    lacking = FakeTools(tools.database, tools.clock, tmp_path / "lacking", tools.places)
    write_source("clubs", URL)
    machines = Declaring(tools), Declaring(lacking)
    for _ in range(3 * KEPT // SAID_AGAIN):
        for machine in machines:
            machine.turn()
        tools.clock.at += SAID_AGAIN
    assert [job.subject for job in _harvests(tools)] == ["clubs"]
    tools.clock.at += KEPT
    machines[1].turn()
    assert _harvests(tools) == []
    machines[0].turn()
    assert [job.subject for job in _harvests(tools)] == ["clubs"]


def test_two_machines_whose_files_differ_do_not_change_a_job_in_turns(
    tools: FakeTools, write_source: WriteSource, tmp_path: Path
) -> None:
    source = write_source("clubs", URL, 'refresh = "1d"')
    (tools.folder / "clubs.csv").write_text(FEED)
    other = FakeTools(tools.database, tools.clock, tmp_path / "other", tools.places)
    older = other.folder / "sources" / "clubs" / f"{source.id}.toml"
    older.parent.mkdir(parents=True)
    newer = tools.folder / "sources" / "clubs" / older.name
    older.write_text(newer.read_text().replace("1d", "2d"))
    machines = Declaring(other), Declaring(tools)
    for machine in machines:
        machine.turn()
    _run_due(tools)
    for _ in range(3):
        tools.clock.at += SAID_AGAIN
        for machine in machines:
            machine.turn()
    assert _due(tools) == []
    assert _harvests(tools)[0].every_s == 86_400


def test_a_broken_source_file_says_so_is_not_retried_and_stops_nobody_else(
    tools: FakeTools, write_source: WriteSource
) -> None:
    write_source("clubs", URL)
    write_source("halls", URL)
    (tools.folder / "halls.csv").write_text(FEED)
    broken = tools.folder / "sources" / "clubs" / "clubs.toml"
    broken.write_text(broken.read_text() + "\nprise = 3\n")
    declaring = Declaring(tools)
    declaring.turn()
    _run_due(tools)
    clubs, halls = _harvests(tools)
    assert (clubs.outcome, halls.outcome) == ("failed", "done")
    assert "prise" in str(clubs.reason)
    assert clubs.due_at >= tools.clock.now() + timedelta(days=1)
    broken.write_text(broken.read_text().replace("prise = 3", ""))
    (tools.folder / "clubs.csv").write_text(FEED)
    declaring.turn()
    _run_due(tools)
    assert _harvests(tools)[0].outcome == "done"


class _Failing:
    def __init__(self, **said: object) -> None:
        self.said = said

    def __enter__(self) -> object:
        raise FeedFailed(URL, "busy", "the source answered 503", **self.said)  # type: ignore[arg-type]

    def __exit__(self, *_: object) -> None:
        return None


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ({"temporary": True}, timedelta(minutes=1), timedelta(minutes=1.1)),
        ({"temporary": True, "retry_after_s": 7_200.0}, timedelta(hours=2), timedelta(hours=2)),
        ({"temporary": False}, timedelta(days=1), timedelta(days=1.1)),
    ],
)
def test_a_feed_that_fails_is_tried_again_as_it_says(
    tools: FakeTools,
    write_source: WriteSource,
    monkeypatch: pytest.MonkeyPatch,
    said: dict[str, object],
    least: timedelta,
    most: timedelta,
) -> None:
    write_source("clubs", URL)
    Declaring(tools).turn()
    monkeypatch.setattr("journeys.harvest.gather", lambda *_: _Failing(**said))
    _run_due(tools)
    job = _harvests(tools)[0]
    assert (job.outcome, job.reason) == ("failed", "the source answered 503 (busy)")
    assert least <= job.due_at - tools.clock.now() <= most


@pytest.mark.parametrize(
    ("temporary", "wait"), [(True, timedelta(minutes=1)), (False, timedelta(days=1))]
)
def test_a_feed_that_breaks_off_for_now_is_tried_again_soon(
    tools: FakeTools,
    write_source: WriteSource,
    monkeypatch: pytest.MonkeyPatch,
    temporary: bool,
    wait: timedelta,
) -> None:
    source = write_source("clubs", URL)
    Declaring(tools).turn()
    notes = ReadNotes()
    notes.cut_short("page 30 could not be read", temporary=temporary)
    report = Told(source, Counts(), notes).report(1, Findings())
    monkeypatch.setattr("journeys.jobs.harvesting.harvest", lambda *_: report)
    _run_due(tools)
    job = _harvests(tools)[0]
    assert job.outcome == ("failed" if temporary else "done")
    assert wait <= job.due_at - tools.clock.now() <= 1.1 * wait


def test_a_source_that_fails_again_and_again_is_shown_with_how_often(
    tools: FakeTools, write_source: WriteSource
) -> None:
    source = write_source("clubs", URL)
    Declaring(tools).turn()
    for failures in (1, 2, 3):
        _run_due(tools)
        status = Reading(tools.database, tools.clock).sources()[0]
        assert (status.health, status.failures) == ("failing", failures)
        tools.clock.at = _harvests(tools)[0].due_at
    begin(tools.database, source.facts(), tools.clock.now())
    assert Reading(tools.database, tools.clock).sources()[0].health == "failing"


def test_a_source_under_way_elsewhere_is_left_to_its_run(
    tools: FakeTools, write_source: WriteSource
) -> None:
    source = write_source("clubs", URL)
    Declaring(tools).turn()
    begin(tools.database, source.facts(), tools.clock.now())
    _run_due(tools)
    job = _harvests(tools)[0]
    assert job.due_at == tools.clock.now() + timedelta(seconds=60)
    assert (job.attempts, job.outcome) == (0, "done")


def test_a_machine_without_the_file_leaves_the_source_to_others(
    tools: FakeTools, write_source: WriteSource
) -> None:
    write_source("clubs", URL)
    Declaring(tools).turn()
    (tools.folder / "sources" / "clubs" / "clubs.toml").unlink()
    _run_due(tools)
    job = _harvests(tools)[0]
    assert "no file clubs.toml" in str(job.reason)
    assert job.due_at == tools.clock.now() + timedelta(minutes=1)


def test_the_tasks_of_the_house_are_due_from_the_start(tools: FakeTools) -> None:
    Declaring(tools).turn()
    with tools.database.reading() as connection:
        kinds = [job.kind for job in due(connection, tools.clock.now())]
    assert kinds == ["export", "reminders", "republish", "submissions"]
    for kind in kinds:
        ended = perform(TASKS[kind], "", tools)
        assert ended is not None
        assert ended.outcome == "done"
