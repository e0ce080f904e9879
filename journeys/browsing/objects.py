"""One object by its id: an organization, a service at a location, a taxonomy or a term."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from directory.catalogue.asking import PartKind, Shelved
from journeys.browsing.errors import ObjectGone, ObjectUnknown
from journeys.browsing.lists import Paged
from journeys.browsing.shapes import Shape, as_stored
from journeys.catalogued import Catalogue


@dataclass(frozen=True, slots=True)
class Shown:
    """An object as bytes; `etag` is that of the bytes unless it is known without them."""

    body: bytes
    etag: str | None = None


def part(catalogue: Catalogue, kind: PartKind, id_: str, shape: Shape = as_stored) -> Shown:
    """An object that services hold; raises ObjectUnknown and ObjectGone."""
    found = catalogue.part(kind, id_)
    if found is None:
        raise ObjectUnknown
    if found.state != "published":
        raise ObjectGone(found.successor)
    if shape is as_stored:
        return Shown(found.body, found.etag)
    return Shown(shape([found.body])[0])


def taxonomy(catalogue: Catalogue, id_: str) -> Shown:
    """A taxonomy with all its terms, as Open Referral UK reads it.

    Raises ObjectUnknown and ObjectGone.
    """
    said = orjson.loads(entry(catalogue.taxonomy, id_).body)
    listed = Paged(lambda page, most: catalogue.terms(taxonomy=id_, page=page, per_page=most))
    terms = [orjson.Fragment(body) for body in listed.all()]
    return Shown(orjson.dumps({**said, "taxonomy_terms": terms} if terms else said))


def entry(read: Callable[[str], Shelved | None], id_: str) -> Shown:
    """A taxonomy or a term; raises ObjectUnknown and ObjectGone."""
    found = read(id_)
    if found is None:
        raise ObjectUnknown
    if found.state != "published":
        raise ObjectGone(None)
    return Shown(found.body)
