"""Put the resources of services into their tables, and keep one of each for showing."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, select, text

from directory.catalogue.bulk import load
from directory.chunks import chunks
from directory.fhir.rows import CODE_COLUMNS, COLUMNS, Row, Translated, rows_of
from directory.fhir.showing import Holder, choose
from directory.fhir.standing import move
from directory.fhir.tables import CODE, RESOURCE
from directory.following import Standing
from runtime.database import Database

_UNPUBLISHED = text("""
    UPDATE fhir_resource SET gone = 1, shown = 0, body = :empty
    WHERE gone = 0 AND NOT EXISTS (SELECT 1 FROM document d WHERE d.kind = 'service'
        AND d.id = fhir_resource.service_id AND d.state = 'published')
""")


def write(
    database: Database,
    services: Sequence[Translated],
    gone: Collection[str],
    before: Standing,
    after: Standing,
) -> bool:
    """Write services anew and empty those that are gone; False if another process did it."""
    with database.writing(lasting=False) as connection:
        if not move(connection, before, after):
            return False
        held = _take_out(connection, [*(one.service_id for one in services), *gone])
        rows = rows_of(services)
        emptied = held - {(row.kind, row.id, row.service_id) for row in rows}
        rows += (Row(*holder) for holder in sorted(emptied))
        shown = choose(connection, rows, {(kind, id_) for kind, id_, _ in emptied})
        load(connection, "fhir_resource", COLUMNS, (row.values(shown) for row in rows))
        codes = (code for row in rows for code in row.codes())
        load(connection, "fhir_code", CODE_COLUMNS, codes)
        return True


def empty_unpublished(database: Database) -> None:
    """Empty what services left behind that are published no more."""
    with database.writing(lasting=False) as connection:
        connection.execute(_UNPUBLISHED, {"empty": b""})


def _take_out(connection: Connection, service_ids: Sequence[str]) -> set[Holder]:
    """Take out all rows of these services, and say which there were."""
    t = RESOURCE.c
    found: set[Holder] = set()
    for some in chunks(service_ids):
        mine = t.service_id.in_(some)
        rows = connection.execute(select(t.kind, t.id, t.service_id).where(mine))
        found |= {(kind, id_, service) for kind, id_, service in rows}
        if found:
            connection.execute(delete(RESOURCE).where(mine))
            connection.execute(delete(CODE).where(CODE.c.service_id.in_(some)))
    return found
