"""Completing what somebody begins to type: services, needs, categories and places."""

from dataclasses import dataclass

from journeys.finding.place import Gazetteer
from journeys.stored import Documents
from search.answers import Suggestion
from search.index import SearchIndex

FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """A place to ask near; `near` is the text to ask with."""

    near: str
    kind: str
    authority_name: str | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Completions of the same letters, each kind best first.

    `degraded` are those of the database, while the index is away.
    """

    needs: tuple[Suggestion, ...] = ()
    categories: tuple[Suggestion, ...] = ()
    services: tuple[Suggestion, ...] = ()
    places: tuple[PlaceSuggestion, ...] = ()
    degraded: bool = False


def suggest(
    letters: str, limit: int, index: SearchIndex, documents: Documents, gazetteer: Gazetteer
) -> Suggestions:
    """At most `limit` completions of each kind; none for fewer than two letters.

    A service is named only while it is published, however far behind the index is. Raises
    SearchUnavailable when the index cannot answer.
    """
    letters = letters.strip()
    if len(letters) < FEWEST_LETTERS:
        return Suggestions()
    with index.one_answer() as stood_in:
        index.position()  # one that is still empty gives way to the database
        found, degraded = index.suggest(letters, 3 * limit), stood_in()
    return Suggestions(
        needs=_kind("need", found, limit),
        categories=_kind("category", found, limit),
        services=_published(_kind("service", found, 3 * limit), documents)[:limit],
        places=_places(letters, limit, gazetteer),
        degraded=degraded,
    )


def _kind(kind: str, found: list[Suggestion], limit: int) -> tuple[Suggestion, ...]:
    return tuple(one for one in found if one.kind == kind)[:limit]


def _published(found: tuple[Suggestion, ...], documents: Documents) -> tuple[Suggestion, ...]:
    stored = documents.documents([one.id for one in found]) if found else {}
    return tuple(one for one in found if one.id in stored and stored[one.id].state == "published")


def _places(letters: str, limit: int, gazetteer: Gazetteer) -> tuple[PlaceSuggestion, ...]:
    names = gazetteer.authority_name
    return tuple(
        PlaceSuggestion(place.name, place.kind, names(place.authority) if place.authority else None)
        for place in gazetteer.complete(letters, limit)
    )
