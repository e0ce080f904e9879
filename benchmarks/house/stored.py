"""Made-up listings published in bulk, by the directory's own statements, without a harvest."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import text

from benchmarks.listings import listings
from directory import migrating, preparing
from directory.preparing import PUBLISHED, Prepared
from directory.stamps import stamp
from directory.writing import write_documents
from runtime.database import Database

BATCH = 10_000


def fill(database: Database, count: int, now: datetime) -> None:
    """Bring a database to this version's shape and publish the first `count` listings in it."""
    migrating.upgrade(database)
    every = listings(count)
    while batch := list(islice(every, BATCH)):
        publish(database, batch, now)
    if not database.is_sqlite:
        with database.writing() as connection:
            connection.execute(text("ANALYZE"))


def publish(database: Database, documents: Iterable[dict[str, Any]], now: datetime) -> None:
    """Publish documents in one transaction, with their entries in the change log."""
    prepared = tuple(_prepared(documents, now))
    with database.writing() as connection:
        write_documents(connection, prepared, now)


def _prepared(documents: Iterable[dict[str, Any]], now: datetime) -> Iterator[Prepared]:
    for one in documents:
        content = orjson.dumps(one)
        body = b'%b,"last_modified":"%b"}' % (content[:-1], stamp(now).encode())
        yield Prepared(one["id"], PUBLISHED, body, preparing.digest_of(one))
