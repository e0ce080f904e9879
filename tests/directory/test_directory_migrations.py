"""Migrations go up, down and up on both databases, and say what the tables say."""

from alembic import command
from alembic.script import ScriptDirectory

from directory import migrating
from runtime.database import Database
from tests.fixtures.tables import dump


def test_there_is_one_head_and_it_is_the_newest() -> None:
    assert ScriptDirectory.from_config(migrating.config()).get_heads() == [migrating.NEWEST]


def test_tables_and_migrations_agree(database: Database) -> None:
    settings = migrating.config()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.check(settings)


def test_down_and_up_again(database: Database) -> None:
    settings = migrating.config()
    fresh = dump(database)
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
        command.upgrade(settings, "head")
    assert dump(database) == fresh
    assert not migrating.upgrade(database)
