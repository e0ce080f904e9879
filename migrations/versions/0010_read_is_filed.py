"""What a run read, and the documents computed from it, stand in a file of its process.

What is staged of a record is what the database compares. Its table holds nothing but what runs
under way have read, so it is made anew; such a run notices it, fails, and is done again.
"""

import sqlalchemy as sa
from alembic import op

from directory.columns import PortableJSON, UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LARGE = {"staged_record": ("said", "service"), "prepared_document": ("body",)}
HAS_LZ4 = sa.text(
    "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
)


def upgrade() -> None:
    op.drop_table("prepared_document")
    _staged_record(sa.Column("place", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    _staged_record(
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.Column("service", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("issues", PortableJSON, nullable=True),
        sa.Column("identifiers", PortableJSON, nullable=True),
    )
    _prepared_document()
    if _prefixes() and op.get_bind().execute(HAS_LZ4).scalar():
        for table, columns in LARGE.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION lz4")


def _staged_record(*said: sa.Column[object]) -> None:
    op.drop_table("staged_record")
    op.create_table(
        "staged_record",
        sa.Column("number", COUNTED, primary_key=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        *said,
        sa.Column("listing_id", sa.Text(), nullable=True),
        sa.UniqueConstraint("record_id", "run_id", name="uq_staged_record"),
        prefixes=_prefixes(),
    )
    op.create_index("ix_staged_record_run_outcome", "staged_record", ["run_id", "outcome"])
    op.create_index("ix_staged_record_listing_id", "staged_record", ["listing_id"])


def _prepared_document() -> None:
    op.create_table(
        "prepared_document",
        sa.Column("publication", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stale_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("publication", "position"),
        prefixes=_prefixes(),
    )


def _prefixes() -> list[str]:
    return ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
