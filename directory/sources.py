"""What the directory knows of its sources, and how their last runs ended."""

from sqlalchemy import Connection, select, update

from directory.tables import SourceRow
from schema.source import SourceFacts


def all_facts(connection: Connection) -> dict[str, SourceFacts]:
    """Publisher, licence and attribution of every source, by id."""
    rows = connection.execute(select(SourceRow.id, SourceRow.facts)).tuples()
    return {source_id: SourceFacts.model_validate(facts) for source_id, facts in rows}


def keep_facts(connection: Connection, facts: SourceFacts) -> None:
    connection.execute(
        update(SourceRow)
        .where(SourceRow.id == facts.id)
        .values(facts=facts.model_dump(mode="json"))
    )
