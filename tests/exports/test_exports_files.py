"""Files of one moment: what they hold, when they are served no more, what a crash leaves."""

import csv
import json
import math
import os
import threading
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from directory.documents.reading import Reading
from directory.feeds import Feeds
from directory.withdrawals import withdraw
from journeys.awards import revoke_award
from journeys.exports import making
from journeys.exports.bulk import Bulk, FilesAwaited, NoSuchFile
from journeys.exports.formats import FORMATS
from journeys.exports.manifest import MANIFEST
from journeys.exports.shelf import BeingMade
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import listing_id, record_id
from tests.fixtures.awards import LoadAwards, an_award, record_subject
from tests.fixtures.exports import PublishAll
from tests.fixtures.records import record

TWO = (record("council", "1", "Chess"), record("council", "2", "Tea and Talk", "M33 2AA"))


def _read(bulk: Bulk, name: str) -> bytes:
    with bulk.open(name).file as file:
        return file.read()


def _sets(bulk: Bulk) -> list[Path]:
    return list(bulk.shelf.root.glob("set-*"))


def test_every_format_holds_the_same_moment(
    bulk: Bulk, database: Database, clock: FrozenClock, publish: PublishAll
) -> None:
    publish(*TWO)
    made = bulk.make()
    reading = Reading(database, clock)
    assert made.generation == reading.generation()
    assert {one.name for one in made.files} == {one.file for one in FORMATS.values()}
    assert [one.counts.get("services") for one in made.files] == [2] * 6
    lines = _read(bulk, "services.ndjson").splitlines()
    assert lines == [stored.body for stored in reading.published()]
    for one in made.files:
        body = _read(bulk, one.name)
        assert (len(body), sha256(body).hexdigest()) == (one.bytes, one.sha256)
        alone = json.loads(_read(bulk, f"{one.name}{MANIFEST}"))
        assert alone["file"]["sha256"] == one.sha256
        assert [(source["id"], source["listings"]) for source in alone["sources"]] == [
            ("council", 2)
        ]


def test_the_same_generation_makes_the_same_bytes(bulk: Bulk, publish: PublishAll) -> None:
    publish(*TWO)
    assert bulk.make().files == bulk.make().files
    assert len(_sets(bulk)) == 1


def test_an_empty_directory_has_files_too(bulk: Bulk) -> None:
    assert bulk.make().services == 0
    assert json.loads(_read(bulk, "services.geojson"))["features"] == []
    assert _read(bulk, "services.ndjson") == b""


def test_what_is_withdrawn_is_served_no_more_from_that_moment_on(
    bulk: Bulk, database: Database, clock: FrozenClock, tmp_path: Path, publish: PublishAll
) -> None:
    publish(*TWO)
    bulk.make()
    assert bulk.is_fresh()
    listing = str(listing_id(record_id("council", "1")))
    withdraw(database, tmp_path / "ledger", listing, "made up", clock.now())
    with pytest.raises(FilesAwaited, match="withdrawn"):
        bulk.open("services.csv")
    assert not bulk.is_fresh()
    bulk.make()
    assert listing.encode() not in _read(bulk, "services.ndjson")
    assert bulk.is_fresh()


def test_what_its_source_lists_no_more_is_made_at_once_and_served_for_minutes(
    bulk: Bulk, clock: FrozenClock, publish: PublishAll
) -> None:
    many = [record("council", str(key), f"Group {key}", f"M{key} 1AA") for key in range(20)]
    publish(*many)
    bulk.make()
    publish(*many[1:])
    assert not bulk.is_fresh()
    clock.at += timedelta(minutes=14)
    assert bulk.manifest().services == 20
    clock.at += timedelta(minutes=1)
    with pytest.raises(FilesAwaited, match="gone"):
        bulk.manifest()
    bulk.make()
    assert bulk.manifest().services == 19


