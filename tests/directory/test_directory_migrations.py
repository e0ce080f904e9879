"""Migrations go up, down and up on both databases, and say what the tables say."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from geoalchemy2 import WKBElement
from shapely import box
from sqlalchemy import Text, insert, inspect, text

from directory import migrating
from directory.tables.every import METADATA
from harvesters.source import load_sources
from journeys import catalogue, fhir
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.fixtures.house import WholeHouse, whole_house
from tests.fixtures.tables import dump

SOME_REAL = ("bury_directory_warm", "gm_job_centres", "gm_food_banks")
BEFORE_AWARDS, PUBLISHED = "0001", {"document", "change", "change_counter"}
"""Before it awards were not published: they go from what is published, and come again."""
ANEW = PUBLISHED | {"last_read", "run", "catalogue_state", "catalogue_outline", "fhir_state"}
"""What one step down takes away for good: how far runs were, how sources were read last; and how
far the projections are, which are made anew from what is published.
"""
OUTLINED = "catalogue_outline WHERE wkb IS NOT NULL"
SHAPED = "catalogue_outline WHERE encode(ST_AsBinary(shape::geometry), 'hex') = lower(wkb)"
AREA = box(-2.4, 53.3, -2.1, 53.6)


@pytest.fixture
def real(
    database: Database,
    tmp_path: Path,
    gazetteer: Gazetteer,
    clock: FrozenClock,
    shared_dir: Path,
    load_file: LoadAwards,
) -> Any:
    """A database filled from what publishers really say, with a made-up award for one of them."""
    folder = Path(__file__).resolve().parents[2] / "examples" / "real" / "sources"
    with whole_house(database, tmp_path, gazetteer, clock) as house:
        for source in load_sources([folder]):
            if source.id in SOME_REAL:
                house.harvest(source, shared_dir / "data")
        first = next(iter(house.reading.published())).id
        load_file(an_award(listing_subject(first)))
        catalogue.catch_up(house.reading, database)
        fhir.catch_up(house.reading, database)
        with database.writing() as connection:
            connection.execute(insert(METADATA.tables["catalogue_outline"]).values(_outline()))
        yield house


def _outline() -> dict[str, Any]:
    west, south, east, north = AREA.bounds
    sides = {"south": south, "west": west, "north": north, "east": east}
    return {"digest": "made-up", "said_by": "made-up", "wkb": AREA.wkb_hex, **sides}


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


def test_real_rows_outlive_every_step_down_and_up(real: WholeHouse) -> None:
    database = real.database
    before, said = sums(database), awards(database)
    assert before["document"][0] > 100
    assert said
    for revision in reversed(migrating.REVISIONS[:-1]):
        migrating.bring_to(database, revision)
        beyond = PUBLISHED if revision == BEFORE_AWARDS else set()
        assert differing(before, sums(database)) <= beyond, revision
    migrating.upgrade(database)
    for project in (catalogue.catch_up, fhir.catch_up):
        project(real.reading, database)
    assert differing(before, sums(database)) <= ANEW
    assert awards(database) == said


def test_what_is_derived_is_there_and_counts_the_same(real: WholeHouse) -> None:
    database = real.database
    points = count(database, "catalogue_point")
    assert points > 50
    if database.is_sqlite:
        found = names(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert len({one for one in found if one.startswith("derived_")}) == 9
        assert count(database, "derived_points") == points
        assert count(database, "derived_outlines") == count(database, OUTLINED) > 0
        checked = "INSERT INTO derived_words (derived_words) VALUES ('integrity-check')"
        with database.writing() as connection:
            connection.execute(text(checked))
            for name in ("derived_points", "derived_outlines"):
                checked = f"SELECT rtreecheck('{name}')"
                assert connection.execute(text(checked)).scalar() == "ok"
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
    assert count(database, SHAPED) == count(database, OUTLINED) > 0


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
    """Rows of each table of today's shape, and a sum that does not hang on their order."""
    return {
        name: (len(rows), sum(hash(tuple(map(_said, row.values()))) for row in rows))
        for name, rows in dump(database, without=of_another_shape(database)).items()
    }


def _said(value: Any) -> str:
    """A value as text; a shape of PostGIS as its bytes."""
    return repr(value.desc if isinstance(value, WKBElement) else value)


def of_another_shape(database: Database) -> set[str]:
    """Tables that are not there, or have other columns than this version's."""
    inspector, there = inspect(database.engine), tables(database)
    return {
        name
        for name, table in METADATA.tables.items()
        if name not in there
        or {one["name"] for one in inspector.get_columns(name)} != {one.name for one in table.c}
    }


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before.keys() & after.keys() if before[name] != after[name]}


def awards(database: Database) -> list[Any]:
    """What is published of awards, without when and as which change."""
    found = "SELECT id, state, body, content_hash FROM document WHERE kind = 'award' ORDER BY id"
    return [tuple(row) for row in database.rows(found, {})]
