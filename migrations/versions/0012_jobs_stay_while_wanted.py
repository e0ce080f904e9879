"""Jobs tell when they were last said to be wanted, and stay while some machine says so."""

import sqlalchemy as sa
from alembic import op

from directory.columns import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("declared_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("job", "declared_at")
