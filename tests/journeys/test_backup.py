"""A backup is whole or it is refused; what comes back is what was kept, on either database."""

import random
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from directory import copying, migrating
from directory.tables.every import METADATA
from directory.withdrawals import withdraw
from examples.demo.serving import serving
from journeys import catalogue, fhir
from journeys.backup.archive import opened
from journeys.backup.manifest import NAME, BackupBroken
from journeys.backup.noting import last_backup, note_backup
from journeys.backup.restoring import Destination, TargetHoldsSomething, restore
from journeys.backup.taking import Belongings, take_backup
from journeys.find import find
from journeys.finding.question import Question
from journeys.index import catch_up, rebuild
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from search.embedded import EmbeddedIndex
from tests.fixtures.backups import destination
from tests.fixtures.house import WholeHouse, whole_house
from tests.fixtures.tables import dump

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOLDEN = 50
NUMBERED = {"document", "change", "change_counter"}


@pytest.fixture(scope="module")
def demonstration(
    gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholeHouse]:
    folder = tmp_path_factory.mktemp("kept")
    database = Database(f"sqlite:///{folder / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    with whole_house(database, folder, gazetteer, FrozenClock(NOW)) as house:
        with serving() as directories:
            house.harvest_folder(_sources(folder / "sources", directories.base_url))
        yield house


def _sources(folder: Path, base_url: str) -> Path:
    folder.mkdir()
    for file in (ROOT / "examples" / "demo" / "sources").glob("*.toml"):
        said = file.read_text("utf-8").replace("{demo}", base_url)
        (folder / file.name).write_text(said, "utf-8")
    return folder


def _kept(database: Database) -> dict[str, Any]:
    names = {table.name for table in copying.tables()}
    return {name: rows for name, rows in dump(database).items() if name in names}


def _but_for_numbers(kept: dict[str, Any]) -> dict[str, Any]:
    """All but the numbers of changes, which are new after a restore; documents in their order."""
    rows = sorted(kept["document"], key=lambda row: row["change_number"])
    documents = [{**row, "change_number": 0} for row in rows]
    others = {name: said for name, said in kept.items() if name not in NUMBERED}
    return {**others, "document": documents}


@pytest.fixture
def belongings(tmp_path: Path) -> Belongings:
    sources = tmp_path / "operator"
    sources.mkdir()
    (sources / "own.toml").write_text("# made up")
    (tmp_path / "kept-secret").write_bytes(b"s" * 32)
    return Belongings(
        ledger=tmp_path / "kept.jsonl",
        sources=(sources,),
        settings={"contact": "made-up@fingerpost.example"},
        secret=tmp_path / "kept-secret",
    )


@pytest.fixture
def backup(demonstration: WholeHouse, belongings: Belongings, tmp_path: Path) -> Path:
    file = tmp_path / "backup.zip"
    take_backup(demonstration.database, belongings, file, "0.0.0", NOW)
    return file


@pytest.fixture
def to(database: Database, tmp_path: Path) -> Destination:
    """An empty directory on each database."""
    folder = tmp_path / "restored"
    folder.mkdir()
    return destination(database, folder)


def _golden() -> list[Question]:
    """The searches of the examples that name a place or none, the first fifty of them."""
    examples = ROOT / "tests" / "examples"
    said: list[dict[str, Any]] = [
        one
        for name in ("demo_searches.toml", "real_searches.toml")
        for one in tomllib.loads((examples / name).read_text("utf-8"))["search"]
    ]
    return [
        Question(words=one["words"], near=one.get("near", "M33 7ZF") or None)
        for one in said
        if one.get("words")
    ][:GOLDEN]


def _answers(house: WholeHouse) -> list[Any]:
    asked = _golden()
    assert len(asked) == GOLDEN
    found = [find(one, house.index, house.reading, house.gazetteer, house.clock) for one in asked]
    assert sum(1 for one in found if one.local.total) > GOLDEN // 2
    return [
        (
            one.local.total,
            [(hit.id, hit.document, hit.distance_m) for hit in one.local.found],
            one.wide.total,
            [hit.id for hit in one.wide.found],
        )
        for one in found
    ]


def test_fifty_searches_are_answered_alike_before_and_after(
    demonstration: WholeHouse, backup: Path, to: Destination
) -> None:
    restored = restore(backup, to, demonstration.clock)
    assert restored.manifest.rows() > 2_000
    assert _but_for_numbers(_kept(to.database)) == _but_for_numbers(_kept(demonstration.database))
    folder = to.ledger.parent
    with whole_house(to.database, folder, demonstration.gazetteer, demonstration.clock) as house:
        rebuild(house.reading, house.index)
        assert catalogue.catch_up(house.reading, to.database) == house.reading.total()
        assert fhir.catch_up(house.reading, to.database) == house.reading.total()
        assert _answers(house) == _answers(demonstration)
    assert to.secret.read_bytes() == b"s" * 32
    assert (to.sources / "own.toml").read_text() == "# made up"


def test_numbers_go_on_after_those_that_came_back(
    demonstration: WholeHouse, backup: Path, to: Destination, write_source: Any, tmp_path: Path
) -> None:
    restore(backup, to, demonstration.clock)
    source = write_source("further", "https://feeds.example/further.csv")
    (tmp_path / "further.csv").write_text("name,postcode,description\nA club,M33 7ZF,Tea\n")
    folder = to.ledger.parent
    with whole_house(to.database, folder, demonstration.gazetteer, demonstration.clock) as house:
        assert house.harvest(source, tmp_path).state == "complete"


def test_what_was_withdrawn_since_stays_withdrawn(
    demonstration: WholeHouse, backup: Path, to: Destination, belongings: Belongings
) -> None:
    first, second, third = [one.id for one in demonstration.reading.published()][:3]
    restore(backup, to, demonstration.clock)
    withdraw(to.database, to.ledger, first, "its address is secret", NOW)
    withdraw(to.database, to.ledger.with_name("of another machine"), second, "likewise", NOW)
    belongings.ledger.write_text(
        f'{{"listing_id":"{third}","reason":"asked to","at":"{NOW.isoformat()}"}}\n'
    )
    later = backup.with_name("later.zip")
    take_backup(demonstration.database, belongings, later, "0.0.0", NOW)
    assert restore(later, to, demonstration.clock, replace=True).withdrawn == 3
    with to.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, state FROM document").all()
    gone = {id_ for id_, state in rows if state != "published"}
    assert {first, second, third} <= gone


def test_a_directory_that_holds_something_is_left_alone(
    demonstration: WholeHouse, backup: Path, to: Destination
) -> None:
    restore(backup, to, demonstration.clock)
    withdraw(to.database, to.ledger, next(demonstration.reading.published()).id, "asked to", NOW)
    before = dump(to.database)
    with pytest.raises(TargetHoldsSomething, match="--replace"):
        restore(backup, to, demonstration.clock)
    assert dump(to.database) == before


def _truncated(file: Path) -> None:
    body = file.read_bytes()
    file.write_bytes(body[: len(body) * 2 // 3])


def _bytes_changed(file: Path) -> None:
    body = bytearray(file.read_bytes())
    chance = random.Random(20261121)
    for _ in range(20):
        body[chance.randrange(len(body) // 2)] ^= 0xFF
    file.write_bytes(body)


def _written_anew(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in held.items():
            changed = change(name, body)
            if changed is not None:
                archive.writestr(name, changed)


def _row_lost(file: Path) -> None:
    _written_anew(
        file, lambda name, body: body[body.index(b"\n") + 1 :] if "document" in name else body
    )


def _file_lost(file: Path) -> None:
    _written_anew(file, lambda name, body: None if name == "rows/record.jsonl" else body)


def _manifest_lost(file: Path) -> None:
    _written_anew(file, lambda name, body: None if name == NAME else body)


def _of_the_future(file: Path) -> None:
    _written_anew(
        file,
        lambda name, body: (
            body.replace(f'"revision": "{migrating.NEWEST}"'.encode(), b'"revision": "9999"')
            if name == NAME
            else body
        ),
    )


def _of_another_format(file: Path) -> None:
    _written_anew(
        file,
        lambda name, body: body.replace(b'"format": 1', b'"format": 2') if name == NAME else body,
    )


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    "spoil",
    [
        _truncated,
        _bytes_changed,
        _row_lost,
        _file_lost,
        _manifest_lost,
        _of_the_future,
        _of_another_format,
        _emptied,
    ],
)
def test_a_spoilt_backup_is_refused_and_nothing_is_touched(
    backup: Path, sqlite_database: Database, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    to = destination(sqlite_database, tmp_path / "restored")
    to.ledger.parent.mkdir()
    spoil(backup)
    before = dump(sqlite_database)
    with pytest.raises(BackupBroken):
        restore(backup, to, FrozenClock(NOW))
    assert dump(sqlite_database) == before
    assert list(to.ledger.parent.iterdir()) == []


def test_a_row_that_does_not_come_back_undoes_everything(
    backup: Path, to: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(to.database)
    put_in = copying.put_in

    def loses_one(connection: Any, table: Any, written: Any) -> None:
        rows = list(written)
        put_in(connection, table, rows[1:] if table.name == "match_key" else rows)

    monkeypatch.setattr(copying, "put_in", loses_one)
    with pytest.raises(BackupBroken, match="match_key"):
        restore(backup, to, FrozenClock(NOW))
    assert dump(to.database) == before


def test_a_backup_of_an_older_version_is_migrated_on_its_way(
    to: Destination, belongings: Belongings, tmp_path: Path
) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    migrating.bring_to(old, "0001")
    tables = [one for one in copying.tables() if one.name in ("source", "change_counter")]
    with old.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO source VALUES ('made_up', '{}', '2026-11-21 12:00:00', 'active')"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "tables", lambda: tuple(tables))
        take_backup(old, belongings, tmp_path / "old.zip", "0.0.0", NOW)
    old.close()
    restored = restore(tmp_path / "old.zip", to, FrozenClock(NOW))
    assert restored.manifest.revision == "0001"
    assert [row["id"] for row in dump(to.database)["source"]] == ["made_up"]
    assert migrating.revision(to.database) == migrating.NEWEST


def test_a_backup_shows_nothing_of_people_in_its_manifest(backup: Path) -> None:
    with opened(backup) as held, zipfile.ZipFile(backup) as archive:
        manifest = archive.read(NAME).decode()
        assert held.manifest.generation
        for trace in ("@", "M33", "0161", "020 7946", 'secret":"'):
            assert trace not in manifest
    assert backup.stat().st_mode & 0o077 == 0


def test_every_table_is_kept_derived_or_left_out_for_a_reason() -> None:
    kept = {one.name for one in copying.tables()}
    for table in METADATA.sorted_tables:
        derived = table.name.startswith(copying.DERIVED)
        assert (table.name in kept) + derived + (table.name in copying.LEFT_OUT) == 1
    assert {"document", "record", "withdrawal", "submission", "award", "listing"} <= kept


def test_when_the_last_backup_was_is_known(tmp_path: Path) -> None:
    assert last_backup(tmp_path) is None
    note_backup(tmp_path, NOW, tmp_path / "made-up.zip")
    assert last_backup(tmp_path) == NOW
    (tmp_path / "last-backup.json").write_text("{")
    assert last_backup(tmp_path) is None


def test_a_backup_is_taken_while_others_write(
    house: WholeHouse, write_source: Any, belongings: Belongings, tmp_path: Path
) -> None:
    """The rows of one moment: what is published meanwhile is in none of the tables."""
    source = write_source("groups", "https://feeds.example/groups.csv")
    (tmp_path / "groups.csv").write_text("name,postcode,description\nA club,M33 7ZF,Tea\n")
    house.harvest(source, tmp_path)
    catch_up(house.reading, house.index)
    lines = copying.lines

    def lines_while_writing(connection: Any, table: Any) -> Iterator[bytes]:
        yield from lines(connection, table)
        if table.name == "change_counter":
            rows = "name,postcode,description\nA club,M33 7ZF,Tea\nAnother,M33 7ZF,Cake\n"
            (tmp_path / "groups.csv").write_text(rows)
            house.harvest(source, tmp_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "lines", lines_while_writing)
        manifest = take_backup(house.database, belongings, tmp_path / "b.zip", "0.0.0", NOW)
    assert house.reading.total() == 2
    assert manifest.tables["document"].rows == manifest.generation == 1
    assert isinstance(house.index, EmbeddedIndex)
