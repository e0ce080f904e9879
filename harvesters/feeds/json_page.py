"""One JSON answer: its records as they come, then what stood around them."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from harvesters.feeds.failures import PageFailed
from harvesters.feeds.items import Item, JsonItems
from harvesters.feeds.json_values import JsonValues
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.sniff import json_text
from harvesters.feeds.text import text_of
from harvesters.feeds.walk import DEEPEST
from harvesters.feeds.whole_page import LARGEST, whole_page
from harvesters.notes import ReadNotes
from runtime.egress import Body

ASK_JSON = {"Accept": "application/json"}


class JsonPage:
    """The records in the array at `path`; `envelope` and `items` are whole after the last one.

    An item that is not a readable object is left out and makes the read incomplete, since its
    absence must not look like a deletion. Raises `PageFailed` and what the body raises.
    """

    def __init__(
        self, body: Body, path: tuple[str, ...], settings: ReaderSettings, notes: ReadNotes
    ) -> None:
        self.envelope: Mapping[str, Any] = {}
        self.items = 0
        self._body = body
        self._path = path
        self._settings = settings
        self._notes = notes
        self._values = JsonValues(notes)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._note_type()
        text = json_text(text_of(self._body, self._settings, self._notes))
        held, rest = _beginning(text)
        page = whole_page(held, self._path) if rest is None else None
        if page is None:
            yield from self._piece_by_piece(chain((held,), rest or ()))
            return
        self.envelope = page.envelope if isinstance(page.envelope, dict) else {}
        page.items.reverse()
        while page.items:
            self.items += 1
            yield page.items.pop()

    def _piece_by_piece(self, text: Iterator[str]) -> Iterator[dict[str, Any]]:
        found = JsonItems(text, self._path)
        for item in found:
            self.items += 1
            said = self._record(item)
            if said is not None:
                yield said
        self._take_envelope(found)

    def _record(self, item: Item) -> dict[str, Any] | None:
        where = f"record {self._notes.records + 1}"
        why = f"nests deeper than {DEEPEST} levels"
        if item.depth <= DEEPEST:
            try:
                said = self._values.parse(item.text, where)
                if isinstance(said, dict):
                    return said
                why = "is not an object"
            except ValueError as error:
                why = f"is not JSON ({error})"
        self._notes.cut_short(f"{where} was left out: it {why}")
        return None

    def _take_envelope(self, found: JsonItems) -> None:
        if found.trailing:
            self._notes.warn("text follows the end of the JSON; it was ignored", self._body.url)
        try:
            envelope = self._values.parse(found.envelope, "the part around the records")
        except ValueError as error:
            raise PageFailed(
                "not_json", f"the part around the records is not JSON ({error})"
            ) from None
        self.envelope = envelope if isinstance(envelope, dict) else {}
        if not found.found:
            raise PageFailed("no_records", self._no_records())

    def _no_records(self) -> str:
        sought = f'an array at "/{"/".join(self._path)}"' if self._path else "an array"
        members = ", ".join(list(self.envelope)[:10]) or "none"
        return f"the JSON holds no records: expected {sought}, found the members: {members}"

    def _note_type(self) -> None:
        kind = self._body.content_type
        if kind and "json" not in kind:
            self._notes.warn(f"JSON came labelled as {kind}", self._body.url)


def _beginning(pieces: Iterator[str]) -> tuple[str, Iterator[str] | None]:
    """The text as far as it is held at once, and what follows; None if that is all."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > LARGEST:
            return "".join(held), pieces
    return "".join(held), None
