"""What a run stages is not logged, and large texts are packed by LZ4, on PostgreSQL.

A crash of PostgreSQL empties the tables that are not logged: a run under way then fails, and is
done again. Rows keep the packing with which they were written; both kinds are read.
"""

from alembic import op
from sqlalchemy import text

from migrations.locks import lock

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STAGED = ("staged_record", "staged_key", "prepared_document")
LARGE = {
    "staged_record": ("said", "service"),
    "prepared_document": ("body",),
    "record": ("said", "service"),
    "document": ("body",),
}
HAS_LZ4 = text("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = :name")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in STAGED:
        op.execute(f"ALTER TABLE {table} SET UNLOGGED")
    if op.get_bind().execute(HAS_LZ4, {"name": "default_toast_compression"}).scalar():
        _pack("lz4")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    _pack("default")
    for table in STAGED:
        op.execute(f"ALTER TABLE {table} SET LOGGED")


def _pack(method: str) -> None:
    lock("document", "record")
    for table, columns in LARGE.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {method}")
