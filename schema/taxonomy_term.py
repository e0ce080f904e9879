"""Taxonomy term: one agreed word for a kind of service, a need, an audience or an award."""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import OURS, UK, Shape
from schema.taxonomy_detail import TaxonomyDetail
from schema.term_link import TermLink
from schema.values import Maybe, Name, Uri


class TaxonomyTerm(Shape):
    """One term of a taxonomy, with its place in the hierarchy when there is one."""

    id: UUID = Field(description="Identifies the term.", examples=[example_id("taxonomy_term")])
    code: Maybe[str] = Field(
        None, description="The term's own short code in its taxonomy.", examples=["loneliness"]
    )
    name: Name = Field(
        description="The term as people read it.", examples=["Loneliness and isolation"]
    )
    description: str = Field(
        description="What the term covers.",
        examples=["Having too little company, or nobody to talk to."],
    )
    parent_id: Maybe[UUID] = Field(
        None,
        description="The broader term above this one; absent for a top-level term.",
        examples=[example_id("broader_term")],
    )
    taxonomy: Maybe[str] = Field(
        None, description="The name of the term's taxonomy.", examples=["Fingerpost needs"]
    )
    taxonomy_detail: Maybe[TaxonomyDetail] = Field(
        None, description="The taxonomy that the term belongs to."
    )
    language: Maybe[str] = Field(
        None,
        description="The language of name and description, as an ISO 639 code.",
        examples=["en"],
    )
    taxonomy_id: Maybe[UUID] = Field(
        None, description="Refers to the term's taxonomy.", examples=[example_id("taxonomy")]
    )
    term_uri: Maybe[Uri] = Field(
        None,
        description="Where the term is defined.",
        examples=["https://taxonomies.example/needs/loneliness"],
    )
    metadata: list[Metadata] = Field(default_factory=list, description="Changes made to this term.")
    term: Maybe[str] = Field(
        None,
        description="The same as `name`, under the key that Open Referral UK reads.",
        examples=["Loneliness and isolation"],
        json_schema_extra=UK,
    )
    synonyms: list[str] = Field(
        default_factory=list,
        description="Further words that mean the term.",
        examples=[["lonely", "isolation"]],
        json_schema_extra=OURS,
    )
    links: list[TermLink] = Field(
        default_factory=list,
        description="Terms of other lists that mean the same, or nearly that.",
        json_schema_extra=OURS,
    )
