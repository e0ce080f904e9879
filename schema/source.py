"""Who stands behind a record: publisher, licence and the words they ask to be shown."""

from pydantic import BaseModel, ConfigDict, Field

from schema.values import Maybe


class Publisher(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(examples=["Example Borough Council"])
    org_id: str | None = Field(
        None, description="org-id.guide identifier, such as GB-CHC-1234567", examples=["GB-LAE-EXB"]
    )
    website: str | None = Field(None, examples=["https://council.example"])
    email: str | None = Field(
        None, description="a role address, never a person's", examples=["directory@council.example"]
    )


class Licence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(examples=["Open Government Licence v3.0"])
    url: str | None = Field(
        None,
        examples=["https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"],
    )


class Attribution(BaseModel):
    """Words that a source asks to be shown wherever its data is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(
        description="The words themselves.",
        examples=["Contains data of Example Borough Council"],
    )
    url: Maybe[str] = Field(
        None, description="What the words link to.", examples=["https://council.example/data"]
    )


class SourceFacts(BaseModel):
    """What the directory knows and shows of a source; how to fetch it stays in `harvesters`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(examples=["example_borough"])
    title: str = Field(examples=["Example Borough Directory"])
    publisher: Publisher
    licence: Licence
    attribution: tuple[Attribution, ...] = ()
    website: str | None = Field(None, examples=["https://council.example/directory"])
    priority: int = Field(
        50, ge=0, le=100, description="whose word wins when sources differ; a group's own is 100"
    )
