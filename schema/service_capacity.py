"""Service capacity: how much room a service has left."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import IN_TABLES, Shape
from schema.unit import Unit
from schema.values import Maybe, Moment, Number


class ServiceCapacity(Shape):
    """What is free at a moment, and out of how much."""

    id: UUID = Field(
        description="Identifies this entry.", examples=[example_id("service_capacity")]
    )
    service_id: Maybe[UUID] = Field(
        None,
        description="The service that has this room.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("service")],
    )
    unit: Unit = Field(description="What is counted.")
    unit_id: Maybe[UUID] = Field(
        None,
        description="Refers to the unit.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("unit")],
    )
    available: Number = Field(description="How many are free.", examples=[4])
    maximum: Maybe[Number] = Field(
        None, description="How many there are when none is taken.", examples=[12]
    )
    description: Maybe[str] = Field(
        None, description="What to know about the numbers.", examples=["Places for new members"]
    )
    updated: Moment = Field(description="When this was so.", examples=["2026-11-02T09:30:00Z"])
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
