"""An index that all machines share is followed apart from everything else, and left at the end."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from commands.parts import Parts
from commands.tending import following, shared_index
from directory.catalogue.standing import standing
from journeys import index
from journeys.tend import Tending, stop
from runtime.settings import Settings
from schema.encoding import encode
from search.documents import SearchDocument
from tests.fakes.index import FakeIndex
from tests.fakes.listings import service
from tests.fakes.published import publish

LISTINGS, SOON_S = 400, 20.0


class SlowIndex(FakeIndex):
    """Empty; it would take twenty seconds to be built."""

    def __init__(self) -> None:
        super().__init__(())
        self.at = 0
        self.building = Event()

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        for _ in documents:
            self.building.set()
            time.sleep(SOON_S / LISTINGS)
        self.at = position


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Parts]]:
    """Two that work jobs on one database, each with an index that is to be built."""
    monkeypatch.setattr(index, "PIECE", 1)
    both = [Parts(Settings(data_dir=tmp_path)) for _ in range(2)]
    for one in both:
        one.__dict__["index"] = SlowIndex()
    publish(both[0].database, [_body(number) for number in range(LISTINGS)])
    yield both
    for one in both:
        one.close()


def _body(number: int) -> bytes:
    return encode(service(f"Made-up choir {number}", last_modified="2026-11-20T12:00:00Z"))


def _indexing(parts: Parts) -> Tending:
    (beside,) = shared_index(parts, serving=False)
    return beside


def _is_building(parts: Parts) -> bool:
    return bool(parts.index.building.wait(SOON_S))  # type: ignore[attr-defined]


def test_whoever_ends_leaves_the_building_and_another_goes_on_at_once(
    machines: list[Parts],
) -> None:
    first, second = (_indexing(parts) for parts in machines)
    first.start()
    assert _is_building(machines[0])
    begun = time.monotonic()
    assert stop([first])
    assert machines[0].index.position() == 0
    second.start()
    assert _is_building(machines[1])
    assert stop([second])
    assert time.monotonic() - begun < SOON_S / 2


def test_the_catalogue_follows_while_the_index_is_built(machines: list[Parts]) -> None:
    building = _indexing(machines[0])
    building.start()
    assert _is_building(machines[0])
    turns, _ = following(machines[0], serving=False)
    for turn in turns:
        turn()
    assert standing(machines[0].database).position == LISTINGS
    assert machines[0].index.position() == 0
    assert stop([building])
