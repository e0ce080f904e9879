"""All tables of this folder, told to whoever has to miss none: Alembic and copies."""

from sqlmodel import SQLModel

import directory.tables.awards
import directory.tables.jobs
import directory.tables.moderation
import directory.tables.published
import directory.tables.records
import directory.tables.sources
import directory.tables.staged
import directory.tables.submissions  # noqa: F401  (all register their tables)

METADATA = SQLModel.metadata
"""Where they are registered, and beside them the derived ones that somebody imported."""
