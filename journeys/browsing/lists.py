"""Lists of published objects: a page of them, all of them, or what changed, in one shape each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import orjson

from directory.catalogue.asking import Found, PartKind, Wanted
from journeys.browsing.shapes import Shape, as_stored
from journeys.catalogued import Catalogue

AT_ONCE = 200


class Listed(Protocol):
    """One list, already narrowed to what is sought."""

    def page(self, page: int, per_page: int) -> Found:
        """A page, counted from 1, with the total of all."""
        ...

    def all(self) -> Iterator[bytes]:
        """Every object by id, with flat memory."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """Services, each as it is published unless `shape` says otherwise."""

    catalogue: Catalogue
    wanted: Wanted
    shape: Shape = as_stored

    def page(self, page: int, per_page: int) -> Found:
        """A page, counted from 1, with the total of all."""
        found = self.catalogue.services(self.wanted, page, per_page)
        return found if self.shape is as_stored else Found(self.shape(found.bodies), found.total)

    def all(self) -> Iterator[bytes]:
        """Every service by id, with flat memory."""
        return _shaped(self.catalogue.walk(self.wanted), self.shape)


@dataclass(frozen=True, slots=True)
class PartsOf:
    """Organizations, locations or services at locations that services sought hold."""

    catalogue: Catalogue
    kind: PartKind
    wanted: Wanted
    shape: Shape = as_stored

    def page(self, page: int, per_page: int) -> Found:
        """A page, counted from 1, with the total of all."""
        found = self.catalogue.parts(self.kind, self.wanted, page, per_page)
        return found if self.shape is as_stored else Found(self.shape(found.bodies), found.total)

    def all(self) -> Iterator[bytes]:
        """Every object by id, with flat memory."""
        return _shaped(self.catalogue.walk_parts(self.kind, self.wanted), self.shape)


@dataclass(frozen=True, slots=True)
class Paged:
    """A list that is short enough to be walked page by page, such as that of terms."""

    page: Callable[[int, int], Found]

    def all(self) -> Iterator[bytes]:
        """Every object by id."""
        number = 1
        while bodies := self.page(number, AT_ONCE).bodies:
            yield from bodies
            number += 1


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything of a kind that is sought, as id and moment of its last change alone."""

    catalogue: Catalogue
    kind: str
    wanted: Wanted

    def all(self) -> Iterator[bytes]:
        """Every id with the moment of its last change."""
        for id_, moment in self.catalogue.changed(self.kind, self.wanted):
            yield _change(id_, moment)


def _change(id_: str, moment: datetime) -> bytes:
    return orjson.dumps({"id": id_, "last_modified": moment}, option=orjson.OPT_UTC_Z)


def _shaped(bodies: Iterator[bytes], shape: Shape) -> Iterator[bytes]:
    if shape is as_stored:
        return bodies
    return (shown for some in _some(bodies) for shown in shape(some))


def _some(bodies: Iterator[bytes]) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    for body in bodies:
        held.append(body)
        if len(held) == AT_ONCE:
            yield held
            held = []
    if held:
        yield held
