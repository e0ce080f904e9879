"""The shapes of places in answers."""

from typing import Literal

from pydantic import Field

from api.documented.answered import Answered


class PlaceUnderstood(Answered):
    """The place as it was understood; a postcode is named by its district only."""

    kind: str = Field(examples=["postcode"])
    name: str = Field(examples=["M33"])
    district: str = Field("", examples=["M33"])
    authority: str = Field("", description="GSS code.", examples=["E08000009"])
    authority_name: str = Field("", examples=["Trafford"])
    note: str = Field(
        "",
        description="What the asker should know of the place.",
        examples=["Read as the middle of the district."],
    )


class PlaceToChoose(Answered):
    """One of several places of a name: ask again with this `near`."""

    near: str = Field(examples=["Newport, Isle of Wight"])
    kind: str = Field(examples=["town"])
    authority_name: str = Field("", examples=["Isle of Wight"])


class Serves(Answered):
    """Whether the listing serves the place, told apart from distance."""

    verdict: Literal["yes", "near", "no", "unknown"]
    reason: str = Field(examples=["covers Trafford"])
