"""Where each field of a listing comes from, told from its records: computed, never stored."""

from typing import Any

from sqlalchemy import Connection, select

from directory import sources
from directory.merging import FieldSource, merge
from directory.said import Member
from directory.stamps import stamp
from directory.tables.records import RECORD

Json = dict[str, Any]


def provenance(connection: Connection, listing_id: str) -> Json:
    """The fields of a listing with the sources that state them, and what other sources say."""
    rows = connection.execute(
        select(
            RECORD.c.id,
            RECORD.c.source_id,
            RECORD.c.key,
            RECORD.c.service,
            RECORD.c.changed_at,
            RECORD.c.state,
            RECORD.c.issues,
        ).where(
            RECORD.c.listing_id == listing_id,
            RECORD.c.service.is_not(None),
            RECORD.c.state != "gone",
        )
    ).all()
    members = [Member(*row[:4], stamp(row[4])) for row in rows]
    merged = merge(listing_id, members, sources.all_facts(connection))
    return {
        "id": listing_id,
        "fields": {name: _field(source) for name, source in merged.fields.items()},
        "sources": merged.service["sources"],
        "records": [_record(row) for row in rows],
    }


def _field(source: FieldSource) -> Json:
    answer: Json = {"sources": list(dict.fromkeys(source.chosen))}
    if source.others:
        answer["others"] = [{"source": one, "value": value} for one, value in source.others]
    return answer


def _record(row: Any) -> Json:
    return {
        "id": row.id,
        "source": row.source_id,
        "key": row.key,
        "state": row.state,
        "changed_at": stamp(row.changed_at),
        "issues": row.issues,
    }
