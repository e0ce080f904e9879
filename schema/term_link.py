"""Term link: how a term of our vocabulary stands to a term of another list."""

from typing import Literal

from pydantic import Field

from schema.shape import Shape
from schema.values import Maybe, Name, Uri


class TermLink(Shape):
    """A term of another list that means the same, or nearly that."""

    relation: Literal["same_as", "close_to"] = Field(
        description="`same_as`: means the same; `close_to`: nearly that, or a part of it.",
        examples=["same_as"],
    )
    taxonomy: Name = Field(description="The other list.", examples=["Open Eligibility"])
    code: Name = Field(description="The other list's own code of the term.", examples=["102"])
    name: Name = Field(description="The other list's own name of the term.", examples=["Food"])
    uri: Maybe[Uri] = Field(
        None,
        description="Where the other list defines the term.",
        examples=["https://taxonomies.example/needs/food"],
    )
