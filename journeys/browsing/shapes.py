"""The shapes in which objects of a list are shown: whole, short, or with the services they hold."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from directory.catalogue.asking import Wanted
from journeys.catalogued import Catalogue
from journeys.stored import Documents
from schema.short import short

Shape = Callable[[Sequence[bytes]], Sequence[bytes]]


def as_stored(bodies: Sequence[bytes]) -> Sequence[bytes]:
    """The objects as they are published."""
    return bodies


def shortened(bodies: Sequence[bytes]) -> Sequence[bytes]:
    """The objects with what each has one of, as HSDS's lists have them."""
    return [orjson.dumps(short(orjson.loads(body))) for body in bodies]


def then(first: Shape, second: Shape) -> Shape:
    """One shape after the other."""
    return lambda bodies: second(first(bodies))


def with_service(documents: Documents) -> Shape:
    """Services at locations, each with its service in short, and the service's name and status.

    Name and status stand at the top too, since one edition of Open Referral UK describes this
    address as a service.
    """

    def shape(bodies: Sequence[bytes]) -> Sequence[bytes]:
        ties = [orjson.loads(body) for body in bodies]
        ids = {tie["service_id"] for tie in ties if "service_id" in tie}
        services = {id_: short(orjson.loads(found.body)) for id_, found in _read(documents, ids)}
        return [orjson.dumps(_tied(tie, services)) for tie in ties]

    return shape


def with_services(catalogue: Catalogue) -> Shape:
    """Organizations, each with its services whole."""

    def shape(bodies: Sequence[bytes]) -> Sequence[bytes]:
        return [_joined(body, catalogue) for body in bodies]

    return shape


def _read(documents: Documents, ids: set[str]) -> list[tuple[str, Any]]:
    found = documents.documents(sorted(ids))
    return [(id_, one) for id_, one in found.items() if one.state == "published"]


def _tied(tie: dict[str, Any], services: dict[str, dict[str, Any]]) -> dict[str, Any]:
    service = services.get(tie.get("service_id", ""))
    if service is None:
        return tie
    return {**tie, "name": service["name"], "status": service["status"], "service": service}


def _joined(body: bytes, catalogue: Catalogue) -> bytes:
    own = orjson.loads(body)
    services = list(catalogue.walk(Wanted(organization_id=own["id"])))
    if services:
        own["services"] = [orjson.Fragment(one) for one in services]
    return orjson.dumps(own)
