"""Attribute: a taxonomy term tied to an object."""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import IN_TABLES, Shape
from schema.taxonomy_term import TaxonomyTerm
from schema.values import Maybe


class Attribute(Shape):
    """Says that a term, or a value under a term, applies to an object."""

    id: UUID = Field(description="Identifies the attribute.", examples=[example_id("attribute")])
    link_id: Maybe[UUID] = Field(
        None,
        description="The object that is described.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("service")],
    )
    taxonomy_term_id: Maybe[UUID] = Field(
        None,
        description="The term that applies.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("taxonomy_term")],
    )
    link_type: Maybe[str] = Field(
        None, description="Why the term applies.", examples=["eligibility"]
    )
    link_entity: Maybe[str] = Field(
        None,
        description="What kind of object is described.",
        examples=["service"],
        json_schema_extra=IN_TABLES,
    )
    value: Maybe[str] = Field(
        None,
        description="A value under the term, where the term alone does not say all.",
        examples=["over 65"],
    )
    taxonomy_term: Maybe[TaxonomyTerm] = Field(None, description="The term itself.")
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this attribute."
    )
    label: Maybe[str] = Field(
        None, description="What people read beside the value.", examples=["For people over 65"]
    )
