"""Location: a place where services are given, on the ground, by post or online."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.accessibility import Accessibility
from schema.address import Address
from schema.attribute import Attribute
from schema.contact import Contact
from schema.example_ids import example_id
from schema.language import Language
from schema.metadata import Metadata
from schema.phone import Phone
from schema.schedule import Schedule
from schema.shape import Shape
from schema.values import Coordinate, Maybe, WebAddress


class Location(Shape):
    """A place, where it is, how one gets in and when it is open."""

    id: UUID = Field(description="Identifies the place.", examples=[example_id("location")])
    location_type: Literal["physical", "postal", "virtual"] = Field(
        description="Whether one goes there, writes there or meets there online.",
        examples=["physical"],
    )
    url: Maybe[WebAddress] = Field(
        None,
        description="The page of the place, or the meeting's address if it is virtual.",
        examples=["https://centre.example"],
    )
    organization_id: Maybe[UUID] = Field(
        None,
        description="The organization that runs the place.",
        examples=[example_id("organization")],
    )
    name: Maybe[str] = Field(
        None, description="What the place is called.", examples=["Example Hall"]
    )
    alternate_name: Maybe[str] = Field(
        None, description="Another name it is known by.", examples=["The old school"]
    )
    description: Maybe[str] = Field(
        None, description="What the place is like.", examples=["A community centre by the canal"]
    )
    transportation: Maybe[str] = Field(
        None, description="How to get there.", examples=["Two minutes from the tram stop"]
    )
    latitude: Maybe[Coordinate] = Field(
        None, description="Degrees north, WGS84.", examples=[53.4243]
    )
    longitude: Maybe[Coordinate] = Field(
        None, description="Degrees east, WGS84; negative west of Greenwich.", examples=[-2.3221]
    )
    external_identifier: Maybe[str] = Field(
        None, description="What another register calls this place.", examples=["100011642391"]
    )
    external_identifier_type: Maybe[str] = Field(
        None, description="Which register that is.", examples=["UPRN"]
    )
    languages: list[Language] = Field(default_factory=list, description="Languages spoken there.")
    addresses: list[Address] = Field(default_factory=list, description="Its addresses.")
    contacts: list[Contact] = Field(default_factory=list, description="Whom to ask there.")
    accessibility: list[Accessibility] = Field(
        default_factory=list, description="What makes the place usable for all."
    )
    phones: list[Phone] = Field(default_factory=list, description="Phones at the place.")
    schedules: list[Schedule] = Field(
        default_factory=list, description="When the place is open, whatever is on there."
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this place."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this place."
    )
