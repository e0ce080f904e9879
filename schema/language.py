"""Language: one that is spoken or signed where help is given."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe


class Language(Shape):
    """A language, other than the usual one of the place, in which help can be had."""

    id: UUID = Field(description="Identifies this entry.", examples=[example_id("language")])
    service_id: Maybe[UUID] = Field(
        None, description="The service given in this language.", examples=[example_id("service")]
    )
    location_id: Maybe[UUID] = Field(
        None, description="The place where it is spoken.", examples=[example_id("location")]
    )
    phone_id: Maybe[UUID] = Field(
        None, description="The phone line on which it is spoken.", examples=[example_id("phone")]
    )
    name: Maybe[str] = Field(None, description="The language's name in English.", examples=["Urdu"])
    code: Maybe[str] = Field(
        None, description="Its ISO 639-1 code, or ISO 639-3 if it has none.", examples=["ur"]
    )
    note: Maybe[str] = Field(
        None, description="When or how it is spoken.", examples=["Interpreter on Tuesdays"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
