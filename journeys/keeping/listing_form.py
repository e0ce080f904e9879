"""What a group fills in about its own listing: the least that is useful, and what it may add.

Fields have the names of the targets that every flat source maps to.
"""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model, model_validator
from pydantic.config import JsonDict

from journeys.keeping.texts import (
    Age,
    CategorySlug,
    Email,
    FeatureSlug,
    LanguageCode,
    Line,
    Lines,
    NeedSlug,
)
from schema.service import AccessMode, Joining

NOT_IN_PERSON = ("at_home", "online", "phone")


def has(field: str, kind: JsonDict) -> JsonDict:
    """A part of a JSON Schema: the field is there, and of this kind."""
    return {"required": [field], "properties": {field: kind}}


REACHABLE: list[JsonValue] = [has(one, {"type": "string"}) for one in ("phone", "email", "url")]
SOMEWHERE: list[JsonValue] = [
    has("postcode", {"type": "string"}),
    has("address", {"type": "string"}),
    has("access_modes", {"type": "array", "contains": {"enum": list(NOT_IN_PERSON)}}),
]


class Filled(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ListingForm(Filled):
    """The public listing: a name, what it is, where, and how to get in touch are needed."""

    model_config = ConfigDict(
        json_schema_extra={"allOf": [{"anyOf": REACHABLE}, {"anyOf": SOMEWHERE}]}
    )

    name: Line = Field(
        max_length=200, description="What it is called.", examples=["Thursday Tea and Talk"]
    )
    description: Lines = Field(
        max_length=5000,
        description="What happens there.",
        examples=["A weekly afternoon of tea and company for people who live alone."],
    )
    eligibility: Lines | None = Field(
        None, max_length=1000, description="Whom it is for.", examples=["Anyone over 60 in Sale"]
    )
    organization_name: Line | None = Field(
        None, max_length=200, description="The group behind it.", examples=["Example Neighbours"]
    )
    address: Line | None = Field(
        None,
        max_length=300,
        description="Where it takes place.",
        examples=["Example Hall, 1 Made Up Street, Sale"],
    )
    postcode: Line | None = Field(
        None, max_length=10, description="The postcode of that place.", examples=["M33 7ZF"]
    )
    hours: Lines | None = Field(
        None,
        max_length=500,
        description="When it takes place, in words.",
        examples=["Thursdays 2pm to 4pm"],
    )
    phone: Line | None = Field(
        None,
        max_length=60,
        description="A number that everybody may see.",
        examples=["01632 960001"],
    )
    email: Email | None = Field(
        None, description="An address that everybody may see.", examples=["tea@group.example"]
    )
    url: Line | None = Field(
        None, max_length=500, description="Its web page.", examples=["https://group.example/tea"]
    )
    category: list[CategorySlug] | None = Field(
        None, max_length=10, description="What kind of help it is.", examples=[["befriending"]]
    )
    need: list[NeedSlug] | None = Field(
        None, max_length=10, description="What it helps with.", examples=[["loneliness"]]
    )
    cost: Lines | None = Field(
        None,
        max_length=300,
        description="What it costs, in words.",
        examples=["£2 for tea and cake"],
    )
    free: bool | None = Field(None, description="Whether it costs nothing.", examples=[False])
    minimum_age: Age | None = Field(None, description="From which age, in years.", examples=[60])
    maximum_age: Age | None = Field(None, description="Up to which age, in years.", examples=[110])
    language: list[LanguageCode] | None = Field(
        None,
        max_length=20,
        description="Languages spoken there, as ISO 639 codes.",
        examples=[["en", "pa"]],
    )
    access_modes: list[AccessMode] | None = Field(
        None, max_length=4, description="How it is given.", examples=[["in_person"]]
    )
    joining: list[Joining] | None = Field(
        None, max_length=3, description="Through whom one joins.", examples=[["self"]]
    )
    application_process: Lines | None = Field(
        None, max_length=500, description="How one joins, in words.", examples=["Just turn up"]
    )
    accessibility: list[FeatureSlug] | None = Field(
        None, max_length=8, description="What the place offers.", examples=[["step_free"]]
    )
    gender_only: Literal["women", "men"] | None = Field(
        None, description="Only for women, or only for men.", examples=["women"]
    )
    taking_referrals: bool | None = Field(
        None, description="Whether it takes new people now.", examples=[True]
    )
    waiting_time: Line | None = Field(
        None, max_length=200, description="How long one waits.", examples=["About three weeks"]
    )
    personal_budget: bool | None = Field(
        None,
        description="Whether it can be paid from a personal budget.",
        examples=[False],
    )

    @model_validator(mode="after")
    def _useful(self) -> Self:
        if not (self.phone or self.email or self.url):
            raise ValueError("expected a phone, an email or a url that people can use")
        elsewhere = set(NOT_IN_PERSON) & set(self.access_modes or ())
        if not (self.postcode or self.address or elsewhere):
            raise ValueError(
                "expected a postcode or an address, or access_modes that need none "
                "(phone, online, at_home)"
            )
        if None not in (self.minimum_age, self.maximum_age):
            assert self.minimum_age is not None
            assert self.maximum_age is not None
            if self.minimum_age > self.maximum_age:
                raise ValueError("expected maximum_age to be minimum_age or more")
        return self

    def document(self) -> dict[str, Any]:
        """The fields that were filled in."""
        filled = self.model_dump(mode="json", exclude_none=True)
        return {name: value for name, value in filled.items() if value != []}


def _optional(form: type[BaseModel]) -> dict[str, Any]:
    return {
        name: (
            field.rebuild_annotation() | None,
            Field(None, description=field.description, examples=field.examples),
        )
        for name, field in form.model_fields.items()
    }


ChangedFields: type[Filled] = create_model(
    "ChangedFields",
    __base__=Filled,
    __doc__="Fields that change; null takes a field away, what is absent stays.",
    **_optional(ListingForm),
)
