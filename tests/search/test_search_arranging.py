"""Listings are written neighbours together, wide ones first, none left out."""

from random import Random

from search.embedded.arranging import arranged
from tests.fixtures.search import SALE, document


def test_neighbours_come_together_and_wide_ones_first() -> None:
    sale = [document(points=((SALE[0] + step / 1e4, SALE[1]),)) for step in range(5)]
    truro = [document(points=((50.26 + step / 1e4, -5.05),)) for step in range(5)]
    helpline, unplaced = document(access_modes=("phone",)), document()
    mixed = [*sale, *truro, helpline, unplaced]
    Random(1).shuffle(mixed)
    found = list(arranged(mixed))
    assert found[0] == helpline
    assert found[-1] == unplaced
    assert {one.id for one in found[1:6]} in ({o.id for o in sale}, {o.id for o in truro})
    assert sorted(one.id for one in found) == sorted(one.id for one in mixed)
