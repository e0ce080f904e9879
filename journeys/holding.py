"""A feed that has lost a field is not believed, and nothing changes until a person says so."""

from collections.abc import Collection

from directory.sources import filled_before
from harvesters.filled import Lost
from harvesters.notes import FeedFailed
from harvesters.pipeline import Gathering
from harvesters.source import Source
from runtime.database import Database


def hold_back(
    source: Source, gathering: Gathering, database: Database, accepted: Collection[str]
) -> None:
    """Raise FeedFailed if a field that was filled before is empty in every record now.

    `accepted` names the fields whose loss an operator has accepted.
    """
    lost = gathering.lost(filled_before(database, source.id))
    left = [one for one in lost if one.field not in accepted]
    if left:
        words = "; ".join(map(_in_words, left))
        accept = " ".join(f'--accept-missing "{one.field}"' for one in left)
        detail = (
            f"held back: {words}. Nothing was changed, every listing says what it said. If that is"
            f" meant so by the publisher: fingerpost harvest {source.id} {accept}"
        )
        raise FeedFailed(source.reader.url, "fields_lost", detail)


def _in_words(one: Lost) -> str:
    had = f"{one.before} of {one.read} records had it when the feed was last read whole"
    if one.is_gone:
        return f'the column "{one.field}" is missing; {had}'
    return f'"{one.field}" is empty in every record; {had}'
