"""Pages of changes as they are answered, for the API's description."""

from typing import Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field

from api.shapes_awards import AwardAnswer
from schema.example_ids import example_id
from schema.service import Service

T = TypeVar("T", bound=BaseModel)
Kind = TypeVar("Kind", bound=str)


class ChangedItem(BaseModel, Generic[Kind, T]):
    """An object, or word that it is no longer published."""

    state: Literal["updated", "deleted"] = Field(
        description="Whether it is published.", examples=["updated"]
    )
    kind: Kind = Field(description="What kind of object it is.")
    id: UUID = Field(description="Identifies the object.", examples=[example_id("service")])
    modified: int = Field(
        description="The number of its latest change; later ones are larger.", examples=[4711]
    )
    data: T | None = Field(None, description="The object itself, where it is published.")


class ChangesPage(BaseModel, Generic[Kind, T]):
    """One page of Realtime Paged Data Exchange 1.0."""

    next: str = Field(
        description="Where to go on; its own address when there is nothing more yet.",
        examples=["https://directory.example/rpde/services?afterChangeNumber=4711"],
    )
    items: list[ChangedItem[Kind, T]] = Field(description="Changes, oldest first.")
    license: str = Field(
        description="The licence, or where the licence of each source is told.",
        examples=["https://creativecommons.org/licenses/by/4.0/"],
    )


class ChangedServicesPage(ChangesPage[Literal["service"], Service]):
    """Listings in the order of their latest changes."""


class ChangedAwardsPage(ChangesPage[Literal["award"], AwardAnswer]):
    """Awards in the order of their latest changes."""
