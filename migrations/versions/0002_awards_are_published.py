"""Documents in the order of their changes, and the awards that were loaded among them."""

from datetime import UTC, datetime
from hashlib import blake2b

import orjson
import sqlalchemy as sa
from alembic import op

from directory.columns import PortableJSON, UTCDateTime
from migrations.indexes import create_index, drop_index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AWARD = sa.table(
    "award",
    sa.column("id", sa.Text()),
    sa.column("document", PortableJSON),
    sa.column("revoked_at", UTCDateTime()),
)
DOCUMENT = sa.table(
    "document",
    *(sa.column(name, sa.Text()) for name in ("kind", "id", "state", "content_hash")),
    sa.column("body", sa.LargeBinary()),
    sa.column("change_number", sa.BigInteger()),
    sa.column("shape_version", sa.Integer()),
    sa.column("changed_at", UTCDateTime()),
)
CHANGE = sa.table(
    "change",
    sa.column("number", sa.BigInteger()),
    *(sa.column(name, sa.Text()) for name in ("kind", "object_id", "state")),
    sa.column("at", UTCDateTime()),
)
COUNTER = sa.table(
    "change_counter", sa.column("id", sa.Integer()), sa.column("number", sa.BigInteger())
)


def upgrade() -> None:
    create_index("ix_document_change_number", "document", ["kind", "change_number"])
    connection, now = op.get_bind(), datetime.now(UTC)
    awards = connection.execute(sa.select(AWARD).order_by(AWARD.c.id)).all()
    if not awards:
        return
    first = connection.execute(sa.select(COUNTER.c.number)).scalar_one() + 1
    for number, award in enumerate(awards, first):
        body = b"" if award.revoked_at else orjson.dumps(award.document)
        row = {"kind": "award", "state": "withdrawn" if award.revoked_at else "published"}
        connection.execute(
            sa.insert(DOCUMENT).values(
                **row,
                id=award.id,
                body=body,
                content_hash=blake2b(body, digest_size=16).hexdigest() if body else "",
                change_number=number,
                shape_version=1,
                changed_at=now,
            )
        )
        connection.execute(
            sa.insert(CHANGE).values(**row, number=number, object_id=award.id, at=now)
        )
    connection.execute(sa.update(COUNTER).values(number=first + len(awards) - 1))


def downgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.delete(CHANGE).where(CHANGE.c.kind == "award"))
    connection.execute(sa.delete(DOCUMENT).where(DOCUMENT.c.kind == "award"))
    drop_index("ix_document_change_number", "document")
