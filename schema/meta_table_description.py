"""Meta table description: language and character set of one table of the tabular form."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe


class MetaTableDescription(Shape):
    """How the texts of one table are written."""

    id: UUID = Field(
        description="Identifies this entry.", examples=[example_id("meta_table_description")]
    )
    name: Maybe[str] = Field(None, description="The table that is described.", examples=["phones"])
    language: Maybe[str] = Field(
        None, description="The language of its texts, as an ISO 639 code.", examples=["en"]
    )
    character_set: Maybe[str] = Field(
        None, description="The character set of its file.", examples=["UTF-8"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
