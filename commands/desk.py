"""The desk at which groups' own listings are received, as a server and the commands use it."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from commands.output import fail
from commands.parts import Parts, open_parts
from directory.submissions.errors import KeepingError
from directory.submissions.tokens import server_secret
from journeys.keeping.desk import Desk

T = TypeVar("T")
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document")]


def desk_of(parts: Parts) -> Desk:
    """The desk; the server's secret is made in the data folder when it is first needed."""
    return Desk(
        database=parts.database,
        reading=parts.reading,
        index=parts.index,
        gazetteer=parts.gazetteer,
        clock=parts.clock,
        secret=server_secret(parts.settings.data_dir),
    )


def desk() -> Desk:
    """The desk as the environment sets it."""
    return desk_of(open_parts())


def told(work: Callable[[], T]) -> T:
    """What `work` gives; a refusal is said, and the command ends with 1."""
    try:
        return work()
    except KeepingError as refusal:
        fail(refusal.detail)
