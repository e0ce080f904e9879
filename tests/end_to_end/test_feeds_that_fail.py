"""A source that fails, lies or disappears never removes or corrupts a listing."""

from datetime import timedelta
from pathlib import Path

import pytest

from directory.runs import RunReport
from journeys.harvest import Options
from tests.fixtures.house import WholeHouse, WriteSource
from tests.fixtures.tables import dump

GOOD = "name,postcode,description\n" + "".join(
    f"Lunch club {n},M33 7ZF,Soup and company\n" for n in range(1, 21)
)
NO_OPTIONS = Options()
URL = "https://feeds.example/groups.csv"


@pytest.fixture
def harvest(house: WholeHouse, write_source: WriteSource, tmp_path: Path) -> "Harvest":
    return Harvest(house, write_source, tmp_path)


class Harvest:
    """Harvests one made-up table, whatever its bytes."""

    def __init__(self, house: WholeHouse, write_source: WriteSource, folder: Path) -> None:
        self.house, self._folder = house, folder
        self._source = write_source("groups", URL)

    def __call__(self, feed: bytes | str, options: Options = NO_OPTIONS) -> RunReport:
        said = feed.encode() if isinstance(feed, str) else feed
        (self._folder / "groups.csv").write_bytes(said)
        self.house.clock.at += timedelta(minutes=1)
        return self.house.harvest(self._source, self._folder, options)


@pytest.mark.parametrize(
    "feed",
    [
        b"",
        b"name,postcode,description\n",
        b"<!doctype html><html><body>Please log in</body></html>",
    ],
    ids=["no bytes", "a header alone", "a page"],
)
def test_what_is_no_list_takes_nothing_away(harvest: Harvest, feed: bytes) -> None:
    harvest(GOOD)
    before = dump(harvest.house.database, without=("run", "last_read"))
    harvest(feed, Options(accept_deletions=1000))
    assert dump(harvest.house.database, without=("run", "last_read")) == before
    assert harvest.house.reading.total() == 20


def test_a_dry_run_writes_nothing_at_all(harvest: Harvest) -> None:
    harvest(GOOD)
    before = dump(harvest.house.database)
    report = harvest(GOOD + "Choir,M33 7ZF,Singing\n", Options(dry_run=True))
    assert (report.counts.new, report.counts.unchanged) == (1, 20)
    assert dump(harvest.house.database) == before


def test_a_table_in_windows_1252_with_a_bom_and_a_missing_column(harvest: Harvest) -> None:
    said = "name,postcode\r\nCafé £1 – “Natter”,M33 7ZF\r\n"
    harvest(b"\xef\xbb\xbf" + said.encode("cp1252"))
    (body,), _ = harvest.house.reading.services_page(1, 10)
    assert "Café £1 – “Natter”".encode() in body


def test_bad_rows_are_told_apart_and_good_ones_kept(harvest: Harvest) -> None:
    report = harvest(
        "name,postcode,description\n"
        ",M33 7ZF,nobody named it\n"
        "NA,M33 7ZF,a placeholder\n"
        "Choir,M33 7ZF,Singing\n"
        "Choir,M33 7ZF,Singing\n"
        "Walks,ZZ99 9ZZ,a postcode that does not exist\n"
    )
    counts = report.counts
    assert counts.adds_up()
    assert (counts.read, counts.new, counts.quarantined, counts.skipped) == (5, 2, 2, 1)
    assert report.findings["issues"]


def test_a_source_that_shrinks_keeps_its_listings_until_somebody_says_so(harvest: Harvest) -> None:
    harvest(GOOD)
    shrunk = "\n".join(GOOD.splitlines()[:11]) + "\n"
    withheld = harvest(shrunk)
    assert withheld.counts.gone_withheld == 10
    assert "--accept-deletions 10" in str(withheld.reason)
    assert harvest(shrunk, Options(accept_deletions=10)).counts.gone == 10
    assert harvest.house.reading.total() == 10


def test_fewer_than_expected_is_not_believed(
    house: WholeHouse, write_source: WriteSource, tmp_path: Path
) -> None:
    source = write_source("groups", URL, "expect = { least = 15, most = 18 }")
    (tmp_path / "groups.csv").write_text(GOOD)
    first = house.harvest(source, tmp_path)
    assert first.state == "complete"
    assert any("at most 18" in one for one in first.findings["warnings"])
    (tmp_path / "groups.csv").write_text("\n".join(GOOD.splitlines()[:15]))
    second = house.harvest(source, tmp_path)
    assert (second.state, second.counts.gone) == ("incomplete", 0)
    assert "at least 15" in str(second.reason)
