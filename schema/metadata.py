"""Metadata: one change that was made to one field of one object."""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.shape import IN_TABLES, Shape
from schema.values import Day, Maybe


class Metadata(Shape):
    """One entry of an object's change log: which field, from what, to what, when and by whom."""

    id: UUID = Field(
        description="Identifies this entry of the change log.", examples=[example_id("metadata")]
    )
    resource_id: Maybe[UUID] = Field(
        None,
        description="The object that was changed.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("service")],
    )
    resource_type: Maybe[str] = Field(
        None,
        description="What kind of object was changed.",
        examples=["service"],
        json_schema_extra=IN_TABLES,
    )
    last_action_date: Day = Field(description="The day of the change.", examples=["2026-10-05"])
    last_action_type: str = Field(
        description="What was done: `create`, `update` or `delete`.", examples=["update"]
    )
    field_name: str = Field(description="The field that was changed.", examples=["opens_at"])
    previous_value: str = Field(
        description="What the field said before; empty when it said nothing.", examples=["09:00"]
    )
    replacement_value: str = Field(
        description="What the field says since; empty when it was cleared.", examples=["10:00"]
    )
    updated_by: str = Field(
        description="Who made the change: a source or a role, never a private person.",
        examples=["Example Borough Council"],
    )
