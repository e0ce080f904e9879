"""What stands in a file of kite marks: schemes with their levels and criteria, and awards."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60),
    Field(description="small letters, digits and single hyphens, such as example-mark"),
]
LINE = "a text of 1 to 300 characters"
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    Field(description=LINE),
]
Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    Field(description="a text of 1 to 2,000 characters"),
]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", max_length=500)]
ADDRESS = "a web address beginning with https://"


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(Entry):
    """Who owns a scheme and answers for it."""

    name: Line
    url: Address | None = Field(None, description=ADDRESS)


class Level(Entry):
    """A level of a scheme in its own words, and its place on the scale that all schemes share."""

    code: Slug
    name: Line
    tier: Literal["ready", "assured", "recognised"] = Field(
        description="one of ready, assured, recognised"
    )
    meaning: Paragraph
    validity_months: int = Field(ge=1, le=120, description="a whole number of months, 1 to 120")


class Criterion(Entry):
    """A question that the body asks before it grants a level."""

    code: Slug
    question: Paragraph
    levels: tuple[Slug, ...] = Field(
        min_length=1, description="a list of the codes of levels that ask it"
    )


class Scheme(Entry):
    """One version of a scheme."""

    id: Slug
    title: Line
    version: Line
    body: Body
    purpose: Paragraph
    does_not_cover: Paragraph
    level: tuple[Level, ...] = Field(description="[[scheme.level]] entries")
    criterion: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _codes_fit(self) -> Self:
        codes = [level.code for level in self.level]
        if not codes:
            raise ValueError("level is empty; expected at least one [[scheme.level]]")
        _once("level", codes)
        _once("criterion", [one.code for one in self.criterion])
        for one in self.criterion:
            unknown = sorted(set(one.levels) - set(codes))
            if unknown:
                raise ValueError(
                    f'criterion {one.code} names the level "{unknown[0]}"; '
                    f"expected one of {', '.join(codes)}"
                )
        return self

    def find_level(self, code: str) -> Level | None:
        return next((level for level in self.level if level.code == code), None)


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


def _once(kind: str, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f'{kind} "{twice[0]}" stands twice; expected each code once')
