"""Objects inside the documents of services, read out of the fullest document that holds them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b

import orjson

from directory.catalogue.asking import Part, PartKind
from directory.catalogue.entry import held_parts
from directory.documents.reading import Reading
from runtime.database import Database

_FULLEST = """
    SELECT id, service_id FROM (
        SELECT p.id AS id, p.service_id AS service_id, row_number() OVER (
            PARTITION BY p.id ORDER BY p.size DESC, p.service_id) AS place
        FROM catalogue_part p
        CROSS JOIN document d
        WHERE p.kind = :kind AND p.present AND p.id IN ({places})
            AND d.kind = 'service' AND d.state = 'published' AND d.id = p.service_id) AS ranked
    WHERE place = 1
"""
"""A cross join, because SQLite keeps its order: parts first, then the documents of those."""
_HOLDERS = """
    SELECT p.service_id, p.present, d.state, d.successor_id
    FROM catalogue_part p LEFT JOIN document d ON d.kind = 'service' AND d.id = p.service_id
    WHERE p.kind = :kind AND p.id = :id ORDER BY p.size DESC, p.service_id
"""


def bodies(database: Database, reading: Reading, kind: str, ids: Sequence[str]) -> Iterator[bytes]:
    """The bodies of objects of a kind, in the order of their ids; gone ones are left out."""
    if not ids:
        return
    names = {f"id{number}": one for number, one in enumerate(ids)}
    places = ", ".join(f":{name}" for name in names)
    rows = database.rows(_FULLEST.format(places=places), {"kind": kind, **names})
    holder = {row[0]: row[1] for row in rows}
    found = _inside(reading, kind, holder)
    yield from (found[one] for one in ids if one in found)


def part(database: Database, reading: Reading, kind: PartKind, id_: str) -> Part | None:
    """An object by its kind and id; None if no service ever held it."""
    rows = database.rows(_HOLDERS, {"kind": kind, "id": id_})
    if not rows:
        return None
    holders = tuple(row[0] for row in rows if row[1] and row[2] == "published")
    for holder in holders:
        body = _inside(reading, kind, {id_: holder}).get(id_)
        if body is not None:
            return Part("published", body, _etag(body), holders)
    successors = sorted(row[3] for row in rows if row[3] and row[2] != "published")
    return Part("gone", b"", "", (), successors[0] if successors else None)


def _inside(reading: Reading, kind: str, holder: Mapping[str, str]) -> dict[str, bytes]:
    """The body of each object out of the document of the service that is named for it."""
    wanted: dict[str, set[str]] = {}
    for id_, service in holder.items():
        wanted.setdefault(service, set()).add(id_)
    found: dict[str, bytes] = {}
    for service, stored in reading.documents(list(wanted)).items():
        if stored.state == "published":
            found |= _read(stored.body, kind, wanted[service])
    return found


def _read(body: bytes, kind: str, ids: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for held, said in held_parts(orjson.loads(body)):
        if held == kind and said["id"] in ids:
            shown = orjson.dumps(said)
            if len(shown) > len(found.get(said["id"], b"")):
                found[said["id"]] = shown
    return found


def _etag(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()
