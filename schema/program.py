"""Program: services of one organization that belong together."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import IN_TABLES, Shape
from schema.values import Maybe, Name


class Program(Shape):
    """A programme of an organization under which several services stand."""

    id: UUID = Field(description="Identifies the programme.", examples=[example_id("program")])
    organization_id: Maybe[UUID] = Field(
        None,
        description="The organization that runs it.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("organization")],
    )
    name: Name = Field(description="What it is called.", examples=["Living Well in Later Life"])
    alternate_name: Maybe[str] = Field(
        None, description="Another name it is known by.", examples=["Living Well"]
    )
    description: str = Field(
        description="What its services have in common.",
        examples=["Company and activity for people over 65"],
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this programme."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this programme."
    )
