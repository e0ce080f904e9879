"""The ledger of withdrawals: torn, on a full disk, or beside a database of an older copy."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.parts import Parts
from directory import withdrawals
from directory.withdrawals import withdraw
from journeys.publish import publish_records
from runtime.database import Database
from runtime.settings import Settings
from tests.fixtures.records import facts, record
from tests.fixtures.small_disk import SmallDisk

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _published(parts: Parts, count: int = 3) -> list[str]:
    said = [record("council", str(n), f"Lunch club {n}") for n in range(count)]
    publish_records(parts.database, facts("council"), said, parts.clock, complete=True)
    return sorted(one.id for one in parts.reading.published())


def _shown(folder: Path, url: str | None = None) -> set[str]:
    parts = Parts(Settings(data_dir=folder, database_url=url))
    shown = {one.id for one in parts.reading.published()}
    parts.close()
    return shown


def test_an_older_copy_beside_any_machines_ledger_shows_nothing_withdrawn(
    tmp_path: Path, postgres_database: Database
) -> None:
    """One machine withdraws; another only starts, and its ledger then protects as well."""
    url = postgres_database.url
    one = Parts(Settings(data_dir=tmp_path / "one", database_url=url))
    first, *others = _published(one)
    withdraw(one.database, one.ledger, first, "its address is secret", NOW)
    one.close()
    assert _shown(tmp_path / "other", url) == set(others)
    with postgres_database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM withdrawal")
        connection.exec_driver_sql(f"UPDATE document SET state = 'published' WHERE id = '{first}'")
    assert _shown(tmp_path / "other", url) == set(others)


def test_a_copy_of_a_file_beside_the_ledger_shows_nothing_withdrawn(tmp_path: Path) -> None:
    parts = Parts(Settings(data_dir=tmp_path))
    first, *others = _published(parts)
    parts.close()
    shutil.copyfile(tmp_path / "fingerpost.sqlite3", tmp_path / "older")
    parts = Parts(Settings(data_dir=tmp_path))
    withdraw(parts.database, parts.ledger, first, "asked to", NOW)
    parts.close()
    shutil.copyfile(tmp_path / "older", tmp_path / "fingerpost.sqlite3")
    assert _shown(tmp_path) == set(others)


def test_a_line_that_was_torn_holds_up_nothing(tmp_path: Path) -> None:
    parts = Parts(Settings(data_dir=tmp_path))
    first, second, third = _published(parts)
    withdraw(parts.database, parts.ledger, first, "asked to", NOW)
    with parts.ledger.open("ab") as file:
        file.write(b'{"listing_id": "' + second.encode()[:9])
    withdraw(parts.database, parts.ledger, third, "asked to", NOW)
    parts.close()
    assert _shown(tmp_path) == {second}
    (tmp_path / "fingerpost.sqlite3").unlink()
    fresh = Parts(Settings(data_dir=tmp_path))
    rows = fresh.database.rows("SELECT listing_id FROM withdrawal", {})
    assert {str(row[0]) for row in rows} == {first, third}
    fresh.close()


def test_on_a_full_disk_a_line_is_whole_or_not_there(
    small_disk: Callable[[int], SmallDisk], tmp_path: Path
) -> None:
    disk = small_disk(1_000_000)
    ledger = disk.folder / "withdrawals.jsonl"
    append = (
        "import sys, pathlib; from directory.withdrawals import _append;"
        f" _append(pathlib.Path({str(ledger)!r}), {{'listing_id': 'x' * int(sys.argv[1])}})"
    )
    assert disk.run([sys.executable, "-c", append, "40"]).returncode == 0
    whole = disk.run(["cat", str(ledger)]).stdout
    disk.fill()
    failed = disk.run([sys.executable, "-c", append, "9000"])
    assert "No space left on device" in failed.stderr
    assert disk.run(["cat", str(ledger)]).stdout == whole


def test_what_cannot_be_written_down_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(withdrawals, "write_down", full)
    assert _shown(tmp_path) == set()
    assert "No space left" in capsys.readouterr().err
