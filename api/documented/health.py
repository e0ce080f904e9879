"""The shapes of how a server stands."""

from typing import Literal

from pydantic import Field

from api.documented.answered import Answered


class Health(Answered):
    """The server answers."""

    status: Literal["ok"]
    version: str = Field(examples=["0.1.0"])


class DependencyState(Answered):
    """One thing that the server depends on."""

    name: str = Field(examples=["database", "search", "catalogue", "fhir", "disk"])
    state: Literal["ok", "degraded", "down"]
    detail: str = Field(
        "", description="What is wrong, where something is.", examples=["It does not answer."]
    )
    position: int = Field(
        0, description="The number of the newest change that it knows.", examples=[4711]
    )
    lag_s: float = Field(
        0, description="The age of the oldest change that it lacks, in seconds.", examples=[0.5]
    )


class Readiness(Answered):
    """The server answers requests; `degraded` means that something is away or behind."""

    status: Literal["ready", "degraded"]
    listings: int = Field(examples=[120])
    index_position: int = Field(examples=[4711])
    directory_position: int = Field(examples=[4711])
    dependencies: list[DependencyState]
