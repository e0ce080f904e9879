"""The kinds of text that a file of kite marks holds; descriptions say what is expected."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from schema.values import WebAddress


def _one_line(text: str) -> str:
    return " ".join(text.split())


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60),
    Field(description="small letters, digits and single hyphens, such as example-mark"),
]
LINE = "a text of 1 to 300 characters"
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_one_line),
    Field(description=LINE),
]
Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_one_line),
    Field(description="a text of 1 to 2,000 characters"),
]
Address = Annotated[WebAddress, StringConstraints(max_length=500)]
ADDRESS = "a web address beginning with https://"


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
