"""What a large run writes falls on fewer indexes, and what it refers to is not looked up again.

Staged rows stand in the order in which they came. Their tables hold nothing but what runs under way
have read, so they are made anew; such a run notices it, fails, and is done again. Records and match
keys are written from what the same transaction has written: see decision 0031.
"""

import sqlalchemy as sa
from alembic import op

from directory.columns import PortableJSON, UTCDateTime
from migrations.locks import lock
from migrations.references import refer

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HAS_LZ4 = sa.text(
    "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
)
RECORD_REFERS = {
    "source_id": "source",
    "first_run_id": "run",
    "changed_run_id": "run",
    "listing_id": "listing",
}


def upgrade() -> None:
    lock("source", "run", "listing", "record", "match_key", "staged_record", "staged_key")
    _drop_staged()
    _staged_record(
        sa.Column("number", COUNTED, primary_key=True),
        sa.UniqueConstraint("record_id", "run_id", name="uq_staged_record"),
    )
    op.create_index("ix_staged_record_run_outcome", "staged_record", ["run_id", "outcome"])
    _staged_key(sa.Column("number", COUNTED, primary_key=True))
    op.create_index("ix_staged_key_run_id", "staged_key", ["run_id"])
    if _is_postgresql():
        op.drop_constraint("match_key_record_id_fkey", "match_key")
        for column in RECORD_REFERS:
            op.drop_constraint(f"record_{column}_fkey", "record")
        return
    _made_anew(_match_key())
    _made_anew(_record())


def downgrade() -> None:
    if _is_postgresql():
        for column, other in RECORD_REFERS.items():
            refer(f"record_{column}_fkey", "record", other, column)
        refer("match_key_record_id_fkey", "match_key", "record", "record_id", ondelete="CASCADE")
    _drop_staged()
    refers = sa.ForeignKeyConstraint(["run_id"], ["run.id"])
    _staged_record(refers, sa.PrimaryKeyConstraint("run_id", "record_id"))
    refers = sa.ForeignKeyConstraint(["run_id"], ["run.id"])
    _staged_key(refers, sa.PrimaryKeyConstraint("run_id", "record_id", "kind", "value"))
    op.create_index("ix_staged_key_kind_value", "staged_key", ["kind", "value"])
    if _is_postgresql():
        return
    others = (sa.ForeignKeyConstraint([one], [f"{of}.id"]) for one, of in RECORD_REFERS.items())
    _made_anew(_record(*others))
    _made_anew(
        _match_key(sa.ForeignKeyConstraint(["record_id"], ["record.id"], ondelete="CASCADE"))
    )


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _drop_staged() -> None:
    op.drop_table("staged_key")
    op.drop_table("staged_record")


def _staged_record(*more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "staged_record",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.Column("service", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("issues", PortableJSON, nullable=True),
        sa.Column("identifiers", PortableJSON, nullable=True),
        sa.Column("listing_id", sa.Text(), nullable=True),
        *more,
        prefixes=_prefixes(),
    )
    op.create_index("ix_staged_record_listing_id", "staged_record", ["listing_id"])
    if _is_postgresql() and op.get_bind().execute(HAS_LZ4).scalar():
        for column in ("said", "service"):
            op.execute(f"ALTER TABLE staged_record ALTER COLUMN {column} SET COMPRESSION lz4")


def _staged_key(*more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "staged_key",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        *more,
        prefixes=_prefixes(),
    )


def _prefixes() -> list[str]:
    return ["UNLOGGED"] if _is_postgresql() else []


def _made_anew(table: sa.Table) -> None:
    """The same rows in a table that refers to what this one does."""
    with op.batch_alter_table(table.name, copy_from=table, recreate="always"):
        pass


def _match_key(*refers: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        "match_key",
        sa.MetaData(),
        sa.Column("record_id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), primary_key=True),
        *refers,
        sa.Index("ix_match_key_kind_value", "kind", "value"),
    )


def _record(*refers: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        "record",
        sa.MetaData(),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("service", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("issues", PortableJSON, nullable=False),
        sa.Column("identifiers", PortableJSON, nullable=False),
        sa.Column("first_run_id", sa.Integer(), nullable=False),
        sa.Column("changed_run_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("listing_id", sa.Text(), nullable=True),
        *refers,
        sa.UniqueConstraint("source_id", "key", name="uq_record_source_key"),
        sa.Index("ix_record_listing_id", "listing_id"),
    )
