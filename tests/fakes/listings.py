"""Made-up services around Sale in Greater Manchester, as they are published."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from schema.encoding import decode, encode
from schema.identifiers import child_id
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, term_attribute
from tests.fakes.documents import FakeStored

TRAFFORD, SALFORD = "E08000009", "E08000006"
SALE_MOOR_WARD = "E05000829"
SALE = (53.4245, -2.3222)


def listing_id(name: str) -> UUID:
    return child_id("made-up", "listing", name)


def service(
    name: str,
    at: tuple[float, float] | None = SALE,
    areas: tuple[tuple[str | None, str], ...] = (),
    categories: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    **fields: Any,
) -> Service:
    """A made-up service; `at` is (lat, lon), `areas` are (code or none, name)."""
    own = listing_id(name)
    said: dict[str, Any] = {"id": str(own), "name": name, "status": "active", **fields}
    said["service_areas"] = [
        {"id": str(child_id(own, "area", area)), "name": area, **({"code": code} if code else {})}
        for code, area in areas
    ]
    if at:
        said["service_at_locations"] = [_at_location(own, *at)]
    made = decode(Service, orjson.dumps(said))
    terms = [term_attribute(own, CATEGORIES_TAXONOMY, slug) for slug in categories]
    terms += [term_attribute(own, NEEDS_TAXONOMY, slug) for slug in needs]
    return made.model_copy(update={"attributes": terms})


def _at_location(own: UUID, lat: float, lon: float) -> dict[str, Any]:
    place = str(child_id(own, "location", f"{lat},{lon}"))
    return {
        "id": str(child_id(own, "service_at_location", place)),
        "location": {
            "id": place,
            "location_type": "physical",
            "latitude": lat,
            "longitude": lon,
        },
    }


def stored(made: Service, **changed: Any) -> FakeStored:
    """The service as a document; `changed` are fields of the document, such as its state."""
    body = encode(made)
    return FakeStored(**{"id": str(made.id), "body": body, "etag": f"{hash(body):x}", **changed})


SERVICES = (
    service(
        "Debt Advice Sale",
        categories=("debt-advice",),
        needs=("debt",),
        areas=((TRAFFORD, "Trafford"),),
        free_of_charge=True,
        description="Advice on debt for anyone.",
    ),
    service(
        "Debt Advice Eccles",
        at=(53.4820, -2.3380),
        categories=("debt-advice",),
        needs=("debt",),
        areas=((SALFORD, "Salford"),),
    ),
    service("Sale Chat and Tea", categories=("befriending",), needs=("loneliness",)),
    service(
        "Sale Moor Friends",
        at=(53.4180, -2.3040),
        categories=("befriending",),
        needs=("loneliness",),
        areas=((SALE_MOOR_WARD, "Sale Moor"),),
    ),
    service(
        "Friends by Phone",
        at=None,
        categories=("befriending",),
        needs=("loneliness",),
        access_modes=["phone"],
        nationwide=True,
    ),
    service("Edinburgh Library", at=(55.9533, -3.1883), categories=("library",)),
)
CHANGED_AT = datetime(2026, 11, 1, tzinfo=UTC)