def test_after_a_withdrawal_the_lines_are_there_before_all_else(
    bulk: Bulk,
    database: Database,
    clock: FrozenClock,
    publish: PublishAll,
    tmp_path: Path,
) -> None:
    """While the other formats are made, lines of the same moment are served; nothing old is."""
    publish(*TWO)
    took_s = bulk.make().took_s
    gone = str(listing_id(record_id("council", "1")))
    withdraw(database, tmp_path / "withdrawals", gone, "made up", clock.now())
    met: list[tuple[int, int]] = []

    def meanwhile(*_: int) -> None:
        other = Bulk(bulk.shelf.root, database, clock)
        assert gone.encode() not in _read(other, "services.ndjson")
        assert not other.is_fresh()
        for name in ("services.csv", f"services.csv{MANIFEST}"):
            with pytest.raises(FilesAwaited, match="being made") as awaited:
                other.open(name)
        met.append((len(other.manifest().files), awaited.value.retry_after_s))

    with pytest.raises(FilesAwaited, match="withdrawn"):
        bulk.manifest()
    made = bulk.make(meanwhile)
    assert set(met) == {(2, max(1, math.ceil(took_s)))}
    assert len(made.files) == len(bulk.manifest().files) == len(FORMATS)
    assert len(_sets(bulk)) == 1


def test_for_news_no_file_is_ever_missing(bulk: Bulk, publish: PublishAll) -> None:
    publish(TWO[0])
    bulk.make()
    publish(*TWO)
    met: list[int] = []
    bulk.make(lambda *_: met.append(len(bulk.manifest().files)))
    assert set(met) == {len(FORMATS)}


def test_news_wait_for_their_pace(bulk: Bulk, clock: FrozenClock, publish: PublishAll) -> None:
    publish(TWO[0])
    assert not bulk.is_fresh()
    bulk.make()
    publish(*TWO)
    assert bulk.is_fresh()
    clock.at += timedelta(minutes=1)
    assert not bulk.is_fresh()
    assert bulk.manifest().services == 1


def test_a_kite_mark_is_in_no_file_after_its_last_day(
    bulk: Bulk, clock: FrozenClock, publish: PublishAll, load_file: LoadAwards
) -> None:
    publish(*TWO)
    load_file(an_award(record_subject("council", "1")))
    ends = bulk.make().valid_until
    assert ends is not None
    assert b"Example Kite Mark" in _read(bulk, "services.csv")
    clock.at = ends - timedelta(seconds=1)
    assert bulk.is_fresh()
    clock.at = ends
    with pytest.raises(FilesAwaited, match="kite mark"):
        bulk.open("services.csv")
    assert not bulk.is_fresh()
    assert bulk.make().valid_until is None, "made before the listing was published anew"
    assert b"Example Kite Mark" not in _read(bulk, "services.csv")


def test_a_kite_mark_that_was_revoked_is_served_no_more(
    bulk: Bulk,
    database: Database,
    clock: FrozenClock,
    publish: PublishAll,
    load_file: LoadAwards,
) -> None:
    publish(*TWO)
    load_file(an_award(record_subject("council", "1")))
    bulk.make()
    revoke_award(database, clock, Feeds(database, clock).awards(0, 1)[0].id, "made up")
    with pytest.raises(FilesAwaited, match="withdrawn"):
        bulk.open("services.csv")
    bulk.make()
    assert b"Example Kite Mark" not in _read(bulk, "services.csv")


def test_who_reads_goes_on_reading_while_files_are_exchanged(
    bulk: Bulk, publish: PublishAll
) -> None:
    publish(TWO[0])
    bulk.make()
    with bulk.open("services.ndjson").file as file:
        begun = file.read(10)
        publish(*TWO)
        bulk.make()
        assert len((begun + file.read()).splitlines()) == 1
    assert len(_read(bulk, "services.ndjson").splitlines()) == 2


