"""Meilisearch as a plain program asks it: its own ranking, words and places, one question each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import sleep
from typing import Any

import httpcore
import meilisearch
import orjson

from places.geometry import box
from search.documents import SearchDocument
from search.query import Query

_PART = 10_000
_FILTERS = ("category", "need", "access_mode", "accessibility", "source", "free")
_SETTINGS: dict[str, Any] = {
    "searchableAttributes": ["name", "organization", "need_words", "category_words", "description"],
    "filterableAttributes": [*_FILTERS, "lat", "lon", "_geo"],
    "sortableAttributes": ["_geo"],
    "rankingRules": ["sort", "words", "typo", "proximity", "attribute", "exactness"],
    "pagination": {"maxTotalHits": 10_000},
}


class Raw:
    """An index as the engine's own guide would have it, `_geo` included."""

    def __init__(self, url: str, key: str, uid: str) -> None:
        self._client, self._uid = meilisearch.Client(url, key, timeout=60), uid
        self._pool = httpcore.ConnectionPool()
        self._url = f"{url}/indexes/{uid}/search"
        self._headers = [
            ("Authorization", f"Bearer {key}"),
            ("Content-Type", "application/json"),
            ("Accept-Encoding", "identity"),
        ]

    def build(self, documents: Iterable[SearchDocument]) -> None:
        """All listings, each at its first place."""
        self._wait(self._client.create_index(self._uid, {"primaryKey": "id"}).task_uid)
        index = self._client.index(self._uid)
        self._wait(index.update_settings(_SETTINGS).task_uid)
        rows, task = map(_row, documents), None
        while part := list(islice(rows, _PART)):
            task = index.add_documents_ndjson(b"\n".join(map(orjson.dumps, part)))
        if task:
            self._wait(task.task_uid)

    def change(self, document: SearchDocument) -> None:
        """Write one listing, and wait until it can be found."""
        index = self._client.index(self._uid)
        self._wait(index.add_documents([_row(document)]).task_uid)

    def box(self, query: Query) -> Any:
        """Words in the box around the circle, best first."""
        return self._ask(query, [*_filters(query), *_box(query)])

    def geo(self, query: Query) -> Any:
        """The circle by the engine's own `_geoRadius`, nearest first if asked so."""
        circle = [f"_geoRadius({query.lat}, {query.lon}, {query.within_m})"]
        sort = [f"_geoPoint({query.lat}, {query.lon}):asc"] if query.sort == "distance" else []
        return self._ask(query, [*_filters(query), *(circle if query.within_m else ())], sort)

    def close(self) -> None:
        self._pool.close()

    def _ask(self, query: Query, filters: list[str], sort: Sequence[str] = ()) -> Any:
        asked = {
            "q": query.words,
            "matchingStrategy": "last",
            "filter": filters,
            "facets": list(query.facets),
            "limit": query.limit,
            **({"sort": list(sort)} if sort else {}),
        }
        answer = self._pool.request(
            "POST", self._url, headers=self._headers, content=orjson.dumps(asked)
        )
        told = orjson.loads(answer.content)
        if answer.status != 200:
            raise RuntimeError(f"Meilisearch answered {answer.status}: {told}")
        return told

    def _wait(self, task: int) -> None:
        while (told := self._client.get_task(task)).status not in ("succeeded", "failed"):
            sleep(0.05)
        if told.status == "failed":
            raise RuntimeError(f"Meilisearch failed: {told.error}")


def _row(one: SearchDocument) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": one.id,
        "name": one.name,
        "organization": one.organization,
        "need_words": one.need_words,
        "category_words": one.category_words,
        "description": one.description,
        "category": one.categories,
        "need": one.needs,
        "access_mode": one.access_modes,
        "accessibility": one.accessibility,
        "source": one.sources,
        "free": one.free,
    }
    if one.points:
        lat, lon = one.points[0]
        row |= {"lat": lat, "lon": lon, "_geo": {"lat": lat, "lng": lon}}
    return row


def _filters(query: Query) -> Iterator[str]:
    kinds = (("category", query.categories), ("need", query.needs))
    for name, values in (*kinds, ("access_mode", query.access_modes)):
        if values:
            yield f"{name} IN [{', '.join(values)}]"
    if query.free is not None:
        yield f"free = {str(query.free).lower()}"


def _box(query: Query) -> Iterator[str]:
    if query.lat is not None and query.lon is not None and query.within_m is not None:
        area = box(query.lat, query.lon, query.within_m)
        yield f"lat >= {area.south} AND lat <= {area.north}"
        yield f"lon >= {area.west} AND lon <= {area.east}"
