"""A document stands in its row, bytes and all, on PostgreSQL; see decision 0041.

Rows keep the place in which they were written; both kinds are read. Nothing is written anew here.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXTS = ("id", "content_hash", "successor_id", "reason")
"""Were only the bytes to stay, these would be moved out before them."""


def upgrade() -> None:
    _store("MAIN")


def downgrade() -> None:
    _store("EXTENDED")


def _store(how: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    changes = ", ".join(f"ALTER COLUMN {name} SET STORAGE {how}" for name in ("body", *TEXTS))
    op.execute(f"ALTER TABLE document {changes}")
