"""Cost option: one of the prices of a service."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import IN_TABLES, Shape
from schema.values import Day, Maybe, Number


class CostOption(Shape):
    """A price, who pays it and while it holds; 0 means free."""

    id: UUID = Field(description="Identifies the price.", examples=[example_id("cost_option")])
    service_id: Maybe[UUID] = Field(
        None,
        description="The service that costs this.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("service")],
    )
    valid_from: Maybe[Day] = Field(
        None, description="The first day of this price.", examples=["2026-04-01"]
    )
    valid_to: Maybe[Day] = Field(
        None, description="The last day of this price.", examples=["2027-03-31"]
    )
    option: Maybe[str] = Field(
        None, description="Who pays this price, or for what.", examples=["Concession"]
    )
    currency: Maybe[str] = Field(
        None, description="The ISO 4217 code of three letters.", examples=["GBP"]
    )
    amount: Maybe[Number] = Field(None, description="How much, in that currency.", examples=[2.5])
    amount_description: Maybe[str] = Field(
        None, description="The price in words.", examples=["£2.50 a session, tea included"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this price."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this price."
    )
