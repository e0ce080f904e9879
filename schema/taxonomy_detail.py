"""Taxonomy detail: a taxonomy as each of its terms names it, without its other terms."""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import OURS, Shape
from schema.values import Maybe, Name, Uri, WebAddress


class TaxonomyDetail(Shape):
    """A list of agreed terms: its name, what it is for and which edition is meant."""

    id: UUID = Field(description="Identifies the taxonomy.", examples=[example_id("taxonomy")])
    name: Name = Field(description="What the taxonomy is called.", examples=["Fingerpost needs"])
    description: str = Field(
        description="What its terms describe.", examples=["What a person needs help with."]
    )
    uri: Maybe[Uri] = Field(
        None,
        description="Where the taxonomy is defined.",
        examples=["https://taxonomies.example/needs"],
    )
    version: Maybe[str] = Field(
        None, description="The edition from which terms are taken.", examples=["1.0"]
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this taxonomy."
    )
    licence: Maybe[str] = Field(
        None,
        description="The licence under which the list may be used.",
        examples=["CC0-1.0"],
        json_schema_extra=OURS,
    )
    licence_url: Maybe[WebAddress] = Field(
        None,
        description="The text of the licence.",
        examples=["https://licences.example/open"],
        json_schema_extra=OURS,
    )
