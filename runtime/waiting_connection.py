"""Connections to PostgreSQL that tell when they wait for it."""

from functools import cached_property
from typing import Any

from psycopg import Connection
from psycopg.abc import Transformer
from psycopg.adapt import Transformer as Loading

from runtime.elsewhere import elsewhere


class WaitingConnection(Connection[Any]):
    """The driver's own; all that it sends and awaits goes through `wait`."""

    @cached_property
    def loading(self) -> Transformer:
        """What makes rows of PostgreSQL's answers; it knows its loaders from one to the next."""
        return Loading.from_context(self)

    def wait(self, *given: Any, **named: Any) -> Any:
        """What PostgreSQL answered."""
        with elsewhere():
            return super().wait(*given, **named)


def connected(_dialect: Any, _record: Any, given: Any, named: Any) -> WaitingConnection:
    """Listens to SQLAlchemy's `do_connect`."""
    return WaitingConnection.connect(*given, **named)
