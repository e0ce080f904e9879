"""What the shapes of answers have in common."""

from pydantic import BaseModel, ConfigDict


class Answered(BaseModel):
    """Part of an answer; what is not known is left out."""

    model_config = ConfigDict(extra="forbid")
