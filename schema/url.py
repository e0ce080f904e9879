"""Url: a further web page of a service or an organization."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe, WebAddress


class Url(Shape):
    """A web page beside the main one."""

    id: UUID = Field(description="Identifies this entry.", examples=[example_id("url")])
    label: Maybe[str] = Field(
        None, description="What people read as the link.", examples=["Our newsletter"]
    )
    url: WebAddress = Field(
        description="The page's address.", examples=["https://befriending.example/news"]
    )
    organization_id: Maybe[UUID] = Field(
        None,
        description="The organization whose page it is.",
        examples=[example_id("organization")],
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service whose page it is.", examples=[example_id("service")]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
