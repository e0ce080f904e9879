"""Contact: a role that people may turn to."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.phone import Phone
from schema.shape import Shape
from schema.values import Email, Maybe


class Contact(Shape):
    """Who answers for a service, an organization or a place, published as that person agreed."""

    id: UUID = Field(description="Identifies the contact.", examples=[example_id("contact")])
    organization_id: Maybe[UUID] = Field(
        None, description="The organization it speaks for.", examples=[example_id("organization")]
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service it answers for.", examples=[example_id("service")]
    )
    service_at_location_id: Maybe[UUID] = Field(
        None,
        description="The service in one place that it answers for.",
        examples=[example_id("service_at_location")],
    )
    location_id: Maybe[UUID] = Field(
        None, description="The place where it is found.", examples=[example_id("location")]
    )
    name: Maybe[str] = Field(
        None, description="A role or, if agreed, a name.", examples=["Duty coordinator"]
    )
    title: Maybe[str] = Field(None, description="The job title.", examples=["Coordinator"])
    department: Maybe[str] = Field(None, description="The team.", examples=["Befriending"])
    email: Maybe[Email] = Field(
        None, description="Where to write.", examples=["hello@befriending.example"]
    )
    phones: list[Phone] = Field(default_factory=list, description="Numbers of this contact.")
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this contact."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this contact."
    )
