"""What a caller may send, each with its meaning, its bounds and an example."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.values import PageNumber, Printable, UpToAHundred, UpToTwenty


class Asked(BaseModel):
    """Parameters: each known, each within bounds."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def given(cls, value: Any) -> Any:
        """What was sent; what is not known is left out, and never null."""
        if value is None:
            raise ValueError("expected a value, not null; leave it out instead")
        return value


class NothingAsked(Asked):
    """An address that takes no parameters."""


class PageAsked(Asked):
    """Which page of a list."""

    page: PageNumber = Field(1, description="Page, counted from 1.", examples=[1])
    per_page: UpToAHundred = Field(50, description="How many on a page, at most.", examples=[50])


class SuggestAsked(Asked):
    """Letters to complete."""

    letters: Printable = Field(
        min_length=2,
        max_length=80,
        description="The first letters of a need, a category, a service or a place; two or more.",
        examples=["befr"],
    )
    limit: UpToTwenty = Field(8, description="How many of each kind.", examples=[8])
