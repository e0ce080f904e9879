"""The shapes of errors."""

from pydantic import BaseModel, Field

from api.documented.answered import Answered
from schema.example_ids import example_id


class ProblemKind(Answered):
    """A kind of error this API answers with."""

    type: str = Field(examples=["/problems/unknown-place"])
    title: str = Field(examples=["Unknown place"])
    status: int = Field(examples=[422])
    meaning: str = Field(examples=["The place that was given is not known."])


class ProblemKinds(Answered):
    """All kinds of error."""

    problems: list[ProblemKind]


class ProblemFault(Answered):
    """One thing wrong: a parameter of the address, or a pointer into the body."""

    detail: str = Field(examples=["expected a value such as 5mi"])
    parameter: str = Field("", examples=["within"])
    pointer: str = Field("", examples=["#/category/1"])


class ProblemAnswer(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(
        json_schema_extra={"format": "uri-reference"}, examples=["/problems/parameters-refused"]
    )
    title: str = Field(examples=["Parameters refused"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["What was sent is not as expected; nothing was done."])
    request_id: str = Field(
        description="Quote it to the operator.", examples=[example_id("request")]
    )
    errors: list[ProblemFault] = Field(default_factory=list)
    successor: str = Field(
        "",
        description="Of a listing that was joined to another: where it is.",
        examples=[f"/v1/listings/{example_id('successor')}"],
    )
