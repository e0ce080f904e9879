"""Service: what is offered to people, for whom and how one comes to it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.award import PublishedAward
from schema.contact import Contact
from schema.cost_option import CostOption
from schema.example_ids import example_id
from schema.funding import Funding
from schema.language import Language
from schema.metadata import Metadata
from schema.organization import Organization
from schema.phone import Phone
from schema.program import Program
from schema.provenance import InformationChecked, ReportedAccreditation, SourceCredit
from schema.required_document import RequiredDocument
from schema.schedule import Schedule
from schema.service_area import ServiceArea
from schema.service_at_location import ServiceAtLocation
from schema.service_capacity import ServiceCapacity
from schema.service_identifier import PublishedIdentifier
from schema.shape import IN_TABLES, OURS, SUPERSEDED, Shape
from schema.url import Url
from schema.values import Day, Email, Flag, Maybe, Moment, Name, Number, WebAddress

Status = Literal["active", "inactive", "defunct", "temporarily closed"]
AccessMode = Literal["in_person", "at_home", "phone", "online"]
Joining = Literal["self", "professional", "voucher"]


class Service(Shape):
    """One service of an organization: what it is, for whom, where, when, and who says so."""

    id: UUID = Field(
        description="Identifies the service, for ever.", examples=[example_id("service")]
    )
    organization_id: Maybe[UUID] = Field(
        None,
        description="The organization that gives it.",
        json_schema_extra=IN_TABLES,
        examples=[example_id("organization")],
    )
    program_id: Maybe[UUID] = Field(
        None, description="The programme that it belongs to.", examples=[example_id("program")]
    )
    name: Name = Field(
        description="What it is called, in plain text.", examples=["Thursday Tea and Talk"]
    )
    alternate_name: Maybe[str] = Field(
        None, description="Another name it is known by.", examples=["Tea and Talk"]
    )
    description: Maybe[str] = Field(
        None,
        description="What happens there, in the words of those who give it.",
        examples=["A weekly afternoon of tea and company for people who live alone."],
    )
    url: Maybe[WebAddress] = Field(
        None, description="Its web page.", examples=["https://befriending.example/tea"]
    )
    additional_urls: list[Url] = Field(default_factory=list, description="Further web pages.")
    email: Maybe[Email] = Field(
        None, description="Where to write.", examples=["tea@befriending.example"]
    )
    status: Status = Field(
        description="Whether it can be had; only `active` ones are offered in search.",
        examples=["active"],
    )
    interpretation_services: Maybe[str] = Field(
        None,
        description="What interpreting there is.",
        examples=["British Sign Language by arrangement"],
    )
    application_process: Maybe[str] = Field(
        None, description="How one joins.", examples=["Ring beforehand, or just turn up"]
    )
    fees_description: Maybe[str] = Field(
        None, description="What it costs, in words.", examples=["Free, donations welcome"]
    )
    wait_time: Maybe[str] = Field(
        None,
        description="How long one waits; `waiting_time` is used now.",
        json_schema_extra=SUPERSEDED,
        examples=["About three weeks"],
    )
    fees: Maybe[str] = Field(
        None,
        description="What it costs; `cost_options` and `fees_description` are used now.",
        json_schema_extra=SUPERSEDED,
        examples=["Free"],
    )
    accreditations: Maybe[str] = Field(
        None,
        description="Accreditations as a source reports them; kite marks stand in `awards`.",
        examples=["Reported by Example Borough Directory, unverified: Example Quality Mark"],
    )
    eligibility_description: Maybe[str] = Field(
        None, description="Whom it is for.", examples=["People over 65 who live alone"]
    )
    minimum_age: Maybe[Number] = Field(
        None, description="The age from which one may come, in years.", examples=[65]
    )
    maximum_age: Maybe[Number] = Field(
        None, description="The age up to which one may come, in years.", examples=[90]
    )
    assured_date: Maybe[Day] = Field(
        None, description="The day on which it was last assured.", examples=["2026-10-05"]
    )
    assurer_email: Maybe[Email] = Field(
        None,
        description="Where to reach whoever assured it; a role, never a person.",
        examples=["directory@council.example"],
    )
    licenses: Maybe[str] = Field(
        None,
        description="Licences that it holds; `accreditations` is used now.",
        json_schema_extra=SUPERSEDED,
        examples=["Food hygiene rating 5"],
    )
    alert: Maybe[str] = Field(
        None, description="What to know at once.", examples=["No meeting on 24 December"]
    )
    last_modified: Maybe[Moment] = Field(
        None,
        description="When what is published here last changed.",
        examples=["2026-10-05T04:12:00Z"],
    )
    phones: list[Phone] = Field(default_factory=list, description="Its phone numbers.")
    schedules: list[Schedule] = Field(default_factory=list, description="When it takes place.")
    service_areas: list[ServiceArea] = Field(
        default_factory=list, description="Where the people live whom it is for."
    )
    service_at_locations: list[ServiceAtLocation] = Field(
        default_factory=list, description="The places where it is given."
    )
    languages: list[Language] = Field(
        default_factory=list, description="Languages in which it is given."
    )
    organization: Maybe[Organization] = Field(None, description="The organization itself.")
    funding: list[Funding] = Field(default_factory=list, description="Where its money comes from.")
    cost_options: list[CostOption] = Field(default_factory=list, description="Its prices.")
    program: Maybe[Program] = Field(None, description="The programme itself.")
    required_documents: list[RequiredDocument] = Field(
        default_factory=list, description="What one must bring."
    )
    contacts: list[Contact] = Field(default_factory=list, description="Whom to ask.")
    capacities: list[ServiceCapacity] = Field(
        default_factory=list, description="How much room it has left."
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Categories, needs and other terms that describe it."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this service."
    )
    access_modes: list[AccessMode] = Field(
        default_factory=list,
        description="How it is given: in person, at one's home, by phone, online.",
        examples=[["in_person", "phone"]],
        json_schema_extra=OURS,
    )
    joining: list[Joining] = Field(
        default_factory=list,
        description="Through whom one joins: oneself, a professional, a voucher.",
        examples=[["self", "professional"]],
        json_schema_extra=OURS,
    )
    taking_referrals: Maybe[Flag] = Field(
        None,
        description="Whether it takes new people; absent when nobody has said.",
        examples=[True],
        json_schema_extra=OURS,
    )
    waiting_time: Maybe[str] = Field(
        None,
        description="How long one waits, as it was stated.",
        examples=["About three weeks"],
        json_schema_extra=OURS,
    )
    availability_stated_on: Maybe[Day] = Field(
        None,
        description="The day on which `taking_referrals` and `waiting_time` were stated.",
        examples=["2026-11-02"],
        json_schema_extra=OURS,
    )
    gender_only: Maybe[Literal["women", "men"]] = Field(
        None,
        description="For women only or for men only; absent when it is for all.",
        examples=["women"],
        json_schema_extra=OURS,
    )
    free_of_charge: Maybe[Flag] = Field(
        None,
        description="Whether it costs nothing; absent when nobody has said.",
        examples=[True],
        json_schema_extra=OURS,
    )
    personal_budget: Maybe[Flag] = Field(
        None,
        description="Whether it can be paid from a personal budget; absent when nobody has said.",
        examples=[False],
        json_schema_extra=OURS,
    )
    nationwide: Maybe[Flag] = Field(
        None,
        description="Whether people anywhere in the country can use it.",
        examples=[True],
        json_schema_extra=OURS,
    )
    information_checked: Maybe[InformationChecked] = Field(
        None,
        description="When this information was last checked, by whom and how.",
        json_schema_extra=OURS,
    )
    service_identifiers: list[PublishedIdentifier] = Field(
        default_factory=list,
        description="Its own numbers in registers, never those of its organization.",
        json_schema_extra=OURS,
    )
    awards: list[PublishedAward] = Field(
        default_factory=list, description="Kite marks that it holds.", json_schema_extra=OURS
    )
    reported_accreditations: list[ReportedAccreditation] = Field(
        default_factory=list,
        description="What sources claim of accreditations, unverified.",
        json_schema_extra=OURS,
    )
    sources: list[SourceCredit] = Field(
        default_factory=list,
        description="Who says this, under which licence, and the words they ask for.",
        json_schema_extra=OURS,
    )
