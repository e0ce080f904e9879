"""Jobs: when tasks are due and who is at work on them; runs tell how far they are."""

import sqlalchemy as sa
from alembic import op

from directory.columns import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RUNNING = sa.text("state = 'running'")
_END_WHAT_RAN = """
    UPDATE run SET state = 'failed', reason = 'the directory was upgraded meanwhile',
    ended_at = started_at, lease_until = NULL WHERE state = 'running'
"""


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("every_s", sa.Float(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        *_who_and_how_far(),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject"),
    )
    for column in _who_and_how_far():
        op.add_column("run", column)
    op.execute(_END_WHAT_RAN)
    op.create_index(
        "uq_run_running",
        "run",
        ["source_id"],
        unique=True,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def downgrade() -> None:
    op.drop_index("uq_run_running", table_name="run")
    for column in _who_and_how_far():
        op.drop_column("run", column.name)
    op.drop_table("job")


def _who_and_how_far() -> tuple["sa.Column[object]", ...]:
    return (
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("doing", sa.Text(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("updated_at", UTCDateTime(), nullable=True),
    )
