"""The items of one array of a JSON document, cut out one by one while the document streams in.

Only brackets and strings are looked at here. Each item is parsed by itself afterwards, so that
one that is spoilt costs nothing but itself, and none is ever read by half.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from harvesters.feeds.failures import PageFailed
from harvesters.feeds.walk import DEEPEST, Walk

LONGEST_ITEM = 32 * 1024 * 1024
LONGEST_ENVELOPE = 4 * 1024 * 1024
PIECE = 64 * 1024

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TOKEN = re.compile(rf"\s*+(?:([\[\]{{}}:,])|({_STRING})|([^\s\[\]{{}}:,\"]++))", re.DOTALL)
_BRACKET = re.compile(rf'[^"{{}}\[\]]*+(?:{_STRING}[^"{{}}\[\]]*+)*+([{{}}\[\]])', re.DOTALL)
_GAP = re.compile(r"[\s,]*+")
_PLAIN = json.JSONDecoder()
_SCALAR = re.compile(rf"(?:{_STRING}|[^\s,\[\]{{}}\"]++)", re.DOTALL)


class Item(NamedTuple):
    """The text of one item; `depth` is how deep its brackets may nest, exact where it is much."""

    text: str
    depth: int


class JsonItems:
    """The items of the array at `path` (names of members, outermost first).

    `envelope` is the text of the document without those items, and `found` says whether there
    was such an array, once all items have been taken. Raises `PageFailed` when the text ends
    early or is not JSON.
    """

    def __init__(self, pieces: Iterator[str], path: tuple[str, ...]) -> None:
        self.found = False
        self.trailing = False
        self._pieces = pieces
        self._path = path
        self._buffer = ""
        self._at = 0
        self._outside: list[str] = []
        self._outside_length = 0

    @property
    def envelope(self) -> str:
        return "".join(self._outside)

    def __iter__(self) -> Iterator[Item]:
        walk = Walk()
        while not walk.ended:
            token = self._token()
            self._keep(token)
            walk.take(token)
            if token == "[" and walk.path == self._path and not self.found:
                self.found = True
                yield from self._items()
        self.trailing = self._something_follows()

    def _keep(self, token: str) -> None:
        self._outside.append(token)
        self._outside_length += len(token)
        if self._outside_length > LONGEST_ENVELOPE:
            raise PageFailed("too_large", f"more than {LONGEST_ENVELOPE} characters but no records")

    def _token(self) -> str:
        while True:
            match = _TOKEN.match(self._buffer, self._at)
            if match and (match.end() < len(self._buffer) or not match[3]):
                break
            if not self._more():
                if match:
                    break
                raise self._ended_early()
        self._at = match.end()
        return match[match.lastindex or 0]

    def _items(self) -> Iterator[Item]:
        while True:
            next_character = self._after_gap()
            if next_character == "]":
                return
            if next_character in ":}":
                raise PageFailed("not_json", f'the JSON has a "{next_character}" between records')
            if next_character in "{[":
                yield self._plain() or self._balanced()
            else:
                yield self._scalar()

    def _after_gap(self) -> str:
        while True:
            gap = _GAP.match(self._buffer, self._at)
            self._at = gap.end() if gap else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                raise self._ended_early()

    def _plain(self) -> Item | None:
        """An item that is whole, valid and not deep, found by a JSON reader: the quickest way."""
        try:
            _, end = _PLAIN.raw_decode(self._buffer, self._at)
        except (ValueError, RecursionError):
            return None
        opened = sum(self._buffer.count(bracket, self._at, end) for bracket in "{[")
        return self._cut(end, opened) if opened <= DEEPEST else None

    def _balanced(self) -> Item:
        depth = deepest = 0
        at = self._at
        while True:
            match = _BRACKET.match(self._buffer, at)
            if match is None:
                at -= self._at
                if not self._more():
                    raise self._ended_early()
                at += self._at
                continue
            at = match.end()
            depth += 1 if match[1] in "{[" else -1
            deepest = max(deepest, depth)
            if not depth:
                return self._cut(at, deepest)

    def _scalar(self) -> Item:
        while True:
            match = _SCALAR.match(self._buffer, self._at)
            if match and match.end() < len(self._buffer):
                return self._cut(match.end(), 0)
            if not self._more():
                raise self._ended_early()

    def _cut(self, end: int, depth: int) -> Item:
        item = Item(self._buffer[self._at : end], depth)
        self._at = end
        return item

    def _more(self) -> bool:
        """Read on, at least as much again as is held; False at the end of the document."""
        held = self._buffer[self._at :]
        if len(held) > LONGEST_ITEM:
            raise PageFailed("too_large", f"a record is longer than {LONGEST_ITEM} characters")
        parts = [held]
        wanted = max(PIECE, len(held))
        while wanted > 0 and (piece := next(self._pieces, "")):
            parts.append(piece)
            wanted -= len(piece)
        self._buffer = "".join(parts)
        self._at = 0
        return len(parts) > 1

    def _something_follows(self) -> bool:
        return bool(self._buffer[self._at :].strip() or next(self._pieces, "").strip())

    def _ended_early(self) -> PageFailed:
        return PageFailed("cut_short", "the JSON ends in the middle; expected its closing bracket")
