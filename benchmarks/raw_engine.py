"""tantivy asked directly, as short as it can be: what our own search is measured against.

The same listings, words, synonyms, filters, facets and counts as `search.embedded`, written out by
hand for this one purpose: no typos, no unfinished words, no reasons for a hit, no places beside
a listing's first, nothing that outlives the process. The circle is a box in the engine and an
exact distance in numpy, as anybody would write it; facets are those of the box.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tantivy
from tantivy import Document, FieldType, Occur, SchemaBuilder
from tantivy import Query as Clause

from places.geometry import RINGS_M, box, distances_m
from search.documents import SearchDocument
from search.language import Language, Word
from search.language_files import load_language
from search.query import Query
from search.tokens import stems, words

_FIELDS = (("name", 4.0), ("topic", 2.5), ("organization", 2.0), ("text", 1.0))
_FACETS = ("category", "need", "access_mode", "accessibility", "source", "free")
_EVERYWHERE_M = 30_000_000.0


class RawPage(NamedTuple):
    ids: list[str]
    total: int
    facets: dict[str, Any]


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    for name, _ in _FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_float_field("lat", fast=True)
    builder.add_float_field("lon", fast=True)
    return builder.build()


SCHEMA = _schema()


def _row(document: SearchDocument) -> Document:
    topic = f"{document.need_words}\n{document.category_words}"
    text = f"{document.town}\n{document.description}"
    row: dict[str, Any] = {
        "id": document.id,
        "name": _stemmed(document.name),
        "topic": _stemmed(topic),
        "organization": _stemmed(document.organization),
        "text": _stemmed(text),
        "category": list(document.categories),
        "need": list(document.needs),
        "access_mode": list(document.access_modes),
        "accessibility": list(document.accessibility),
        "source": list(document.sources),
        "free": [] if document.free is None else ["yes" if document.free else "no"],
    }
    if document.points:
        row["lat"], row["lon"] = document.points[0]
    return Document.from_dict(row, SCHEMA)


def _stemmed(text: str) -> str:
    return " ".join(stems(words(text)))


class RawEngine:
    """An index in a folder, searched by this process alone."""

    def __init__(self, folder: Path, language: Language | None = None) -> None:
        self._language = language or load_language()
        self._index = tantivy.Index(SCHEMA, path=str(folder))
        self._index.config_reader("manual")
        self._searcher: Any = self._index.searcher()

    def build(self, documents: Iterable[SearchDocument]) -> None:
        writer: Any = self._index.writer(heap_size=256_000_000)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> RawPage:
        """Words, categories, needs, access modes, free, circle, both sorts, facets and count."""
        must = [_word(word) for word in self._language.read(query.words).words]
        must += list(_filters(query))
        if query.lat is None:
            return self._anywhere(query, must)
        if query.within_m is not None:
            return self._in_circle(query, must, query.within_m)
        return self._nearest(query, must)

    def _anywhere(self, query: Query, must: list[Clause]) -> RawPage:
        clause = _all(must)
        found = self._searcher.search(clause, limit=query.limit, offset=query.offset)
        ids = self._ids([address for _, address in found.hits])
        return RawPage(ids, found.count, self._facets(query, clause))

    def _nearest(self, query: Query, must: list[Clause]) -> RawPage:
        total = self._searcher.search(_all(must), limit=1).count
        for within_m in (*RINGS_M, _EVERYWHERE_M):
            page = self._in_circle(query, must, within_m, faceted=False)
            if len(page.ids) >= query.limit:
                break
        return RawPage(page.ids, total, self._facets(query, _all(must)))

    def _in_circle(
        self, query: Query, must: list[Clause], within_m: float, *, faceted: bool = True
    ) -> RawPage:
        assert query.lat is not None
        assert query.lon is not None
        area = box(query.lat, query.lon, within_m)
        sides = (("lat", area.south, area.north), ("lon", area.west, area.east))
        inside = [Clause.range_query(SCHEMA, f, FieldType.Float, a, b) for f, a, b in sides]
        clause = _all([*must, *inside])
        found = self._searcher.search(clause, limit=max(self._searcher.num_docs, 1)).hits
        rows = [address for _, address in found]
        lats, lons = (np.array(self._searcher.fast_field_values(f, rows)) for f in ("lat", "lon"))
        far = distances_m(query.lat, query.lon, lats, lons)
        chosen = np.flatnonzero(far <= within_m)
        if query.sort == "distance":
            chosen = chosen[np.argsort(far[chosen], kind="stable")]
        page = chosen[query.offset : query.offset + query.limit].tolist()
        facets = self._facets(query, clause) if faceted else {}
        return RawPage(self._ids([rows[at] for at in page]), len(chosen), facets)

    def _ids(self, rows: list[Any]) -> list[str]:
        return [self._searcher.doc(row).get_first("id") for row in rows]

    def _facets(self, query: Query, clause: Clause) -> dict[str, Any]:
        if not query.facets:
            return {}
        asked = {facet: {"terms": {"field": facet, "size": 1000}} for facet in query.facets}
        said: dict[str, Any] = self._searcher.aggregate(clause, asked)
        return said


def _all(must: list[Clause]) -> Clause:
    return Clause.boolean_query([(Occur.Must, clause) for clause in must])


def _word(word: Word) -> Clause:
    choices = list(_term(word.stem, 1.0))
    for phrase in word.instead:
        each = [Clause.disjunction_max_query(list(_term(stemmed, 0.5))) for stemmed in phrase]
        choices.append(_all(each))
    return Clause.disjunction_max_query(choices, tie_breaker=0.1)


def _term(stemmed: str, boost: float) -> Iterator[Clause]:
    for field, weight in _FIELDS:
        term = Clause.term_query(SCHEMA, field, stemmed, "freq")
        yield Clause.boost_query(term, weight * boost)


def _filters(query: Query) -> Iterator[Clause]:
    free = () if query.free is None else ("yes" if query.free else "no",)
    for field, values in (
        ("category", query.categories),
        ("need", query.needs),
        ("access_mode", query.access_modes),
        ("free", free),
    ):
        if values:
            yield Clause.term_set_query(SCHEMA, field, list(values))
