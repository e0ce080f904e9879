"""A desk for groups' own listings with a real database, beside made-up documents."""

from pathlib import Path
from typing import cast

from directory import migrating
from directory.documents.reading import Reading
from journeys.keeping.desk import Desk
from places.gazetteer import Gazetteer
from runtime.clock import Clock
from runtime.database import Database
from search.index import SearchIndex
from tests.fakes.documents import FakeDocuments
from tests.fakes.gazetteer import FakeGazetteer


def made_up_desk(file: Path, documents: FakeDocuments, index: SearchIndex, clock: Clock) -> Desk:
    """The desk; its database is the SQLite file, migrated if it is new."""
    database = Database(f"sqlite:///{file}")
    if not file.exists():
        migrating.upgrade(database)
    return Desk(
        database=database,
        reading=cast(Reading, documents),
        index=index,
        gazetteer=cast(Gazetteer, FakeGazetteer()),
        clock=clock,
        secret=b"made up for tests",
    )
