"""How far something that follows the change log has come: one row in a table of its own."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, text

from runtime.database import Database


@dataclass(frozen=True, slots=True)
class Standing:
    """`position` is the last change taken in; a rebuilding goes up to change `rebuild_to` and has
    taken in services with ids up to `rebuild_after`. `shape` is what was kept of a service."""

    position: int
    shape: str | int
    rebuild_to: int | None = None
    rebuild_after: str = ""


def standing_in(table: str, database: Database) -> Standing:
    """Where it stands now."""
    asked = f"SELECT position, shape, rebuild_to, rebuild_after FROM {table} WHERE id = 1"
    return Standing(*database.rows(asked, {})[0])


def move_in(table: str, connection: Connection, before: Standing, after: Standing) -> bool:
    """Say in a transaction where it takes the follower; False if another process has moved it.

    The row stays locked until the transaction ends, so that one process writes at a time.
    """
    moving = text(f"""
        UPDATE {table} SET position = :position, shape = :shape, rebuild_to = :rebuild_to,
            rebuild_after = :rebuild_after
        WHERE id = 1 AND position = :seen_position AND shape = :seen_shape
            AND coalesce(rebuild_to, -1) = :seen_rebuild_to AND rebuild_after = :seen_rebuild_after
    """)
    seen = {f"seen_{name}": value for name, value in asdict(before).items()}
    if before.rebuild_to is None:
        seen["seen_rebuild_to"] = -1
    return connection.execute(moving, {**asdict(after), **seen}).rowcount == 1
