"""Indexes on large tables, made and dropped while others write to them."""

from typing import Any

from alembic import op


def create_index(name: str, table: str, columns: list[Any], **options: Any) -> None:
    """An index, made without holding up writers where PostgreSQL can.

    One that was broken off before is made anew: PostgreSQL leaves it behind, marked as invalid.
    """
    if not can_wait():
        op.create_index(name, table, columns, **options)
        return
    with op.get_context().autocommit_block():
        op.drop_index(name, table_name=table, if_exists=True, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=True, **options)


def drop_index(name: str, table: str) -> None:
    """Take an index away, without holding up writers where PostgreSQL can."""
    if not can_wait():
        op.drop_index(name, table_name=table)
        return
    with op.get_context().autocommit_block():
        op.drop_index(name, table_name=table, postgresql_concurrently=True)


def can_wait() -> bool:
    """Whether this is PostgreSQL and no transaction of the caller's is around the migration."""
    context = op.get_context()
    outside = bool(getattr(context, "_in_external_transaction", False))
    return context.dialect.name == "postgresql" and not outside
