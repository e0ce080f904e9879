"""Why a listing was found."""

from collections.abc import Sequence

from search.answers import Match
from web.wording.lists import joined

FIELDS = {
    "name": "its name",
    "need": "what it helps with",
    "category": "the kind of help",
    "organization": "who runs it",
    "town": "its town",
    "description": "its description",
}


def reasons(matched: Sequence[Match]) -> str | None:
    """`“tea” in its name and “alone” in its description`."""
    said = [
        f"{joined([f'“{word}”' for word in match.words])} in {FIELDS.get(match.field, match.field)}"
        for match in matched
        if match.words
    ]
    return joined(said) or None
