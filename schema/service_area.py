"""Service area: where the people live whom a service is for."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import OURS, UK, Shape
from schema.values import Maybe, WebAddress

AreaType = Literal[
    "country", "region", "county", "local_authority", "ward", "health_board", "other"
]


class ServiceArea(Shape):
    """An area that a service serves, by name, by shape and, in our profile, by code."""

    id: UUID = Field(
        description="Identifies the service area.", examples=[example_id("service_area")]
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service that serves this area.", examples=[example_id("service")]
    )
    service_at_location_id: Maybe[UUID] = Field(
        None,
        description="The service in one place that serves this area.",
        examples=[example_id("service_at_location")],
    )
    name: Maybe[str] = Field(None, description="The area's name.", examples=["Trafford"])
    description: Maybe[str] = Field(
        None, description="What belongs to the area.", examples=["Residents of the borough"]
    )
    extent: Maybe[str] = Field(
        None,
        description="The area's shape, in the form that `extent_type` names.",
        examples=['{"type": "Point", "coordinates": [-2.32, 53.42]}'],
    )
    extent_type: Maybe[str] = Field(
        None,
        description="The form of `extent`: `geojson`, `topojson`, `kml` or `text`.",
        examples=["geojson"],
    )
    uri: Maybe[WebAddress] = Field(
        None,
        description="Where the area is defined.",
        examples=["http://statistics.data.gov.uk/id/statistical-geography/E08000009"],
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this area."
    )
    metadata: list[Metadata] = Field(default_factory=list, description="Changes made to this area.")
    service_area: Maybe[str] = Field(
        None,
        description="The same as `name`, under the key that Open Referral UK reads.",
        examples=["Trafford"],
        json_schema_extra=UK,
    )
    code: Maybe[str] = Field(
        None,
        description="The area's nine-character GSS code.",
        examples=["E08000009"],
        json_schema_extra=OURS,
    )
    area_type: Maybe[AreaType] = Field(
        None,
        description="What kind of area the code or name means.",
        examples=["local_authority"],
        json_schema_extra=OURS,
    )
