"""The numbers of a listing that a question is held against, by the names that every engine uses."""

from collections.abc import Iterator

from search.documents import SearchDocument

MINIMUM_AGE, MAXIMUM_AGE = "minimum_age", "maximum_age"
CHECKED_ON, HOURS_UNTIL = "checked_on", "hours_until"
LIMITS = (MINIMUM_AGE, MAXIMUM_AGE, CHECKED_ON, HOURS_UNTIL)
"""Ages in years, days as ordinals."""

NO_LIMIT = 2**40


def limits_of(document: SearchDocument) -> Iterator[tuple[str, int]]:
    """What a listing says of each; one limit of age alone leaves the other open, and hours that
    are told without an end hold for ever."""
    lowest, highest = document.minimum_age, document.maximum_age
    if lowest is not None or highest is not None:
        yield MINIMUM_AGE, -NO_LIMIT if lowest is None else lowest
        yield MAXIMUM_AGE, NO_LIMIT if highest is None else highest
    if document.checked_on is not None:
        yield CHECKED_ON, document.checked_on
    if document.days or document.evening is not None or document.weekend is not None:
        yield HOURS_UNTIL, NO_LIMIT if document.hours_until is None else document.hours_until
