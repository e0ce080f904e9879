"""The desk at which groups' own listings are received, as a server and the commands use it."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from commands.output import fail
from commands.parts import open_parts
from directory.submissions.errors import KeepingError
from journeys.keeping.desk import Desk

T = TypeVar("T")
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document")]


def desk() -> Desk:
    """The desk as the environment sets it."""
    return open_parts().desk


def told(work: Callable[[], T]) -> T:
    """What `work` gives; a refusal is said, and the command ends with 1."""
    try:
        return work()
    except KeepingError as refusal:
        fail(refusal.detail)
