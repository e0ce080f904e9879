"""Accessibility: what a place offers to people who could not use it otherwise."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import OURS, UK, Shape
from schema.values import Maybe, WebAddress

Feature = Literal[
    "step_free",
    "accessible_toilet",
    "hearing_loop",
    "accessible_parking",
    "quiet_space",
    "bsl",
    "assistance_dogs",
    "changing_places",
    "other",
]
FEATURE_WORDS: Mapping[Feature, str] = MappingProxyType(
    {
        "step_free": "Step-free access",
        "accessible_toilet": "Accessible toilet",
        "hearing_loop": "Hearing loop",
        "accessible_parking": "Accessible parking",
        "quiet_space": "Quiet space",
        "bsl": "British Sign Language",
        "assistance_dogs": "Assistance dogs welcome",
        "changing_places": "Changing Places toilet",
        "other": "Other",
    }
)
NAMED_FEATURES = tuple(feature for feature in FEATURE_WORDS if feature != "other")
"""Those that a source or a group can tick; "other" is only ever concluded from words."""


class Accessibility(Shape):
    """One thing that makes a place usable, in words and, in our profile, as a code."""

    id: UUID = Field(description="Identifies this entry.", examples=[example_id("accessibility")])
    location_id: Maybe[UUID] = Field(
        None, description="The place that is described.", examples=[example_id("location")]
    )
    description: Maybe[str] = Field(
        None, description="What there is.", examples=["Step-free entrance from Cross Street"]
    )
    details: Maybe[str] = Field(
        None, description="More about it.", examples=["The lift takes one wheelchair"]
    )
    url: Maybe[WebAddress] = Field(
        None,
        description="A page about access to the place.",
        examples=["https://centre.example/access"],
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
    accessibility: Maybe[str] = Field(
        None,
        description="The same as `description`, under the key that Open Referral UK reads.",
        examples=["Step-free entrance from Cross Street"],
        json_schema_extra=UK,
    )
    feature: Maybe[Feature] = Field(
        None,
        description="What there is, as a code that can be searched.",
        examples=["step_free"],
        json_schema_extra=OURS,
    )
