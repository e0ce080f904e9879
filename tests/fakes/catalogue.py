"""A catalogue that looks at every document in turn: slow, plain, and asked like the real one."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from directory.catalogue.asking import Found, Part, PartKind, Shelved, Wanted
from places.geometry import distance_m
from schema.encoding import encode
from schema.terms import our_taxonomies
from search.tokens import stems_of
from tests.fakes.documents import FakeDocuments

Json = dict[str, Any]
CHANGED_AT = datetime(2026, 11, 1, tzinfo=UTC)


class FakeCatalogue:
    """Reads fake documents; `asked` keeps every question."""

    def __init__(self, documents: FakeDocuments) -> None:
        self.documents = documents
        self.asked: list[Wanted] = []

    def services(self, wanted: Wanted, page: int, per_page: int) -> Found:
        return _page(list(self.walk(wanted)), page, per_page)

    def walk(self, wanted: Wanted) -> Iterator[bytes]:
        self.asked.append(wanted)
        published = (one for one in self.documents.by_id.values() if one.state == "published")
        for one in sorted(published, key=lambda stored: stored.id):
            if self._fits(orjson.loads(one.body), wanted):
                yield one.body

    def parts(self, kind: PartKind, wanted: Wanted, page: int, per_page: int) -> Found:
        return _page(list(self.walk_parts(kind, wanted)), page, per_page)

    def walk_parts(self, kind: PartKind, wanted: Wanted) -> Iterator[bytes]:
        found = self._parts(kind, map(orjson.loads, self.walk(wanted)))
        return (orjson.dumps(found[one]) for one in sorted(found))

    def part(self, kind: PartKind, id: str) -> Part | None:  # noqa: A002
        for one in self.documents.by_id.values():
            body = self._parts(kind, [orjson.loads(one.body)]).get(id)
            if body and one.state == "published":
                return Part("published", orjson.dumps(body), f"{hash(str(body)):x}", (one.id,))
            if body:
                return Part("gone", b"", "", (), one.successor)
        return None

    def changed(self, kind: str, wanted: Wanted) -> Iterator[tuple[str, datetime]]:
        bodies = self.walk(wanted) if kind == "service" else self.walk_parts(kind, wanted)
        return ((orjson.loads(body)["id"], CHANGED_AT) for body in bodies)

    def taxonomies(self, words: tuple[str, ...], page: int, per_page: int) -> Found:
        bodies = [encode(one) for one in our_taxonomies() if _says(one.name, words)]
        return _page(sorted(bodies, key=_id), page, per_page)

    def taxonomy(self, id: str) -> Shelved | None:  # noqa: A002
        found = (one for one in our_taxonomies() if str(one.id) == id)
        return next((Shelved("published", encode(one)) for one in found), None)

    def terms(
        self,
        *,
        taxonomy: str | None = None,
        parent: str | None = None,
        top_only: bool = False,
        words: tuple[str, ...] = (),
        page: int = 1,
        per_page: int = 50,
    ) -> Found:
        keep: Callable[[Json], bool] = lambda term: (  # noqa: E731
            (not taxonomy or term["taxonomy_id"] == taxonomy)
            and (not parent or term.get("parent_id") == parent)
            and (not top_only or "parent_id" not in term)
            and _says(term["name"], words)
        )
        bodies = [orjson.dumps(term) for term in self._terms().values() if keep(term)]
        return _page(sorted(bodies, key=_id), page, per_page)

    def term(self, id: str) -> Shelved | None:  # noqa: A002
        found = self._terms().get(id)
        return Shelved("published", orjson.dumps(found)) if found else None

    def branch(self, term_id: str) -> tuple[str, ...]:
        below = [id_ for id_, term in self._terms().items() if term.get("parent_id") == term_id]
        return (term_id, *(found for id_ in below for found in self.branch(id_)))

    def holding(self, lat: float, lon: float) -> tuple[str, ...]:
        return ()

    def position(self) -> int:
        return 7

    def _terms(self) -> dict[str, Json]:
        said = (orjson.loads(encode(one)) for one in our_taxonomies())
        return {term["id"]: term for one in said for term in one["taxonomy_terms"]}

    def _parts(self, kind: str, services: Iterable[Json]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for service in services:
            ties = service.get("service_at_locations", [])
            objects = {
                "organization": [service["organization"]] if "organization" in service else [],
                "service_at_location": [{**tie, "service_id": service["id"]} for tie in ties],
                "location": [tie["location"] for tie in ties if "location" in tie],
            }[kind]
            found |= {one["id"]: one for one in objects}
        return found

    def _fits(self, service: Json, wanted: Wanted) -> bool:
        terms = {one.get("taxonomy_term_id") for one in service.get("attributes", [])}
        taxonomies = {one["taxonomy_term"]["taxonomy_id"] for one in service.get("attributes", [])}
        text = f"{service['name']} {service.get('description', '')}"
        return (
            _says(text, wanted.words)
            and (not wanted.terms or bool(terms & set(wanted.terms)))
            and (not wanted.taxonomy or wanted.taxonomy in taxonomies)
            and (
                not wanted.organization_id
                or service.get("organization_id") == wanted.organization_id
            )
            and (not wanted.modified_after or wanted.modified_after <= CHANGED_AT)
            and _is_near(service, wanted)
        )


def _is_near(service: Json, wanted: Wanted) -> bool:
    if wanted.lat is None or wanted.lon is None:
        return True
    places = [tie.get("location", {}) for tie in service.get("service_at_locations", [])]
    points = [(one["latitude"], one["longitude"]) for one in places if "latitude" in one]
    reach = wanted.within_m or 0
    return any(distance_m(wanted.lat, wanted.lon, *point) <= reach for point in points)


def _says(text: str, words: tuple[str, ...]) -> bool:
    return set(words) <= set(stems_of(text))


def _id(body: bytes) -> str:
    return str(orjson.loads(body)["id"])


def _page(bodies: list[bytes], page: int, per_page: int) -> Found:
    return Found(bodies[(page - 1) * per_page : page * per_page], len(bodies))
