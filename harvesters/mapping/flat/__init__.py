"""Flat records: the columns of a table, each named for one of our fields by the source's map."""

from collections.abc import Callable
from functools import lru_cache

from harvesters.mapping.draft import Draft
from harvesters.mapping.flat.areas import AREAS, map_areas
from harvesters.mapping.flat.contact import CONTACT, map_contact
from harvesters.mapping.flat.joining import JOINING, map_joining
from harvesters.mapping.flat.money import MONEY, map_money
from harvesters.mapping.flat.organization import ORGANIZATION, map_organization
from harvesters.mapping.flat.people import PEOPLE, map_people
from harvesters.mapping.flat.place import PLACE, map_place
from harvesters.mapping.flat.provenance import PROVENANCE, map_provenance
from harvesters.mapping.flat.standing import STANDING, map_standing
from harvesters.mapping.flat.terms import TERMS, map_terms
from harvesters.mapping.flat.times import TIMES, map_times
from harvesters.mapping.flat.words import WORDS, map_words
from harvesters.mapping.said import Said, plan_of
from harvesters.source import Source

Step = Callable[[Said, Draft], None]
STEPS: tuple[tuple[frozenset[str], Step], ...] = (
    (WORDS, map_words),
    (CONTACT, map_contact),
    (ORGANIZATION, map_organization),
    (PLACE, map_place),
    (AREAS, map_areas),
    (TIMES, map_times),
    (TERMS, map_terms),
    (MONEY, map_money),
    (PEOPLE, map_people),
    (JOINING, map_joining),
    (STANDING, map_standing),
    (PROVENANCE, map_provenance),
)


def map_flat(record: dict[str, object], draft: Draft) -> None:
    """Fill the draft with what the source's map says of a record; the order of columns is free."""
    said = Said(plan_of(draft.source), record)
    for step in _steps(draft.source):
        step(said, draft)


@lru_cache(maxsize=256)
def _steps(source: Source) -> tuple[Step, ...]:
    """The steps that this source needs: those with a target that it maps."""
    families = {target.partition(".")[0] for target in plan_of(source).targets}
    named = plan_of(source).targets | families
    return tuple(step for targets, step in STEPS if targets & named)
