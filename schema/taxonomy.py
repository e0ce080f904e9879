"""Taxonomy: a list of agreed terms, with the terms."""

from pydantic import Field

from schema.shape import UK
from schema.taxonomy_detail import TaxonomyDetail
from schema.taxonomy_term import TaxonomyTerm


class Taxonomy(TaxonomyDetail):
    """A list of agreed terms from which services and other objects are described."""

    taxonomy_terms: list[TaxonomyTerm] = Field(
        default_factory=list,
        description="The terms of the taxonomy, under the key that Open Referral UK reads.",
        json_schema_extra=UK,
    )
