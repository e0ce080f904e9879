"""How far the FHIR resources have followed the change log."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select, update

from directory.fhir.tables import STATE
from runtime.database import Database
from schema.fhir.resources import SHAPE_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`rebuild_to` is set while everything is read anew, which has come to `rebuild_after`."""

    position: int
    shape: int = SHAPE_VERSION
    rebuild_to: int | None = None
    rebuild_after: str = ""


def standing(database: Database) -> Standing:
    row = database.rows(
        "SELECT position, shape, rebuild_to, rebuild_after FROM fhir_state WHERE id = 1", {}
    )[0]
    position, shape, rebuild_to, rebuild_after = row
    return Standing(
        position=position, shape=shape, rebuild_to=rebuild_to, rebuild_after=rebuild_after
    )


def move(connection: Connection, before: Standing, after: Standing) -> bool:
    """From one standing to the next; False if another process has moved it meanwhile."""
    wanted = select(STATE.c.id).where(
        STATE.c.id == 1,
        STATE.c.position == before.position,
        STATE.c.shape == before.shape,
        STATE.c.rebuild_to.is_not_distinct_from(before.rebuild_to),
        STATE.c.rebuild_after == before.rebuild_after,
    )
    if connection.execute(wanted.with_for_update()).first() is None:
        return False
    connection.execute(update(STATE).where(STATE.c.id == 1).values(**asdict(after)))
    return True
