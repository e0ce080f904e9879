"""The shapes of completions."""

from uuid import UUID

from pydantic import Field

from api.documented.answered import Answered
from api.documented.places import PlaceToChoose
from schema.example_ids import example_id


class NamedTerm(Answered):
    """A need or a category."""

    slug: str = Field(examples=["befriending"])
    name: str = Field(examples=["Befriending"])


class NamedListing(Answered):
    """A service by its name."""

    id: UUID = Field(examples=[example_id("service")])
    name: str = Field(examples=["Thursday Tea and Talk"])


class SuggestAnswer(Answered):
    """Completions by kind, each best first."""

    needs: list[NamedTerm]
    categories: list[NamedTerm]
    services: list[NamedListing]
    places: list[PlaceToChoose]
    degraded: bool = Field(
        description="The search index is down and the database answers: of services only those "
        "whose name begins so.",
        examples=[False],
    )
