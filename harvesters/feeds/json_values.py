"""JSON to values that can be kept: no NaN, no NUL, no half character, no member named twice."""

import json
import re
from typing import Any

from harvesters.notes import ReadNotes

LONGEST_INTEGER = 18
_UNUSABLE = re.compile(r"[\x00\ud800-\udfff]")
MAYBE_UNUSABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


class JsonValues:
    """Parses pieces of one feed and notes what had to be changed, with where it stood first."""

    def __init__(self, notes: ReadNotes) -> None:
        self._notes = notes
        self._where = ""
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._members,
            parse_constant=self._no_number,
            parse_float=self._finite,
            parse_int=self._integer,
            strict=False,
        )

    def parse(self, text: str, where: str) -> Any:
        """The value of `text`; raises ValueError when it is not JSON.

        Not-a-number and infinite values become None, NUL is taken out, a lone surrogate becomes
        U+FFFD, an integer of more than 18 digits stays text, and of a member that is named twice
        the last is kept: each with a warning.
        """
        self._where = where
        value = self._decoder.decode(text)
        return self._cleansed(value) if MAYBE_UNUSABLE.search(text) else value

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self._warn("an object names a member twice; the last was kept")
        return members

    def _no_number(self, name: str) -> None:
        self._warn(f"{name} is not a number that JSON knows; it was left out")

    def _finite(self, text: str) -> float | None:
        number = float(text)
        if number in (float("inf"), float("-inf")):
            self._warn("a number is too large; it was left out")
            return None
        return number

    def _integer(self, text: str) -> int | str:
        if len(text.lstrip("-")) <= LONGEST_INTEGER:
            return int(text)
        self._warn(f"an integer has more than {LONGEST_INTEGER} digits; it was kept as text")
        return text

    def _cleansed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._usable(value)
        if isinstance(value, list):
            return [self._cleansed(each) for each in value]
        if isinstance(value, dict):
            return {self._usable(key): self._cleansed(each) for key, each in value.items()}
        return value

    def _usable(self, text: str) -> str:
        if not _UNUSABLE.search(text):
            return text
        self._warn("NUL or half characters were taken out or replaced")
        return _UNUSABLE.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)

    def _warn(self, text: str) -> None:
        self._notes.warn(text, self._where)
