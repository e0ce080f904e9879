"""What a group sends: its listing, which is public, and its contact, which is not."""

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from journeys.keeping.listing_form import ChangedFields as ChangedFields
from journeys.keeping.listing_form import Filled as Filled
from journeys.keeping.listing_form import ListingForm as ListingForm
from journeys.keeping.listing_form import has
from journeys.keeping.texts import Email, Line, PrivatePhone


class PrivateContact(Filled):
    """How a moderator reaches the sender; never published, never in a feed."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [has(one, {"type": "string"}) for one in ("email", "phone")]}
    )

    name: Line | None = Field(
        None, max_length=100, description="Whom to ask for.", examples=["The Tuesday organiser"]
    )
    email: Email | None = Field(None, examples=["organiser@group.example"])
    phone: PrivatePhone | None = Field(None, examples=["07700 900001"])

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.email or self.phone):
            raise ValueError("expected an email or a phone, so that a moderator can ask")
        return self


class SubmissionForm(Filled):
    """A listing, and how to reach whoever sends it."""

    listing: ListingForm
    contact: PrivateContact
