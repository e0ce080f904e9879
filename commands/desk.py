"""The desk at which groups' own listings are received, as a server and the commands use it."""

from commands.parts import Parts
from directory.submissions.tokens import server_secret
from journeys.keeping.desk import Desk


def desk_of(parts: Parts) -> Desk:
    """The desk; the server's secret is made in the data folder when it is first needed."""
    return Desk(
        database=parts.database,
        reading=parts.reading,
        index=parts.index,
        gazetteer=parts.gazetteer,
        clock=parts.clock,
        secret=server_secret(parts.settings.data_dir),
    )
