"""Put the resources of services into their tables, and keep one of each for showing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from directory.chunks import chunks
from directory.fhir.standing import Standing, move
from directory.fhir.tables import CODE, RESOURCE
from runtime.database import Database
from schema.fhir.resources import resources
from schema.fhir.searching import SearchKeys, search_keys

Json = dict[str, Any]
Name = tuple[str, str]
_EMPTY = {"gone": 1, "shown": 0, "body": b""}
_UNPUBLISHED = text("""
    UPDATE fhir_resource SET gone = 1, shown = 0, body = :empty
    WHERE gone = 0 AND NOT EXISTS (SELECT 1 FROM document d WHERE d.kind = 'service'
        AND d.id = fhir_resource.service_id AND d.state = 'published')
""")
_KEYS = ("name", "alias", "street", "city", "postcode", "state", "country", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Translated:
    """A published service by id, the hash of its content, and what it is in FHIR."""

    service_id: str
    content_hash: str
    resources: Sequence[Json]


def translated(body: bytes, content_hash: str) -> Translated:
    """A service's bytes in FHIR."""
    service = orjson.loads(body)
    return Translated(service["id"], content_hash, resources(service))


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
        ids = [*(one.service_id for one in services), *gone]
        touched = _empty(connection, ids)
        rows, codes = _written(services)
        if rows:
            connection.execute(_upsert(connection), rows)
        if codes:
            connection.execute(insert(CODE), codes)
        touched |= {(row["kind"], row["id"]) for row in rows}
        _show(connection, touched)
        return True


def empty_unpublished(database: Database) -> None:
    """Empty what services left behind that are published no more."""
    with database.writing(lasting=False) as connection:
        connection.execute(_UNPUBLISHED, {"empty": b""})


def _empty(connection: Connection, service_ids: Sequence[str]) -> set[Name]:
    """Empty all rows of these services, which stay as word that they were there."""
    touched: set[Name] = set()
    for some in chunks(service_ids):
        mine = RESOURCE.c.service_id.in_(some)
        touched |= {(kind, id_) for kind, id_ in connection.execute(select(*_NAME).where(mine))}
        connection.execute(update(RESOURCE).where(mine).values(**_EMPTY))
        connection.execute(delete(CODE).where(CODE.c.service_id.in_(some)))
    return touched


_NAME = (RESOURCE.c.kind, RESOURCE.c.id)


def _written(services: Sequence[Translated]) -> tuple[list[Json], list[Json]]:
    """The rows of resources, and those of their codes."""
    rows: list[Json] = []
    codes: list[Json] = []
    for one in services:
        for resource in one.resources:
            keys = search_keys(resource)
            name = {
                "kind": resource["resourceType"],
                "id": resource["id"],
                "service_id": one.service_id,
            }
            rows.append(name | _row(resource, keys, one.content_hash))
            codes += (
                {**name, "parameter": parameter, "system": system, "code": code}
                for parameter, system, code in keys.codes
            )
    return rows, codes


def _row(resource: Json, keys: SearchKeys, content_hash: str) -> Json:
    return {
        "gone": 0,
        "shown": 0,
        "body": orjson.dumps(resource),
        "content_hash": content_hash,
        "updated": resource["meta"]["lastUpdated"],
        **{name: getattr(keys, name) for name in _KEYS},
    }


def _upsert(connection: Connection) -> Any:
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_into
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_into  # type: ignore[assignment]
    statement = insert_into(RESOURCE)
    kept = {"kind", "id", "service_id"}
    anew = {one.name: statement.excluded[one.name] for one in RESOURCE.c if one.name not in kept}
    return statement.on_conflict_do_update(index_elements=sorted(kept), set_=anew)


def _show(connection: Connection, touched: Collection[Name]) -> None:
    """Of several that tell of one object, show the fullest, and of equal ones the first."""
    named: dict[str, list[str]] = defaultdict(list)
    for kind, id_ in sorted(touched):
        named[kind].append(id_)
    for kind, ids in named.items():
        for some in chunks(ids):
            _show_some(connection, kind, some)


def _show_some(connection: Connection, kind: str, ids: Sequence[str]) -> None:
    there = select(
        RESOURCE.c.id,
        RESOURCE.c.service_id,
        text("length(body)"),
        RESOURCE.c.shown,
    ).where(RESOURCE.c.kind == kind, RESOURCE.c.id.in_(ids), RESOURCE.c.gone == 0)
    rows = connection.execute(there).all()
    best: dict[str, tuple[int, str]] = {}
    for id_, service_id, length, _ in rows:
        best[id_] = min(best.get(id_, (1, "")), (-length, service_id))
    wrong = [
        {"the_id": id_, "the_service": service_id, "is_shown": int(not shown)}
        for id_, service_id, _, shown in rows
        if bool(shown) != (best[id_][1] == service_id)
    ]
    if wrong:
        connection.execute(
            update(RESOURCE)
            .where(
                RESOURCE.c.kind == kind,
                RESOURCE.c.id == bindparam("the_id"),
                RESOURCE.c.service_id == bindparam("the_service"),
            )
            .values(shown=bindparam("is_shown")),
            wrong,
        )
