"""Service at location: a service as it is given in one place."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.contact import Contact
from schema.example_ids import example_id
from schema.location import Location
from schema.metadata import Metadata
from schema.phone import Phone
from schema.schedule import Schedule
from schema.service_area import ServiceArea
from schema.shape import IN_TABLES, Shape
from schema.values import Maybe


class ServiceAtLocation(Shape):
    """Ties a service to a place, with what holds there and nowhere else."""

    id: UUID = Field(
        description="Identifies the tie between service and place.",
        examples=[example_id("service_at_location")],
    )
    service_id: Maybe[UUID] = Field(
        None,
        description="The service that is given here.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("service")],
    )
    location_id: Maybe[UUID] = Field(
        None,
        description="The place where it is given.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("location")],
    )
    description: Maybe[str] = Field(
        None, description="What is particular here.", examples=["Upstairs, ask at the desk"]
    )
    service_areas: list[ServiceArea] = Field(
        default_factory=list, description="Whom the service serves from this place."
    )
    contacts: list[Contact] = Field(
        default_factory=list, description="Whom to ask about the service here."
    )
    phones: list[Phone] = Field(
        default_factory=list, description="Numbers for the service in this place."
    )
    schedules: list[Schedule] = Field(
        default_factory=list, description="When the service is given here."
    )
    location: Maybe[Location] = Field(None, description="The place itself.")
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe the service in this place."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
