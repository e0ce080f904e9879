"""Facets that the engine counts are those of the rows, in whichever way it is asked for them."""

from datetime import timedelta
from pathlib import Path

import pytest

from search.documents import HeldAward
from search.embedded import EmbeddedIndex, counting
from search.embedded.facets import count_all, count_rows
from search.embedded.filters import listings
from search.filtering import today
from search.query import FACETS
from search.tallies import ranked
from tests.fixtures.search import NOW, SALE, document

TODAY = today(NOW)
DOCUMENTS = (
    document(
        categories=("choir", "library"),
        needs=("debt",),
        access_modes=("online",),
        languages=("cy", "en"),
        awards=(HeldAward("assured", TODAY - 9, TODAY), HeldAward("recognised", TODAY + 1, TODAY)),
        days=("MO",),
        evening=True,
        weekend=False,
        hours_until=TODAY,
        free=True,
        gender_only="women",
    ),
    document(
        categories=("choir",),
        needs=("debt", "food"),
        awards=(HeldAward("recognised", TODAY, TODAY + 900),),
        days=("SA",),
        evening=False,
        weekend=True,
        free=False,
        personal_budget=True,
        points=(SALE, (53.5, -2.3)),
        sources=("one", "other"),
    ),
    document(days=("SU",), weekend=True, hours_until=TODAY - 1, taking_referrals=True),
    document(accessibility=("wc",), joining=("drop_in",)),
)

GONE = document(categories=("gone",), awards=DOCUMENTS[1].awards)


@pytest.mark.parametrize("few_sets", [0, 200])
@pytest.mark.parametrize("days_later", [0, 1, 2_000])
def test_the_engine_counts_what_the_rows_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_sets: int, days_later: int
) -> None:
    monkeypatch.setattr(counting, "FEW_SETS", few_sets)
    index = EmbeddedIndex(tmp_path / "index")
    index.rebuild(DOCUMENTS, 1)
    index.apply((GONE,), (), 2)
    index.apply((), (GONE.id,), 3)
    snapshot, now = index._opened.now().snapshot, NOW + timedelta(days=days_later)
    every = listings([])
    rows = [address for _, address in snapshot.searcher.search(every, limit=99).hits]
    counts = ranked(count_all(snapshot, every, FACETS, now))
    assert counts == ranked(count_rows(snapshot, rows, FACETS, now))
    assert sum(map(len, counts.values())) > len(FACETS)
    index.close()


def test_facets_of_one_set_are_counted_once(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.rebuild(DOCUMENTS, 1)
    snapshot = index._opened.now().snapshot
    asked = {
        name
        for facet in ("free", "personal_budget", "evening", "weekend")
        for name, _ in counting.aggregations(snapshot, facet, NOW)
    }
    assert len(asked) == 2
    index.close()
