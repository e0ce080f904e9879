"""How PostgreSQL joins what a run staged a moment ago, of which it has no statistics yet.

It may then take many thousands of rows for a single one, and walk through all of them once for each
row of another table. The role that harvests may not gather statistics. How many rows there are is
known here, however, and so is how they are to be joined. SQLite joins as a statement says.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, text

MANY = 2_000
_ANEW = {"plan_cache_mode": "force_custom_plan"}
"""A plan that was kept is one for the tables as they were."""
_WHOLE = {**_ANEW, "enable_nestloop": "off", "enable_mergejoin": "off", "work_mem": "64MB"}
"""Match keys of some 100,000 records are sorted in that memory; of more, in files. They are joined
without an order: merging would sort all of a run's, even where nobody else has any."""
_BY_INDEX = {
    **_ANEW,
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "max_parallel_workers_per_gather": "0",
}
"""A bitmap takes all that follows an id where the next few are wanted; parallel processes of the
server are started anew for each statement."""


@contextmanager
def planned_for(connection: Connection, staged: int) -> Iterator[None]:
    """Statements inside join the `staged` rows of a run as suits their number."""
    with _planned(connection, _WHOLE if staged >= MANY else _BY_INDEX):
        yield


@contextmanager
def looking_up(connection: Connection) -> Iterator[None]:
    """Statements inside look up a few rows of many."""
    with _planned(connection, _BY_INDEX):
        yield


def by_index(connection: Connection) -> None:
    """Statements of this transaction look up a few rows of many from now on."""
    _set(connection, _BY_INDEX)


@contextmanager
def _planned(connection: Connection, settings: Mapping[str, str]) -> Iterator[None]:
    _set(connection, settings)
    yield
    _set(connection, dict.fromkeys(settings))


def _set(connection: Connection, settings: Mapping[str, str | None]) -> None:
    """Set what holds until the transaction ends; None for what the session began with."""
    if connection.dialect.name == "postgresql":
        chosen = ", ".join(f"set_config('{name}', :{name}, true)" for name in settings)
        connection.execute(text(f"SELECT {chosen}"), settings)
