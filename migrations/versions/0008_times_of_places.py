"""Times of a service tell at which of its places they hold; the catalogue is read anew for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    place = sa.Column("place", sa.Text(), nullable=False, server_default="")
    op.add_column("catalogue_session", place)


def downgrade() -> None:
    op.drop_column("catalogue_session", "place")
