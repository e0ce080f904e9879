"""How far the catalogue is behind the change log, and how far a rebuilding has come."""

from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection, text

from runtime.database import Database
from schema.encoding import encode
from schema.terms import our_taxonomies

SHAPE = 4
"""Counts up when what is kept of a service changes, so that all of it is read anew."""

_READ = text("SELECT position, shape, rebuild_to, rebuild_after FROM catalogue_state WHERE id = 1")
_MOVE = text("""
    UPDATE catalogue_state SET position = :position, shape = :shape, rebuild_to = :rebuild_to,
        rebuild_after = :rebuild_after
    WHERE id = 1 AND position = :seen_position AND shape = :seen_shape
        AND coalesce(rebuild_to, -1) = :seen_rebuild_to AND rebuild_after = :seen_rebuild_after
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """`position` is the last change taken in; a rebuilding goes up to change `rebuild_to` and has
    taken in services with ids up to `rebuild_after`."""

    position: int
    shape: str
    rebuild_to: int | None = None
    rebuild_after: str = ""


def shape() -> str:
    """What this version keeps, our own vocabulary included; another shape is rebuilt."""
    said = b"".join(map(encode, our_taxonomies()))
    return f"{SHAPE}-{blake2b(said, digest_size=8).hexdigest()}"


def standing(database: Database) -> Standing:
    """Where the catalogue stands now."""
    with database.reading() as connection:
        row = connection.execute(_READ).one()
    return Standing(int(row[0]), row[1], row[2], row[3])


def move(connection: Connection, before: Standing, after: Standing) -> bool:
    """Say in a transaction where it takes the catalogue; False if another process has moved it.

    The row stays locked until the transaction ends, so that one process writes at a time.
    """
    values = {
        "position": after.position,
        "shape": after.shape,
        "rebuild_to": after.rebuild_to,
        "rebuild_after": after.rebuild_after,
        "seen_position": before.position,
        "seen_shape": before.shape,
        "seen_rebuild_to": -1 if before.rebuild_to is None else before.rebuild_to,
        "seen_rebuild_after": before.rebuild_after,
    }
    return connection.execute(_MOVE, values).rowcount == 1
