"""A JSON document with one array of records, at the top or at a pointer such as `/data/places`."""

from collections.abc import Iterator

from harvesters.feeds.document import read_document
from harvesters.feeds.json_page import ASK_JSON, JsonPage
from harvesters.feeds.settings import ReaderSettings
from harvesters.notes import ReadNotes
from runtime.egress import Body, Fetch
from schema.record import RawRecord


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The records of the array at `settings.items`. Source of pointers: RFC 6901."""
    path = tuple(_unescaped(name) for name in settings.items.split("/")[1:])

    def parse(body: Body) -> Iterator[dict[str, object]]:
        return iter(JsonPage(body, path, settings, notes))

    return read_document(settings, fetch, notes, parse, ASK_JSON)


def _unescaped(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")
