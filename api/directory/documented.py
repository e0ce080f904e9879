"""The shapes of what the doors answer, for their description; the answers themselves are bytes."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.documented import Answered
from schema.example_ids import example_id
from schema.organization import Organization
from schema.service import Service, Status
from schema.service_at_location import ServiceAtLocation
from schema.shape import OURS
from schema.taxonomy import Taxonomy
from schema.taxonomy_term import TaxonomyTerm
from schema.values import Maybe


class Page(Answered):
    """One page of a list in the envelope of HSDS."""

    total_items: int = Field(description="How many there are on all pages.", examples=[412])
    total_pages: int = Field(description="How many pages there are.", examples=[9])
    page_number: int = Field(description="Which page this is, from 1.", examples=[1])
    size: int = Field(description="How many are on this page.", examples=[50])
    first_page: bool = Field(description="Whether no page comes before.", examples=[True])
    last_page: bool = Field(description="Whether no page comes after.", examples=[False])
    empty: bool = Field(description="Whether nothing is on this page.", examples=[False])


class Changed(Answered):
    """What is published, and since when it is as it is."""

    id: UUID = Field(examples=[example_id("service")])
    last_modified: datetime = Field(examples=["2026-11-21T10:15:00Z"])


class ServicePage(Page):
    """Services; with `minimal` their ids and last changes alone."""

    contents: list[Service | Changed]


class PlacedService(ServiceAtLocation):
    """A service in one place, with the service itself in short."""

    service: Maybe[Service] = Field(
        None, description="The service, without what it has several of."
    )
    name: Maybe[str] = Field(
        None, description="The service's name.", json_schema_extra=OURS, examples=["Tea and Talk"]
    )
    status: Maybe[Status] = Field(
        None, description="The service's status.", json_schema_extra=OURS, examples=["active"]
    )


class ServiceAtLocationPage(Page):
    """Services in their places; with `minimal` their ids and last changes alone."""

    contents: list[PlacedService | Changed]


class OrganizationWithServices(Organization):
    """An organization, with its services where they were asked for."""

    services: list[Service] = Field(default_factory=list, description="Its services.")


class OrganizationPage(Page):
    """Organizations."""

    contents: list[OrganizationWithServices]


class TaxonomyPage(Page):
    """Taxonomies."""

    contents: list[Taxonomy]


class TaxonomyTermPage(Page):
    """Taxonomy terms."""

    contents: list[TaxonomyTerm]


class PublisherShown(Answered):
    """Who publishes this directory."""

    name: Maybe[str] = Field(None, examples=["Example Voluntary Council"])
    identifier: Maybe[str] = Field(
        None, description="As org-id.guide has it.", examples=["GB-CHC-1234567"]
    )
    email: Maybe[str] = Field(
        None, json_schema_extra={"format": "email"}, examples=["data@cvs.example"]
    )
    website: Maybe[str] = Field(
        None, json_schema_extra={"format": "uri"}, examples=["https://cvs.example"]
    )


class Root(Answered):
    """What this door is: which standard, which profile, and where it is described."""

    version: str = Field(examples=["3.2"])
    profile: str = Field(
        json_schema_extra={"format": "uri"}, examples=["https://directory.example/profile"]
    )
    openapi_url: str = Field(
        json_schema_extra={"format": "uri"},
        examples=["https://directory.example/hsds/v3/openapi.json"],
    )
    description: Maybe[str] = Field(None, examples=["Community services in Example Borough"])
    data_guide: Maybe[str] = Field(
        None, json_schema_extra={"format": "uri"}, examples=["https://directory.example/guide"]
    )
    publisher: Maybe[PublisherShown] = None
