"""An award as it stands in a file: which level of which scheme, to whom, from when until when."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from directory.awards.fields import ADDRESS, LINE, Address, Entry, Line, Slug
from directory.awards.schemes import Scheme


class ListingSubject(Entry):
    listing: Line


class RecordSubject(Entry):
    source: Line
    key: Line


class OrganizationSubject(Entry):
    organization: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]+-\S+$", max_length=100),
        Field(description="an org-id.guide identifier, such as GB-CHC-1234567"),
    ]


SUBJECT = "{listing = …}, {source = …, key = …} or {organization = …}"


def _subject_kind(said: Any) -> str | None:
    keys = set(said) if isinstance(said, dict) else set()
    if keys in ({"listing"}, {"organization"}):
        return str(*keys)
    return "record" if keys == {"source", "key"} else None


Subject = Annotated[
    Annotated[ListingSubject, Tag("listing")]
    | Annotated[RecordSubject, Tag("record")]
    | Annotated[OrganizationSubject, Tag("organization")],
    Discriminator(
        _subject_kind,
        custom_error_type="subject",
        custom_error_message=f"expected {SUBJECT}",
    ),
]


class Award(Entry):
    """A level held by a subject, from the first to the last of its days."""

    scheme: Slug
    version: Line
    level: Slug
    subject: Subject = Field(description=SUBJECT)
    evidence_seen: tuple[Line, ...] = Field((), description="a list of what the body looked at")
    valid_from: date = Field(description="a date such as 2026-03-01")
    valid_until: date = Field(description="a date such as 2027-02-28; that day still counts")
    granted_by: Line | None = Field(None, description=LINE)
    covers: Literal["service", "organization"] | None = Field(
        None, description="service or organization"
    )
    verify_url: Address | None = Field(None, description=ADDRESS)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.valid_until < self.valid_from:
            raise ValueError(
                f"valid_until is {self.valid_until}; expected {self.valid_from} or later, "
                "the day on which it begins"
            )
        if self.covers not in (None, self.covered):
            raise ValueError(
                f"covers is {self.covers}; expected {self.covered}, since an award covers what "
                "was assessed: name the organization as the subject if all of it was"
            )
        return self

    @property
    def covered(self) -> Literal["service", "organization"]:
        return "organization" if isinstance(self.subject, OrganizationSubject) else "service"


class AwardsFile(Entry):
    scheme: tuple[Scheme, ...] = ()
    award: tuple[Award, ...] = ()
