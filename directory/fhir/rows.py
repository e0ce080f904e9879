"""Translated services as rows of the tables: their resources, and the codes to find them by."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schema.fhir.resources import resources
from schema.fhir.searching import SearchKeys, search_keys

Json = dict[str, Any]
Name = tuple[str, str]
KEYS = ("name", "alias", "street", "city", "postcode", "state", "country", "lat", "lon")
_NO_KEYS = SearchKeys(name="")


@dataclass(frozen=True, slots=True)
class Translated:
    """A published service by id, the hash of its content, and what it is in FHIR."""

    service_id: str
    content_hash: str
    resources: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Row:
    """A resource of a service; one that is gone has no body and stays as word that it was there."""

    kind: str
    id: str
    service_id: str
    body: bytes = b""
    content_hash: str = ""
    updated: str = ""
    keys: SearchKeys = _NO_KEYS

    @property
    def name(self) -> Name:
        """Which object it tells of; several services may hold the same."""
        return self.kind, self.id

    def values(self, shown: Collection[tuple[str, str, str]]) -> tuple[Any, ...]:
        """Its values in the order of COLUMNS."""
        is_shown = (self.kind, self.id, self.service_id) in shown
        named = (getattr(self.keys, one) for one in KEYS)
        own = (self.kind, self.id, self.service_id, int(not self.body), int(is_shown))
        return (*own, self.body, self.content_hash, self.updated, *named)

    def codes(self) -> Iterator[tuple[str, ...]]:
        """The rows of its codes, in the order of CODE_COLUMNS."""
        for parameter, system, code in self.keys.codes:
            yield self.kind, parameter, code, system, self.service_id, self.id


COLUMNS = (
    *("kind", "id", "service_id", "gone", "shown"),
    *("body", "content_hash", "updated"),
    *KEYS,
)
CODE_COLUMNS = ("kind", "parameter", "code", "system", "service_id", "id")


def translated(body: bytes, content_hash: str) -> Translated:
    """A service's bytes in FHIR."""
    service = orjson.loads(body)
    return Translated(service["id"], content_hash, resources(service))


def rows_of(services: Sequence[Translated]) -> list[Row]:
    """A row for every resource."""
    return [
        Row(
            kind=resource["resourceType"],
            id=resource["id"],
            service_id=one.service_id,
            body=orjson.dumps(resource),
            content_hash=one.content_hash,
            updated=resource["meta"]["lastUpdated"],
            keys=search_keys(resource),
        )
        for one in services
        for resource in one.resources
    ]
