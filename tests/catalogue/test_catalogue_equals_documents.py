"""What the catalogue finds is what reading every document finds, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import orjson
import pytest

from directory.catalogue.asking import EVERYTHING, Wanted
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.terms import CATEGORIES_TAXONOMY, taxonomy_id, term_id
from tests.catalogue.made_up_services import COLOURS, MODIFIED, SALE, body, id_of, services
from tests.catalogue.plain_reading import ids, modified, wanted_ids
from tests.fakes.published import publish

KINDS = ("service", "organization", "location", "service_at_location")
FILTERS: tuple[dict[str, Any], ...] = (
    {"words": ("quorn",)},
    {"words": ("plinth", "trom"), "prefix": True},
    {"words": ("żubr",)},
    {"terms": (str(term_id(CATEGORIES_TAXONOMY, "library")), id_of("term", 2))},
    {"taxonomy": COLOURS["id"]},
    {"taxonomy": str(taxonomy_id(CATEGORIES_TAXONOMY))},
    {"marks": (("category:food-bank", "need:debt"), ("mode:phone",))},
    {"minimum_age": 66.0},
    {"maximum_age": 17.0},
    {"starts_at_age": 17.5},
    {"ends_at_age": 70.0},
    {"day": "MO"},
    {"opens": 540, "closes": 1020},
    {"day": "SU", "opens": 1110},
    {"lat": SALE[0], "lon": SALE[1], "within_m": 3_500.0},
    {"organization_id": id_of("organization", 3)},
    {"modified_after": MODIFIED + timedelta(hours=200)},
)


class Shelf:
    """Published services beside their catalogue."""

    def __init__(self, database: Database, clock: FrozenClock) -> None:
        self.database = database
        self.reading = Reading(database, clock)
        self.catalogue = Catalogue(database, clock)
        self.published: dict[str, dict[str, Any]] = {}

    def publish(self, said: list[dict[str, Any]], gone: tuple[str, ...] = ()) -> None:
        publish(self.database, map(body, said), gone)
        self.published |= {one["id"]: one for one in said}
        for one in gone:
            del self.published[one]

    def ids(self, kind: str, wanted: Wanted) -> list[str]:
        return wanted_ids(kind, self.published.values(), wanted)


@pytest.fixture
def shelf(database: Database, clock: FrozenClock) -> Iterator[Shelf]:
    made = Shelf(database, clock)
    made.publish(services(seed=1, size=160))
    catch_up(made.reading, database)
    return made


def questions() -> Iterator[Wanted]:
    """Everything, each filter alone, every two, and some of many."""
    yield EVERYTHING
    yield from (Wanted(**one) for one in FILTERS)
    yield from (Wanted(**{**one, **other}) for one, other in combinations(FILTERS, 2))
    random = Random(7)
    for _ in range(60):
        chosen = random.sample(FILTERS, random.choice((3, 4)))
        yield Wanted(**{name: value for one in chosen for name, value in one.items()})


def test_every_filter_alone_and_together(shelf: Shelf) -> None:
    found = 0
    for wanted in questions():
        for kind in KINDS:
            right = shelf.ids(kind, wanted)
            page = _page(shelf, kind, wanted, 1, 100)
            assert (ids(page.bodies), page.total) == (right[:100], len(right)), (kind, wanted)
            found += len(right)
    assert found > 10_000


def test_walks_give_everything_wanted(shelf: Shelf) -> None:
    for one in ({}, *FILTERS):
        wanted = Wanted(**one)
        assert ids(shelf.catalogue.walk(wanted)) == shelf.ids("service", wanted)
        for kind in KINDS[1:]:
            assert ids(shelf.catalogue.walk_parts(kind, wanted)) == shelf.ids(kind, wanted)
        for kind in KINDS:
            assert [id_ for id_, _ in shelf.catalogue.changed(kind, wanted)] == shelf.ids(
                kind, wanted
            )


def test_changed_tells_the_last_change(shelf: Shelf) -> None:
    told = dict(shelf.catalogue.changed("service", EVERYTHING))
    assert told == {id_: modified(said) for id_, said in shelf.published.items()}
    latest: dict[str, Any] = {}
    for said in shelf.published.values():
        if "organization" in said:
            id_ = said["organization"]["id"]
            latest[id_] = max(modified(said), latest.get(id_, modified(said)))
    assert dict(shelf.catalogue.changed("organization", EVERYTHING)) == latest


@pytest.mark.parametrize("kind", KINDS)
def test_pages_first_middle_last_and_beyond(shelf: Shelf, kind: str) -> None:
    right = shelf.ids(kind, EVERYTHING)
    size = len(right) // 3 - 1
    for page in (1, 2, 3, 4, 5, 40):
        found = _page(shelf, kind, EVERYTHING, page, size)
        assert ids(found.bodies) == right[(page - 1) * size : page * size]
        assert found.total == len(right)


def test_what_is_withdrawn_is_never_served_however_far_behind_the_catalogue_is(
    shelf: Shelf,
) -> None:
    wanted = Wanted(words=("quorn",))
    gone = tuple(shelf.ids("service", wanted)[:5])
    shelf.publish([], gone)
    for asked in (EVERYTHING, wanted):
        for kind in KINDS:
            found = _page(shelf, kind, asked, 1, 500)
            assert (ids(found.bodies), found.total) == (
                shelf.ids(kind, asked),
                len(shelf.ids(kind, asked)),
            )


def test_after_changes_it_is_equal_again(shelf: Shelf) -> None:
    anew = services(seed=2, size=60, first=130)
    kept = shelf.published.keys() - {one["id"] for one in anew}
    shelf.publish(anew, tuple(sorted(kept)[:20]))
    catch_up(shelf.reading, shelf.database)
    for one in ({}, *FILTERS):
        for kind in KINDS:
            found = _page(shelf, kind, Wanted(**one), 1, 500)
            assert ids(found.bodies) == shelf.ids(kind, Wanted(**one)), (kind, one)


def test_parts_are_read_out_of_the_fullest_document(shelf: Shelf) -> None:
    for id_ in shelf.ids("organization", EVERYTHING):
        held = [
            one["organization"]
            for one in shelf.published.values()
            if one.get("organization", {}).get("id") == id_
        ]
        part = shelf.catalogue.part("organization", id_)
        assert part is not None
        assert part.state == "published"
        assert part.body == max(map(orjson.dumps, held), key=len)
        assert len(part.service_ids) == len(held)


def _page(shelf: Shelf, kind: Any, wanted: Wanted, page: int, per_page: int) -> Any:
    if kind == "service":
        return shelf.catalogue.services(wanted, page, per_page)
    return shelf.catalogue.parts(kind, wanted, page, per_page)
