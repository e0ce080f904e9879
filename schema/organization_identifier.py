"""Organization identifier: what a register calls an organization."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import IN_TABLES, Shape
from schema.values import Maybe, Name


class OrganizationIdentifier(Shape):
    """A number under which an organization is registered, such as its charity number."""

    id: UUID = Field(
        description="Identifies this entry.", examples=[example_id("organization_identifier")]
    )
    organization_id: Maybe[UUID] = Field(
        None,
        description="The organization that is meant.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("organization")],
    )
    identifier_scheme: Maybe[str] = Field(
        None,
        description="The register, by its prefix at org-id.guide: `GB-CHC`, `GB-COH`, `GB-SC`.",
        examples=["GB-CHC"],
    )
    identifier_type: Name = Field(
        description="What kind of number it is, in words.", examples=["Charity number"]
    )
    identifier: Name = Field(description="The number itself.", examples=["1234567"])
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
