"""Raw engines count what the API's answer to the same question counts."""

from pathlib import Path

from benchmarks.house.raw_tantivy import ForgivingEngine
from benchmarks.house.sides import COUNTED
from benchmarks.listings import encoded
from benchmarks.questions import NOW
from search.published import read_document
from search.query import Query


def test_unfinished_and_misspelt_words_are_counted_with_their_facets(tmp_path: Path) -> None:
    raw = ForgivingEngine(tmp_path)
    raw.build(one for one in map(read_document, encoded(50)) if one)
    begun = raw.unfinished(Query(now=NOW, words="grou", facets=COUNTED))
    whole = raw.search(Query(now=NOW, words="group", facets=COUNTED))
    assert begun.total >= whole.total > 0
    assert set(begun.facets) == set(whole.facets) == set(COUNTED)
    misspelt = raw.misspelt(Query(now=NOW, words="groop", facets=COUNTED))
    assert misspelt.total > 0
    assert set(misspelt.facets) == set(COUNTED)
