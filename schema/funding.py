"""Funding: where the money of a service or an organization comes from."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe


class Funding(Shape):
    """One source of money."""

    id: UUID = Field(description="Identifies this entry.", examples=[example_id("funding")])
    organization_id: Maybe[UUID] = Field(
        None, description="The organization that is funded.", examples=[example_id("organization")]
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service that is funded.", examples=[example_id("service")]
    )
    source: Maybe[str] = Field(
        None, description="Who gives the money.", examples=["A grant of the borough council"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
