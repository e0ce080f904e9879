"""Provenance: who said what of a service, and when somebody last looked."""

from uuid import UUID

from pydantic import Field

from schema.example_ids import example_id
from schema.shape import Shape
from schema.source import Attribution
from schema.values import Day, Maybe, Moment, Name, WebAddress


class InformationChecked(Shape):
    """When the information about a service was last checked, by whom and how."""

    on: Day = Field(description="The day of the check.", examples=["2026-10-05"])
    by: Name = Field(
        description="The body that checked, never a private person.",
        examples=["Example Voluntary Council"],
    )
    method: Maybe[str] = Field(
        None, description="How it was checked.", examples=["Confirmed by the group itself"]
    )


class ReportedAccreditation(Shape):
    """An accreditation that a source claims; reported by that source, unverified."""

    text: Name = Field(
        description="What the source says, unchanged.", examples=["Example Quality Mark, level 2"]
    )
    source_id: Name = Field(description="The source that says it.", examples=["example_council"])
    source_title: Name = Field(
        description="The name of that source.", examples=["Example Borough Directory"]
    )


class SourceCredit(Shape):
    """A source that speaks of this service: its licence, and the words that it asks for."""

    source_id: Name = Field(description="The source's id.", examples=["example_council"])
    title: Name = Field(description="Its name.", examples=["Example Borough Directory"])
    publisher: Name = Field(description="Who publishes it.", examples=["Example Borough Council"])
    licence: Name = Field(
        description="The licence of what it says.", examples=["Open Government Licence v3.0"]
    )
    licence_url: Maybe[WebAddress] = Field(
        None,
        description="The text of the licence.",
        examples=["https://licences.example/open"],
    )
    attribution: list[Attribution] = Field(
        default_factory=list, description="The words that it asks to be shown."
    )
    record_id: UUID = Field(
        description="Identifies what this source says of the service.",
        examples=[example_id("record")],
    )
    record_key: Name = Field(description="The source's own key of the record.", examples=["4711"])
    url: Maybe[WebAddress] = Field(
        None,
        description="The record's own page at the source.",
        examples=["https://directory.example/services/4711"],
    )
    changed_at: Maybe[Moment] = Field(
        None,
        description="When what this source says last changed here.",
        examples=["2026-10-05T04:12:00Z"],
    )
    checked_on: Maybe[Day] = Field(
        None,
        description="The day on which the source says that it last checked.",
        examples=["2026-09-30"],
    )
