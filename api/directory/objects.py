"""The single objects of the doors: one address for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.asking import from_query
from api.depends import PartsOf
from api.directory import documented as shown
from api.directory.parameters import OrganizationAsked
from api.directory.serving import serve_object
from api.linking import linked_service
from api.parameters import Asked, NothingAsked
from api.parts import Parts
from api.serving import serve_document
from journeys.browsing.objects import entry, part, taxonomy
from journeys.browsing.shapes import as_stored, with_service, with_services
from journeys.showing import show
from schema.service import Service
from schema.taxonomy import Taxonomy
from schema.taxonomy_term import TaxonomyTerm

Show = Callable[[Request, Parts, str, Any], Response]
ObjectId = Annotated[
    UUID,
    Path(
        alias="id",
        description="An id as the lists give it.",
        examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"],
    ),
]


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """One kind of object: `show` answers for an id."""

    name: str
    model: type[BaseModel]
    meaning: str
    show: Show
    asked: type[Asked] = NothingAsked
    at_once: bool = False

    def handler(self) -> Callable[..., Any]:
        """What answers at its address; `at_once` as searches are, where it waits for nobody."""
        show, read = self.show, from_query(self.asked)

        def handle(
            request: Request, of: ObjectId, asked: Annotated[Any, Depends(read)], parts: PartsOf
        ) -> Response:
            return show(request, parts, str(of), asked)

        async def handle_at_once(
            request: Request, of: ObjectId, asked: Annotated[Any, Depends(read)], parts: PartsOf
        ) -> Response:
            return await parts.turns.answer(lambda: show(request, parts, str(of), asked))

        chosen: Callable[..., Any] = handle_at_once if self.at_once else handle
        chosen.__doc__ = self.meaning
        return chosen


def _service(request: Request, parts: Parts, of: str, _: Any) -> Response:
    document = show(parts.documents, of)
    return linked_service(request, serve_document(request, document), document.id)


def _tie(request: Request, parts: Parts, of: str, _: Any) -> Response:
    shape = with_service(parts.documents)
    return serve_object(request, part(parts.catalogue, "service_at_location", of, shape))


def _organization(request: Request, parts: Parts, of: str, asked: OrganizationAsked) -> Response:
    shape = with_services(parts.catalogue) if asked.full_service else as_stored
    return serve_object(request, part(parts.catalogue, "organization", of, shape))


def _taxonomy(request: Request, parts: Parts, of: str, _: Any) -> Response:
    return serve_object(request, taxonomy(parts.catalogue, of))


def _term(request: Request, parts: Parts, of: str, _: Any) -> Response:
    return serve_object(request, entry(parts.catalogue.term, of))


OBJECTS = (
    ObjectOf("services", Service, "One service with everything below it.", _service, at_once=True),
    ObjectOf(
        "service_at_locations",
        shown.PlacedService,
        "One service in one place, with the service in short.",
        _tie,
    ),
    ObjectOf(
        "organizations",
        shown.OrganizationWithServices,
        "One organization.",
        _organization,
        OrganizationAsked,
    ),
    ObjectOf("taxonomies", Taxonomy, "One taxonomy with its terms.", _taxonomy),
    ObjectOf("taxonomy_terms", TaxonomyTerm, "One taxonomy term.", _term),
)
