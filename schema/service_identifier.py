"""Service identifier: what a register calls a service, such as a regulator's number of its place.

HSDS knows identifiers of organizations alone, so this is ours and stands in our profile.
"""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.shape import Shape
from schema.values import Name


class PublishedIdentifier(Shape):
    """A number of the very service in a register, never that of its organization."""

    id: UUID = Field(
        description="Identifies this entry.", examples=[example_id("service_identifier")]
    )
    identifier_scheme: Name = Field(
        description="The register, as the source file names it: `ods`, `cqc-location`.",
        examples=["cqc-location"],
    )
    identifier: Name = Field(
        description="The number there, as a source states it.", examples=["1-1234567890"]
    )
