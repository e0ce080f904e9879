"""Address: where a place is, or where its post goes."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe


class Address(Shape):
    """The postal form of a place; a part that nobody gave is an empty text, never a guess."""

    id: UUID = Field(description="Identifies the address.", examples=[example_id("address")])
    location_id: Maybe[UUID] = Field(
        None, description="The place that has this address.", examples=[example_id("location")]
    )
    attention: Maybe[str] = Field(
        None, description="Whom post should name.", examples=["The warden"]
    )
    address_1: str = Field(
        description="Building, number and street.", examples=["Example Hall, 1 High Street"]
    )
    address_2: Maybe[str] = Field(
        None, description="The second line, if there is one.", examples=["First floor"]
    )
    city: str = Field(description="The post town.", examples=["Sale"])
    region: Maybe[str] = Field(
        None, description="The district, borough or neighbourhood.", examples=["Trafford"]
    )
    state_province: str = Field(
        description="The county or other upper part of the country.",
        examples=["Greater Manchester"],
    )
    postal_code: str = Field(description="The postcode, with its space.", examples=["M33 7ZF"])
    country: str = Field(description="The ISO 3166-1 code of two letters.", examples=["GB"])
    address_type: Literal["physical", "postal", "virtual"] = Field(
        description="Whether one goes there, writes there or meets there online.",
        examples=["physical"],
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this address."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this address."
    )
