"""A feed that says the same bytes again is told as before, and whatever else differs is read."""

from datetime import timedelta
from pathlib import Path

import pytest

from directory.last_reads import last_read
from harvesters import pipeline
from harvesters.source import Source
from journeys.harvest import Options
from tests.fixtures.house import WholeHouse, WriteSource
from tests.fixtures.tables import dump

URL = "https://feeds.example/groups.csv"
ROWS = (
    "name,postcode,description\n"
    "Lunch club,M33 7ZF,Soup\nLunch club,M33 7ZF,Soup\nChoir,M33 7ZF,Singing\nNA,M33 7ZF,nobody\n"
)


@pytest.fixture
def source(write_source: WriteSource) -> Source:
    return write_source("groups", URL)


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose feeds were parsed."""
    parsed: list[str] = []

    def gather(source: Source, *rest: object) -> object:
        parsed.append(source.id)
        return pipeline.gather(source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("journeys.harvest.gather", gather)
    return parsed


def harvest(house: WholeHouse, source: Source, folder: Path, said: str = ROWS) -> object:
    (folder / "groups.csv").write_text(said)
    house.clock.at += timedelta(minutes=1)
    return house.harvest(source, folder)


def test_it_is_told_as_if_it_had_been_read(
    house: WholeHouse, source: Source, tmp_path: Path, gathered: list[str]
) -> None:
    harvest(house, source, tmp_path)
    before = dump(house.database, without=("run",))
    short = house.harvest(source, tmp_path)
    assert gathered == ["groups"]
    assert dump(house.database, without=("run",)) == before
    with house.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM last_read")
    whole = house.harvest(source, tmp_path)
    assert gathered == ["groups", "groups"]
    assert (short.counts, short.findings, short.state) == (
        whole.counts,
        whole.findings,
        whole.state,
    )
    assert (short.counts.unchanged, short.counts.quarantined, short.counts.skipped) == (2, 1, 1)


def test_other_bytes_another_declaration_and_an_incomplete_read_are_read(
    house: WholeHouse, source: Source, tmp_path: Path, gathered: list[str]
) -> None:
    harvest(house, source, tmp_path)
    harvest(house, source, tmp_path, ROWS + "Yoga,M33 7ZF,Stretching\n")
    other = source.model_copy(update={"title": "Groups and clubs"})
    house.harvest(other, tmp_path)
    assert len(gathered) == 3
    harvest(house, other, tmp_path, ROWS + "Yoga,M33")
    assert last_read(house.database, "groups") is None
    house.harvest(other, tmp_path)
    assert len(gathered) == 5


def test_withheld_deletions_are_told_every_time_until_they_are_accepted(
    house: WholeHouse, source: Source, tmp_path: Path, gathered: list[str]
) -> None:
    harvest(house, source, tmp_path, ROWS + "".join(f"Club {n},M33 7ZF,Tea\n" for n in range(20)))
    harvest(house, source, tmp_path)
    report = house.harvest(source, tmp_path)
    assert (report.counts.gone_withheld, len(gathered)) == (20, 3)
    report = house.harvest(source, tmp_path, Options(accept_deletions=20))
    assert report.counts.gone == 20


def test_a_dry_run_tells_it_too_and_writes_nothing(
    house: WholeHouse, source: Source, tmp_path: Path
) -> None:
    harvest(house, source, tmp_path)
    before = dump(house.database)
    report = house.harvest(source, tmp_path, Options(dry_run=True))
    assert report.counts.unchanged == 2
    assert dump(house.database) == before
