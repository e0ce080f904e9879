"""FHIR resources as ready bytes, and the keys to find them by."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _text(name: str, *, folded: bool = False) -> sa.Column[str]:
    return sa.Column(name, FOLDED if folded else sa.Text(), nullable=False)


def upgrade() -> None:
    state = op.create_table(
        "fhir_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.Integer(), nullable=False),
        sa.Column("rebuild_to", sa.BigInteger(), nullable=True),
        _text("rebuild_after"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(state, [{"id": 1, "position": 0, "shape": 0, "rebuild_after": ""}])
    op.create_table(
        "fhir_resource",
        _text("kind"),
        _text("id", folded=True),
        _text("service_id"),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _text("content_hash"),
        _text("updated", folded=True),
        *(_text(name, folded=True) for name in ("name", "alias", "street")),
        *(_text(name, folded=True) for name in ("city", "postcode", "state", "country")),
        sa.Column("lat", sa.Float(53), nullable=True),
        sa.Column("lon", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("kind", "id", "service_id"),
    )
    op.create_index("ix_fhir_resource_service", "fhir_resource", ["service_id"])
    op.create_index("ix_fhir_resource_shown", "fhir_resource", ["kind", "shown", "id"])
    for column in ("name", "postcode", "city", "lat"):
        op.create_index(f"ix_fhir_resource_{column}", "fhir_resource", ["kind", column])
    op.create_table(
        "fhir_code",
        _text("kind"),
        _text("parameter"),
        _text("code", folded=True),
        _text("system", folded=True),
        _text("service_id"),
        _text("id", folded=True),
        sa.PrimaryKeyConstraint("kind", "parameter", "code", "system", "service_id", "id"),
    )
    op.create_index("ix_fhir_code_service", "fhir_code", ["service_id"])


def downgrade() -> None:
    for table in ("fhir_code", "fhir_resource", "fhir_state"):
        op.drop_table(table)
