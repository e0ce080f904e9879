"""Readers who walk from page to page while listings come, change and go."""

from random import Random
from typing import Any

import pytest

from directory.catalogue import signposts
from directory.catalogue.asking import EVERYTHING, Found, Wanted
from directory.catalogue.bookmarks import KEPT_S, Bookmarks
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.catalogue.made_up_services import body, service, services
from tests.catalogue.plain_reading import ids
from tests.fakes.published import publish

SIZE = 7


class Walker:
    """Reads page after page as the flags tell him; `seen` are the ids he was shown."""

    def __init__(self, catalogue: Catalogue, kind: str, wanted: Wanted, reader: str = "") -> None:
        self.catalogue, self.kind, self.wanted, self.reader = catalogue, kind, wanted, reader
        self.page, self.seen, self.done = 0, list[str](), False

    def step(self) -> None:
        self.page += 1
        found = self._read()
        pages = max(1, -(-found.total // SIZE))
        assert len(found.bodies) == SIZE or self.page >= pages, "a page before the last is full"
        self.seen += ids(found.bodies)
        self.done = self.page >= pages

    def _read(self) -> Found:
        asked: Any = (self.wanted, self.page, SIZE, self.reader)
        if self.kind == "service":
            return self.catalogue.services(*asked)
        return self.catalogue.parts(self.kind, *asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["service", "location"])
@pytest.mark.parametrize("wanted", [EVERYTHING, Wanted(maximum_age=200.0)])
def test_nobody_meets_one_twice_or_misses_one_that_stayed(
    database: Database, clock: FrozenClock, kind: str, wanted: Wanted
) -> None:
    random, reading = Random(12), Reading(database, clock)
    said = {one["id"]: one for one in services(seed=12, size=90)}
    publish(database, map(body, said.values()))
    catch_up(reading, database)
    catalogue = Catalogue(database, clock)
    walker = Walker(catalogue, kind, wanted)
    before = _all(catalogue, kind, wanted)
    stayed = set(before)
    while not walker.done:
        walker.step()
        changed = service(random, random.randrange(60, 140))
        gone = random.sample(sorted(said.keys() - {changed["id"]}), 2)
        publish(database, [body(changed)], gone)
        catch_up(reading, database)
        said = {id_: one for id_, one in said.items() if id_ not in gone}
        said[changed["id"]] = changed
        stayed &= set(_all(catalogue, kind, wanted))
    assert len(walker.seen) == len(set(walker.seen)), "met twice"
    assert stayed <= set(walker.seen), "missed"
    assert walker.page > 2


def test_several_readers_are_told_apart(database: Database, clock: FrozenClock) -> None:
    reading = Reading(database, clock)
    said = services(seed=13, size=60)
    publish(database, map(body, said))
    catalogue = Catalogue(database, clock)
    first, second = (Walker(catalogue, "service", EVERYTHING, name) for name in ("a", "b"))
    order = sorted(one["id"] for one in said)
    first.step()
    publish(database, [], order[:3])
    catch_up(reading, database)
    while not (first.done and second.done):
        for walker in (second, first):
            if not walker.done:
                walker.step()
    assert first.seen == order
    assert second.seen == order[3:]


def test_the_first_page_is_always_what_is_published_now(
    database: Database, clock: FrozenClock
) -> None:
    said = services(seed=14, size=30)
    publish(database, map(body, said))
    catalogue = Catalogue(database, clock)
    order = sorted(one["id"] for one in said)
    assert ids(catalogue.services(EVERYTHING, 1, SIZE).bodies) == order[:SIZE]
    publish(database, [], order[:2])
    found = catalogue.services(EVERYTHING, 1, SIZE)
    assert (ids(found.bodies), found.total) == (order[2 : 2 + SIZE], 28)


def test_bookmarks_are_forgotten_after_a_while() -> None:
    now = 0.0
    marks = Bookmarks(lambda: now)
    marks.put("what", 2, "", "id", 1)
    assert marks.find("what", 2, "") is not None
    assert marks.find("what", 3, "") is None
    now = KEPT_S + 1
    assert marks.find("what", 2, "") is None


def _all(catalogue: Catalogue, kind: str, wanted: Wanted) -> list[str]:
    if kind == "service":
        return ids(catalogue.walk(wanted))
    return ids(catalogue.walk_parts(kind, wanted))  # type: ignore[arg-type]


def test_pages_far_on_are_right_from_one_state_to_the_next(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for by number alone, in any order, as by nobody who walks; posts are ten apart."""
    monkeypatch.setattr(signposts, "APART", 10)
    published = {one["id"]: one for one in services(seed=21, size=95)}
    publish(database, map(body, published.values()))
    catalogue = Catalogue(database, clock)
    for gone in (None, min(published)):
        if gone:
            publish(database, [], [gone])
            del published[gone]
        right = sorted(published)
        for page in (30, 14, 1, 9, 2, 13, 3):
            found = catalogue.services(EVERYTHING, page, SIZE, reader=f"{gone} {page}")
            assert ids(found.bodies) == right[(page - 1) * SIZE : page * SIZE]
            assert found.total == len(right)
