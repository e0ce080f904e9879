"""The parts of a listing in which words are looked for; the same for every engine."""

from collections.abc import Iterator

from search.documents import SearchDocument

NAME, TOPIC, ORGANIZATION, TEXT = "name", "topic", "organization", "text"
PARTS = (NAME, TOPIC, ORGANIZATION, TEXT)
"""The weightiest part first."""


def parts_of(document: SearchDocument) -> Iterator[str]:
    """What a listing says in each of PARTS, in that order."""
    yield document.name
    yield f"{document.need_words}\n{document.category_words}"
    yield document.organization
    yield f"{document.town}\n{document.description}"
