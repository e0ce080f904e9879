"""Migrations go up, down and up on both databases, and say what the tables say."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Text, inspect, text

from directory import migrating
from directory.tables.every import METADATA
from harvesters.source import load_sources
from journeys.catalogue import catch_up
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.house import WholeHouse, whole_house
from tests.fixtures.tables import dump

SOME_REAL = ("bury_directory_warm", "gm_job_centres", "gm_food_banks")
BEFORE_CATALOGUE = "0003"


@pytest.fixture
def real(
    database: Database, tmp_path: Path, gazetteer: Gazetteer, clock: FrozenClock, shared_dir: Path
) -> Any:
    """A database filled from what publishers really say."""
    folder = Path(__file__).resolve().parents[2] / "examples" / "real" / "sources"
    with whole_house(database, tmp_path, gazetteer, clock) as house:
        for source in load_sources([folder]):
            if source.id in SOME_REAL:
                house.harvest(source, shared_dir / "data")
        catch_up(house.reading, database)
        yield house


def test_there_is_one_head_and_it_is_the_newest() -> None:
    assert ScriptDirectory.from_config(migrating.config()).get_heads() == [migrating.NEWEST]


def test_tables_and_migrations_agree(database: Database) -> None:
    settings = migrating.config()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.check(settings)


def test_down_and_up_again(database: Database) -> None:
    fresh = dump(database)
    migrating.bring_to(database, "base")
    assert tables(database) <= {"alembic_version", "spatial_ref_sys"}
    migrating.bring_to(database, "head")
    assert dump(database) == fresh
    assert not migrating.upgrade(database)


def test_real_rows_outlive_going_down_and_up(real: WholeHouse) -> None:
    database = real.database
    before = sums(database)
    assert before["document"][0] > 100
    migrating.bring_to(database, BEFORE_CATALOGUE)
    gone = before.keys() - tables(database)
    assert {one for one in gone if one.startswith("catalogue_")}
    migrating.upgrade(database)
    catch_up(real.reading, database)
    after = sums(database)
    kept = [name for name in before if name not in gone]
    assert len(kept) > 15
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["catalogue_words"] == before["catalogue_words"]
    migrating.bring_to(database, "base")
    migrating.upgrade(database)


def test_what_is_derived_is_there_and_counts_the_same(real: WholeHouse) -> None:
    database = real.database
    points = count(database, "catalogue_point")
    assert points > 50
    if database.is_sqlite:
        found = names(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert len({one for one in found if one.startswith("derived_")}) == 9
        assert count(database, "derived_points") == points
        checked = "INSERT INTO derived_words (derived_words) VALUES ('integrity-check')"
        with database.writing() as connection:
            connection.execute(text(checked))
            assert connection.execute(text("SELECT rtreecheck('derived_points')")).scalar() == "ok"
        return
    triggers = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    assert names(database, triggers) >= {"derived_points", "derived_outlines"}
    indexes = names(database, "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'derived_%'")
    assert indexes == {"derived_words", "derived_positions", "derived_shapes"}
    assert names(database, "SELECT indexrelid::text FROM pg_index WHERE NOT indisvalid") == set()
    placed = (
        "catalogue_point WHERE abs(ST_Y(position::geometry) - lat) < 1e-12"
        " AND abs(ST_X(position::geometry) - lon) < 1e-12"
    )
    assert count(database, placed) == points


def test_what_is_taken_out_is_taken_out_of_what_is_derived(sqlite_database: Database) -> None:
    added = (
        "INSERT INTO catalogue_point (service, service_at_location_id, location_id, lat, lon,"
        " x, y, z) VALUES (1, 'a', 'b', 53.4, -2.3, 0, 0, 0)"
    )
    box = "SELECT south, north FROM derived_points"
    with sqlite_database.writing() as connection:
        connection.execute(text(added))
        assert connection.execute(text(box)).all()[0][0] == pytest.approx(53.4, abs=1e-4)
        connection.execute(text("UPDATE catalogue_point SET lat = 51.5"))
        assert connection.execute(text(box)).all()[0][0] == pytest.approx(51.5, abs=1e-4)
        connection.execute(text("DELETE FROM catalogue_point"))
        assert connection.execute(text(box)).all() == []


def test_no_text_is_cut(database: Database) -> None:
    """Every text of ours may be as long as its source says it."""
    inspector = inspect(database.engine)
    for name in tables(database) & set(METADATA.tables):
        for column in inspector.get_columns(name):
            length = getattr(column["type"], "length", None)
            assert length is None, f"{name}.{column['name']} holds {length} characters"
            if isinstance(METADATA.tables[name].c[column["name"]].type, Text):
                assert "CHAR" not in str(column["type"]).upper()


def tables(database: Database) -> set[str]:
    found = inspect(database.engine).get_table_names()
    return {name for name in found if not name.startswith(("derived_", "sqlite_"))}


def names(database: Database, sql: str) -> set[str]:
    return {row[0] for row in database.rows(sql.replace("%", "%%"), {})}


def count(database: Database, table: str) -> int:
    return int(database.rows(f"SELECT count(*) FROM {table}", {})[0][0])


def sums(database: Database) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a sum of them that does not hang on their order."""
    return {
        name: (len(rows), sum(hash(repr(row)) for row in rows))
        for name, rows in dump(database).items()
    }
