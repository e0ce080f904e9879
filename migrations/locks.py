"""Tables that a migration changes, locked together before it begins."""

from alembic import op


def lock(*tables: str) -> None:
    """Keep everybody else from these tables of PostgreSQL until the transaction ends.

    What is referred to is named before what refers to it, in which order others use them: who
    holds one and wants the next meets nobody who holds the next and wants the one.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
