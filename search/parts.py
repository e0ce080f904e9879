"""The parts of a listing in which words are looked for; the same for every engine."""

from collections.abc import Iterator
from typing import NamedTuple

from search.documents import SearchDocument
from search.tokens import words

NAME, TOPIC, ORGANIZATION, TEXT = "name", "topic", "organization", "text"
PARTS = (NAME, TOPIC, ORGANIZATION, TEXT)
"""The weightiest part first."""


class Worded(NamedTuple):
    """The words of what a listing says, field by field."""

    name: list[str]
    needs: list[str]
    kinds: list[str]
    organization: list[str]
    town: list[str]
    description: list[str]

    def parts(self) -> Iterator[list[str]]:
        """Those of each of PARTS, in that order."""
        yield self.name
        yield self.needs + self.kinds
        yield self.organization
        yield self.town + self.description


def worded(document: SearchDocument) -> Worded:
    """The words of a listing."""
    return Worded(
        words(document.name),
        words(document.need_words),
        words(document.category_words),
        words(document.organization),
        words(document.town),
        words(document.description),
    )
