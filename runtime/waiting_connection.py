"""Connections to PostgreSQL that tell when they wait for it."""

from functools import cached_property
from typing import Any

from psycopg import Connection, generators
from psycopg.abc import Transformer
from psycopg.adapt import Transformer as Loading
from psycopg.pq.abc import PGresult

from runtime.elsewhere import elsewhere, is_hurried
from runtime.promptly import prompt_results


class WaitingConnection(Connection[Any]):
    """The driver's own; all that it sends and awaits goes through `wait`."""

    @cached_property
    def loading(self) -> Transformer:
        """What makes rows of PostgreSQL's answers; it knows its loaders from one to the next."""
        return Loading.from_context(self)

    def results(self) -> list[PGresult]:
        """What PostgreSQL answered to what was sent; nobody waits for what is there already."""
        self.pgconn.consume_input()
        if is_hurried():
            return prompt_results(self.pgconn)
        taken = generators.execute(self.pgconn)
        wait = self.wait if self.pgconn.is_busy() else super().wait
        return list(wait(taken))

    def wait(self, *given: Any, **named: Any) -> Any:
        """What PostgreSQL answered."""
        with elsewhere():
            return super().wait(*given, **named)


def connected(_dialect: Any, _record: Any, given: Any, named: Any) -> WaitingConnection:
    """Listens to SQLAlchemy's `do_connect`."""
    return WaitingConnection.connect(*given, **named)