def test_what_is_broken_off_leaves_the_files_as_they_were(
    bulk: Bulk, publish: PublishAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(*TWO)
    before = bulk.make()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(making, "_put_down", full)
    with pytest.raises(OSError, match="no space"):
        bulk.make()
    assert bulk.manifest() == before
    assert len(_sets(bulk)) == 1


def test_what_a_killed_process_left_is_cleared_and_never_served(
    bulk: Bulk, publish: PublishAll
) -> None:
    publish(*TWO)
    half = bulk.shelf.root / "set-halfway"
    half.mkdir(parents=True)
    (half / "services.csv").write_text("half a row")
    with pytest.raises(FilesAwaited, match="yet"):
        bulk.open("services.csv")
    bulk.make()
    assert not half.exists()


def test_a_damaged_file_is_not_served_and_made_anew(bulk: Bulk, publish: PublishAll) -> None:
    publish(*TWO)
    bulk.make()
    folder = bulk.shelf.current()
    assert folder
    os.truncate(folder / "services.parquet", 100)
    assert not bulk.is_fresh()
    with pytest.raises(FilesAwaited, match="as they were made"):
        bulk.open("services.parquet")
    bulk.make()
    assert bulk.is_fresh()


def test_two_at_once_do_not_meet(bulk: Bulk, publish: PublishAll) -> None:
    publish(*TWO)
    with bulk.shelf.exchange(), pytest.raises(BeingMade):
        bulk.make()


def test_files_of_a_database_that_was_put_back_are_not_served(
    bulk: Bulk, database: Database, publish: PublishAll
) -> None:
    publish(*TWO)
    bulk.make()
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE change_counter SET number = number - 1")
    with pytest.raises(FilesAwaited, match="another state"):
        bulk.manifest()


def test_files_of_a_state_that_a_restored_database_never_had_are_not_served(
    bulk: Bulk, database: Database, publish: PublishAll
) -> None:
    publish(*TWO)
    made = bulk.make().generation
    with database.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM change WHERE number = {made}")
        connection.exec_driver_sql("UPDATE change_counter SET number = number + 1000")
    with pytest.raises(FilesAwaited, match="another state"):
        bulk.manifest()
    assert not bulk.is_fresh()


def test_a_publication_meanwhile_is_not_in_files_of_the_moment_before(
    bulk: Bulk, database: Database, publish: PublishAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(*TWO)
    bulk.make()
    real = making.Exported

    def and_publish(body: bytes) -> making.Exported:
        if not published:
            published.append(True)
            writer = threading.Thread(target=publish, args=(record("council", "3"),),
                                      kwargs={"complete": False})  # fmt: skip
            writer.start()
            writer.join()
        return real(body)

    published: list[bool] = []
    monkeypatch.setattr(making, "Exported", and_publish)
    made = bulk.make()
    assert published == [True]
    assert made.services == 2
    assert made.generation < Reading(database, FrozenClock(made.made_at)).generation()


def test_only_names_of_files_are_opened(bulk: Bulk, publish: PublishAll) -> None:
    publish(*TWO)
    bulk.make()
    for name in ("index.json", "../current", "/etc/passwd", "", "services.csv\0", "set-x"):
        with pytest.raises(NoSuchFile):
            bulk.open(name)


def test_a_row_of_the_sheet_says_what_the_service_says(
    bulk: Bulk, publish: PublishAll, load_file: LoadAwards
) -> None:
    said = record("council", "1", "=cmd()", phones=[{"id": str(record_id("council", "p")),
                                                     "number": "+44161 496 0123"}])  # fmt: skip
    publish(said)
    load_file(an_award(record_subject("council", "1")))
    bulk.make()
    text = _read(bulk, "services.csv").decode("utf-8-sig")
    row = next(csv.DictReader(text.splitlines()))
    assert row["name"] == "'=cmd()"
    assert row["phones"] == "'+44161 496 0123"
    assert row["postcodes"] == "M33 7ZF"
    assert row["lon"] == "-2.32"
    assert row["kite_mark_tiers"] == "ready"
    assert row["kite_marks"].startswith("Example Kite Mark: Ready, by Example Voluntary Council")
    assert (row["sources"], row["licences"]) == (
        "The council directory",
        "Open Government Licence v3.0",
    )
