"""What is said of exported files: of which moment they are, whose words stand in them, what counts.

The same models describe the door that serves the files.
"""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from directory.exporting import Credit
from schema.source import Attribution

INDEX = "index.json"
MANIFEST = ".manifest.json"
"""What the name of a file's manifest ends with, behind the name of the file."""
SHAPE = 2
"""Grows when files come to hold something else, so that they are made anew."""


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Credited(_Said):
    """A source of the listings in a file; its licence holds for what it says."""

    id: str = Field(description="The source's id.", examples=["example_council"])
    title: str = Field(description="Its name.", examples=["Example Borough Directory"])
    publisher: str = Field(description="Who publishes it.", examples=["Example Borough Council"])
    licence: str = Field(
        description="The licence of what it says.", examples=["Open Government Licence v3.0"]
    )
    licence_url: str | None = Field(
        None, description="The text of the licence.", examples=["https://licences.example/open"]
    )
    attribution: tuple[Attribution, ...] = Field(
        (), description="The words that it asks to be shown."
    )
    listings: int = Field(
        description="In how many listings it has a say; one listing may have several sources.",
        examples=[299],
    )


class FileTold(_Said):
    """One file: what it is, how long, and what it holds."""

    name: str = Field(examples=["services.csv"])
    format: str = Field(description="What `fingerpost export --format` calls it.", examples=["csv"])
    media_type: str = Field(examples=["text/csv"])
    bytes: int = Field(examples=[1_048_576])
    sha256: str = Field(
        description="Of the whole file.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    counts: dict[str, int] = Field(
        description="How many of what it holds.", examples=[{"services": 299}]
    )


class Moment(_Said):
    """Of which moment files are, and for how long they are true."""

    generation: int = Field(
        description="The number of the newest change that they hold.", examples=[1024]
    )
    made_at: datetime = Field(examples=["2026-11-21T12:00:00Z"])
    valid_until: datetime | None = Field(
        None,
        description="When a kite mark in them begins or ends; they are not served after it.",
        examples=["2026-12-31T00:00:00Z"],
    )


class FileManifest(Moment):
    """What is told of one file alone, and stands beside it."""

    file: FileTold
    sources: tuple[Credited, ...]


class Manifest(Moment):
    """What is told of all files that were made together; `took_s` is how long that took.

    `others_in_s` stands where only the first files are there: how long all took the last time.
    """

    shape: int = SHAPE
    took_s: float
    others_in_s: float | None = None
    services: int
    files: tuple[FileTold, ...]
    sources: tuple[Credited, ...]

    @property
    def whole_s(self) -> float:
        """How long making all files takes, as far as it is known."""
        return self.took_s if self.others_in_s is None else self.others_in_s

    def of(self, name: str) -> FileTold | None:
        """The file of this name, if there is one."""
        return next((one for one in self.files if one.name == name), None)

    def alone(self, file: FileTold) -> FileManifest:
        """What is told of one of the files."""
        return FileManifest(
            generation=self.generation,
            made_at=self.made_at,
            valid_until=self.valid_until,
            file=file,
            sources=self.sources,
        )


def credited(sources: Sequence[Credit]) -> tuple[Credited, ...]:
    """The sources as a manifest names them."""
    return tuple(
        Credited(
            id=one.facts.id,
            title=one.facts.title,
            publisher=one.facts.publisher.name,
            licence=one.facts.licence.name,
            licence_url=one.facts.licence.url,
            attribution=one.facts.attribution,
            listings=one.listings,
        )
        for one in sources
    )


def as_text(said: BaseModel) -> bytes:
    """A manifest as it is written beside files."""
    return said.model_dump_json(indent=2, exclude_none=True).encode() + b"\n"
