"""The objects of the standard by name: which model each is, and which table holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import BaseModel

from schema.accessibility import Accessibility
from schema.address import Address
from schema.attribute import Attribute
from schema.award import PublishedAward
from schema.contact import Contact
from schema.cost_option import CostOption
from schema.funding import Funding
from schema.language import Language
from schema.location import Location
from schema.meta_table_description import MetaTableDescription
from schema.metadata import Metadata
from schema.organization import Organization
from schema.organization_identifier import OrganizationIdentifier
from schema.phone import Phone
from schema.program import Program
from schema.provenance import InformationChecked, ReportedAccreditation, SourceCredit
from schema.required_document import RequiredDocument
from schema.schedule import Schedule
from schema.service import Service
from schema.service_area import ServiceArea
from schema.service_at_location import ServiceAtLocation
from schema.service_capacity import ServiceCapacity
from schema.service_identifier import PublishedIdentifier
from schema.source import Attribution
from schema.taxonomy import Taxonomy
from schema.taxonomy_detail import TaxonomyDetail
from schema.taxonomy_term import TaxonomyTerm
from schema.term_link import TermLink
from schema.unit import Unit
from schema.url import Url


@dataclass(frozen=True, slots=True)
class StandardObject:
    """One object: `table` is its file in the tabular form, `ours` says our profile adds it."""

    name: str
    model: type[BaseModel]
    table: str | None
    ours: bool = False


_ALL = (
    StandardObject("organization", Organization, "organizations"),
    StandardObject("program", Program, "programs"),
    StandardObject("service", Service, "services"),
    StandardObject("attribute", Attribute, "attributes"),
    StandardObject("service_at_location", ServiceAtLocation, "service_at_location"),
    StandardObject("location", Location, "locations"),
    StandardObject("phone", Phone, "phones"),
    StandardObject("contact", Contact, "contacts"),
    StandardObject("address", Address, "addresses"),
    StandardObject("schedule", Schedule, "schedules"),
    StandardObject("funding", Funding, "funding"),
    StandardObject("service_area", ServiceArea, "service_areas"),
    StandardObject("required_document", RequiredDocument, "required_documents"),
    StandardObject("language", Language, "languages"),
    StandardObject("accessibility", Accessibility, "accessibility"),
    StandardObject("taxonomy_term", TaxonomyTerm, "taxonomy_terms"),
    StandardObject("metadata", Metadata, "metadata"),
    StandardObject("meta_table_description", MetaTableDescription, "meta_table_descriptions"),
    StandardObject("cost_option", CostOption, "cost_options"),
    StandardObject("organization_identifier", OrganizationIdentifier, "organization_identifiers"),
    StandardObject("taxonomy", Taxonomy, "taxonomies"),
    StandardObject("service_capacity", ServiceCapacity, "service_capacity"),
    StandardObject("unit", Unit, "units"),
    StandardObject("url", Url, "url"),
    StandardObject("award", PublishedAward, "awards", ours=True),
    StandardObject("source_credit", SourceCredit, "source_credits", ours=True),
    StandardObject("information_checked", InformationChecked, "information_checked", ours=True),
    StandardObject(
        "reported_accreditation", ReportedAccreditation, "reported_accreditations", ours=True
    ),
    StandardObject("service_identifier", PublishedIdentifier, "service_identifiers", ours=True),
    StandardObject("attribution", Attribution, None, ours=True),
    StandardObject("term_link", TermLink, None, ours=True),
)

OBJECTS: Mapping[str, StandardObject] = MappingProxyType({thing.name: thing for thing in _ALL})
OBJECT_NAMES: Mapping[str, str] = MappingProxyType(
    {thing.model.__name__: thing.name for thing in _ALL} | {TaxonomyDetail.__name__: "taxonomy"}
)
