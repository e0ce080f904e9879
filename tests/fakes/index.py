"""An index that looks at every listing in turn: slow, plain, and asked like the real ones."""

from collections import Counter
from collections.abc import Iterable

from places.geometry import distance_m
from schema.service import Service
from search.answers import Facet, Hit, Match, Page, Suggestion
from search.documents import SearchDocument
from search.index import Health, SearchIndex
from search.published import search_document
from search.query import Query
from search.reach import is_wide


class FakeIndex(SearchIndex):
    """Finds by whole words; `asked` keeps every query, `broken` is raised instead of an answer."""

    def __init__(self, services: Iterable[Service]) -> None:
        made = (search_document(one) for one in services)
        self.all = [one for one in made if one]
        self.asked: list[Query] = []
        self.at = 7
        self.broken: Exception | None = None

    def search(self, query: Query) -> Page:
        self.asked.append(query)
        if self.broken:
            raise self.broken
        hits = [self._hit(one, query) for one in self.all if _matches(one, query)]
        hits = [hit for hit in hits if _in_reach(hit, query)]
        by_distance = query.sort == "distance"
        hits.sort(key=lambda hit: ((hit.distance_m or 0) if by_distance else -hit.score, hit.id))
        page = tuple(hits[query.offset : query.offset + query.limit])
        return Page(page, len(hits), facets=self._facets(hits, query))

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        begun = [one for one in self.all if one.name.casefold().startswith(letters.casefold())]
        return [Suggestion("service", one.name, one.id) for one in begun][:limit]

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        raise NotImplementedError

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        raise NotImplementedError

    def position(self) -> int:
        return self.at

    def health(self) -> Health:
        if self.broken:
            raise self.broken
        return Health(len(self.all), self.at)

    def release(self) -> None:
        """Nobody else writes here."""

    def close(self) -> None:
        self.all = []

    def _hit(self, one: SearchDocument, query: Query) -> Hit:
        distance = None
        if query.lat is not None and query.lon is not None and one.points:
            distance = min(distance_m(query.lat, query.lon, *point) for point in one.points)
        matched = (Match("name", tuple(query.words.split())),) if query.words else ()
        return Hit(one.id, float(len(one.name)), distance, matched)

    def _facets(self, hits: list[Hit], query: Query) -> dict[str, tuple[Facet, ...]]:
        known = {one.id: one for one in self.all}
        counted = {
            "category": Counter(slug for hit in hits for slug in known[hit.id].categories),
            "need": Counter(slug for hit in hits for slug in known[hit.id].needs),
        }
        return {
            name: tuple(Facet(slug, count) for slug, count in counted.get(name, Counter()).items())
            for name in query.facets
        }


def _matches(one: SearchDocument, query: Query) -> bool:
    text = f"{one.name} {one.description} {one.need_words}".casefold()
    return (
        all(word in text for word in query.words.casefold().split())
        and (not query.categories or not set(query.categories).isdisjoint(one.categories))
        and (not query.needs or not set(query.needs).isdisjoint(one.needs))
        and (query.free is None or one.free is query.free)
        and (not query.serves or one.nationwide or not set(query.areas).isdisjoint(one.areas))
        and (query.reach != "wide" or is_wide(one))
    )


def _in_reach(hit: Hit, query: Query) -> bool:
    if query.reach == "wide":
        return query.within_m is None or (hit.distance_m or query.within_m + 1) > query.within_m
    if query.reach == "local" and hit.distance_m is None:
        return False
    return query.within_m is None or (
        hit.distance_m is not None and hit.distance_m <= query.within_m
    )
