"""Of several services that tell of one object, the one whose word is shown."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from directory.chunks import chunks
from directory.fhir.rows import Name, Row
from directory.fhir.tables import RESOURCE

Holder = tuple[str, str, str]
Rank = tuple[int, str]


def choose(connection: Connection, rows: Sequence[Row], emptied: Collection[Name]) -> set[Holder]:
    """Which of the new rows are shown, the fullest of each object, and of equal ones the first.

    Rows of other services that tell of these objects are corrected at once.
    """
    best: dict[Name, Rank] = {}
    for row in rows:
        if row.body:
            rank = (-len(row.body), row.service_id)
            best[row.name] = min(best.get(row.name, rank), rank)
    others = _others(connection, {*best, *emptied})
    for name, rank, _ in others:
        best[name] = min(best.get(name, rank), rank)
    _correct(connection, others, best)
    return {(*name, service_id) for name, (_, service_id) in best.items()}


def _others(connection: Connection, names: Collection[Name]) -> list[tuple[Name, Rank, bool]]:
    """What other services hold of objects of several services; a service's own is its alone."""
    named: dict[str, list[str]] = defaultdict(list)
    for kind, id_ in sorted(names):
        if kind != "HealthcareService":
            named[kind].append(id_)
    t = RESOURCE.c
    asked = select(t.kind, t.id, t.service_id, func.length(t.body), t.shown)
    found: list[tuple[Name, Rank, bool]] = []
    for kind, ids in named.items():
        for some in chunks(ids):
            there = asked.where(t.kind == kind, t.id.in_(some), t.gone == 0)
            found += (
                ((of, id_), (-length, service), bool(shown))
                for of, id_, service, length, shown in connection.execute(there)
            )
    return found


def _correct(
    connection: Connection, others: Sequence[tuple[Name, Rank, bool]], best: Mapping[Name, Rank]
) -> None:
    wrong = [
        {"the_kind": name[0], "the_id": name[1], "the_service": rank[1], "is_shown": int(not shown)}
        for name, rank, shown in others
        if shown != (best[name] == rank)
    ]
    if wrong:
        connection.execute(_CORRECTED, wrong)


_CORRECTED = (
    update(RESOURCE)
    .where(
        RESOURCE.c.kind == bindparam("the_kind"),
        RESOURCE.c.id == bindparam("the_id"),
        RESOURCE.c.service_id == bindparam("the_service"),
    )
    .values(shown=bindparam("is_shown"))
)
