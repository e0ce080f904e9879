"""A page of a search: what matches, and what was asked to come along."""

from collections.abc import Sequence

from api.parts import Parts
from api.representations.fhir.bundle import bundle
from api.representations.fhir.parsing import Asked, Pairs
from directory.fhir.asking import Kind, Match, Matches
from directory.fhir.reading import MOST_INCLUDED


def found(
    parts: Parts, base: str, page: str, wanted: Asked, own_pairs: Pairs | None = None
) -> bytes:
    """One page as a Bundle at the address `page`; `own_pairs` may stand in its links."""
    matches = parts.fhir.search(wanted.sought, wanted.count, wanted.cursor)
    included = _included(parts, wanted, matches)
    return bundle(
        base,
        page,
        wanted,
        matches,
        included[:MOST_INCLUDED],
        pairs=wanted.pairs if own_pairs is None else own_pairs,
        cut=len(included) >= MOST_INCLUDED,
    )


def _included(parts: Parts, wanted: Asked, matches: Matches) -> list[Match]:
    """What belongs to the page, each once and none that is on it already."""
    related: list[Match] = []
    for name in (*wanted.includes, *wanted.revincludes):
        related += _related(parts, name, wanted.sought.kind, matches.found)
    on_page = {(one.kind, one.id) for one in matches.found}
    once = {(one.kind, one.id): one for one in related}
    return [one for name, one in once.items() if name not in on_page]


def _related(parts: Parts, name: str, kind: Kind, to: Sequence[Match]) -> list[Match]:
    owner, _, parameter = name.partition(":")
    if owner == kind == "HealthcareService":
        below: Kind = "Organization" if parameter == "organization" else "Location"
        return parts.fhir.related(below, to)
    if owner == "HealthcareService":
        return parts.fhir.services_of(to)
    if owner == "Location":
        return parts.fhir.managers(to) if kind == "Location" else parts.fhir.managed(to)
    return []
