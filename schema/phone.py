"""Phone: a number, what answers it and in which languages."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.language import Language
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe, Name, Number


class Phone(Shape):
    """A telephone number of a service, a place, an organization or a contact."""

    id: UUID = Field(description="Identifies the phone entry.", examples=[example_id("phone")])
    location_id: Maybe[UUID] = Field(
        None, description="The place where this phone rings.", examples=[example_id("location")]
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service that is reached.", examples=[example_id("service")]
    )
    organization_id: Maybe[UUID] = Field(
        None, description="The organization that is reached.", examples=[example_id("organization")]
    )
    contact_id: Maybe[UUID] = Field(
        None, description="The contact who is reached.", examples=[example_id("contact")]
    )
    service_at_location_id: Maybe[UUID] = Field(
        None,
        description="The service in one place that is reached.",
        examples=[example_id("service_at_location")],
    )
    number: Name = Field(
        description="The number as people dial it, without its extension.",
        examples=["0161 496 0123"],
    )
    extension: Maybe[Number] = Field(
        None, description="The extension to ask for, as a number.", examples=[204]
    )
    type: Maybe[str] = Field(
        None,
        description="What the number takes: `voice`, `text`, `cell`, `fax`, `video`, `pager` "
        "or `textphone`.",
        examples=["voice"],
    )
    description: Maybe[str] = Field(
        None, description="When or for what to ring it.", examples=["Weekday mornings"]
    )
    languages: list[Language] = Field(
        default_factory=list, description="Languages spoken on this line."
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this phone."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this phone entry."
    )
