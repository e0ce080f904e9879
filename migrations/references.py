"""References of one large table to another, put back while others write to both."""

from contextlib import nullcontext
from typing import Any

from alembic import op

from migrations.indexes import can_wait
from migrations.locks import lock


def refer(name: str, table: str, other: str, column: str, **options: Any) -> None:
    """A reference to `other.id` that new rows keep at once; then the rows that there are.

    Those are looked through in a transaction of its own, which holds up no writer. One that was
    broken off before is made anew. Raises IntegrityError where a row refers to nothing.
    """
    lock(other, table)
    op.drop_constraint(name, table, if_exists=True)
    names = (name, table, other, [column], ["id"])
    op.create_foreign_key(*names, postgresql_not_valid=True, **options)
    apart = op.get_context().autocommit_block() if can_wait() else nullcontext()
    with apart:
        op.execute(f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"')
