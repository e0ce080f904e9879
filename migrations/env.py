"""Alembic's entry: the tables of `directory` on whichever database the URL names."""

from typing import Any

from alembic import context

import directory.catalogue.tables
import directory.fhir.tables  # noqa: F401  (both register their tables)
from directory.tables.every import METADATA
from runtime.database import Database
from runtime.settings import Settings


def _include(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether a table or index is of ours to compare; `derived_` ones are made of others."""
    if kind == "table" and name == "spatial_ref_sys":
        return False
    return not (name or "").startswith("derived_")


def run() -> None:
    """Migrate over the connection that was handed in, or over the settings' database."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with Database(Settings().database_url_or_default()).writing() as connection:
        _migrate(connection)


def _migrate(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=_include,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
