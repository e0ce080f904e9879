"""Organization: who gives services."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.contact import Contact
from schema.example_ids import example_id
from schema.funding import Funding
from schema.location import Location
from schema.metadata import Metadata
from schema.organization_identifier import OrganizationIdentifier
from schema.phone import Phone
from schema.program import Program
from schema.shape import SUPERSEDED, Shape
from schema.url import Url
from schema.values import Email, Maybe, Name, Number, Uri, WebAddress


class Organization(Shape):
    """A charity, council, company, club or informal group that gives services."""

    id: UUID = Field(
        description="Identifies the organization.", examples=[example_id("organization")]
    )
    name: Name = Field(
        description="Its name in public use.", examples=["Example Befriending Network"]
    )
    alternate_name: Maybe[str] = Field(
        None, description="Another name it is known by.", examples=["EBN"]
    )
    description: str = Field(
        description="What it does, in a few sentences; empty when nobody has said.",
        examples=["A made-up charity that brings neighbours together"],
    )
    email: Maybe[Email] = Field(
        None, description="Where to write.", examples=["office@befriending.example"]
    )
    website: Maybe[WebAddress] = Field(
        None, description="Its main web page.", examples=["https://befriending.example"]
    )
    additional_websites: list[Url] = Field(default_factory=list, description="Further web pages.")
    tax_status: Maybe[str] = Field(
        None,
        description="Its tax status.",
        json_schema_extra=SUPERSEDED,
        examples=["Registered charity"],
    )
    tax_id: Maybe[str] = Field(
        None, description="Its tax number.", json_schema_extra=SUPERSEDED, examples=["000 0000 00"]
    )
    year_incorporated: Maybe[Number] = Field(
        None, description="The year in which it was formed in law.", examples=[2011]
    )
    legal_status: Maybe[str] = Field(
        None,
        description="Its legal form.",
        examples=["Charitable incorporated organisation"],
    )
    logo: Maybe[WebAddress] = Field(
        None,
        description="The address of its logo.",
        examples=["https://befriending.example/logo.png"],
    )
    uri: Maybe[Uri] = Field(
        None,
        description="A lasting address that stands for the organization itself.",
        examples=["https://befriending.example/id"],
    )
    parent_organization_id: Maybe[UUID] = Field(
        None,
        description="The organization that this one belongs to.",
        examples=[example_id("parent_organization")],
    )
    funding: list[Funding] = Field(default_factory=list, description="Where its money comes from.")
    contacts: list[Contact] = Field(default_factory=list, description="Whom to turn to.")
    phones: list[Phone] = Field(default_factory=list, description="Its phone numbers.")
    locations: list[Location] = Field(default_factory=list, description="Its places.")
    programs: list[Program] = Field(default_factory=list, description="Its programmes.")
    organization_identifiers: list[OrganizationIdentifier] = Field(
        default_factory=list, description="What registers call it."
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this organization."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this organization."
    )
