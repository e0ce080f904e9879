"""Unit: in what a service's capacity is counted."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe, Name, Uri


class Unit(Shape):
    """A thing that is counted: places, beds, parcels."""

    id: UUID = Field(description="Identifies the unit.", examples=[example_id("unit")])
    name: Name = Field(description="What is counted.", examples=["place"])
    scheme: Maybe[str] = Field(
        None, description="The list that the unit is taken from.", examples=["UCUM"]
    )
    identifier: Maybe[str] = Field(
        None, description="The unit's code in that list.", examples=["{place}"]
    )
    uri: Maybe[Uri] = Field(
        None, description="Where the unit is defined.", examples=["https://units.example/place"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this unit."
    )
    metadata: list[Metadata] = Field(default_factory=list, description="Changes made to this unit.")
