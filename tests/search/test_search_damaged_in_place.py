"""Files of an index overwritten in place while it is searched: lost at once, and never a fault."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from search.documents import SearchDocument
from search.embedded import EmbeddedIndex, soundness
from search.index import Health
from search.language import Language
from search.unavailable import IndexLost
from tests.fixtures.search import ask, document

NAMES = ("Choir", "Lunch club", "Advice", "Quagga walks", "Food bank")
KNOWN = [document(f"{NAMES[n % 5]} {n}", description=f"Said {n} " * 9) for n in range(300)]
LONG_S = 3_600.0


@pytest.fixture
def index(
    tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EmbeddedIndex]:
    """One whose engine answers, and which has just looked at its files."""
    monkeypatch.setattr(soundness, "EVERY_S", LONG_S)
    index = EmbeddedIndex(tmp_path / "index", language, held=range(0))
    index.rebuild(KNOWN, 1)
    yield index
    index.close()


@pytest.mark.parametrize("byte", [b"\x00", b"\x7f", b"\xff"])
@pytest.mark.parametrize("part", ["store", "term", "idx", "fast"])
def test_what_is_damaged_in_place_is_lost_and_no_other_fault(
    tmp_path: Path, index: EmbeddedIndex, part: str, byte: bytes
) -> None:
    done, answered, faults = Event(), Event(), list[BaseException]()

    def search() -> None:
        while not done.is_set():
            faults.extend(_told(index))
            answered.set()

    thread = Thread(target=search)
    thread.start()
    assert answered.wait(LONG_S)
    assert faults == []
    for file in tmp_path.glob(f"index/g*/*.{part}"):
        _overwrite_the_middle(file, byte)
    for _ in range(5):
        faults += _told(index)
    done.set()
    thread.join()
    assert [one for one in faults if not isinstance(one, IndexLost)] == []
    index.rebuild(KNOWN, 2)
    assert index.health() == Health(len(KNOWN), 2)
    assert _told(index) == []


def test_once_a_search_has_found_it_the_position_tells_so_too(
    tmp_path: Path, index: EmbeddedIndex
) -> None:
    """Whoever keeps the index in order need not wait for the next look."""
    for file in tmp_path.glob("index/g*/*.store"):
        _overwrite_the_middle(file, b"\xff")
    assert index.position() == 1
    with pytest.raises(IndexLost):
        index._opened.check()
    with pytest.raises(IndexLost):
        index.position()


def test_what_is_no_damage_stays_what_it_is(index: EmbeddedIndex) -> None:
    def broken() -> Iterator[SearchDocument]:
        yield KNOWN[0]
        raise ValueError("the source of documents failed")

    with pytest.raises(ValueError, match="the source"):
        index.apply(broken(), (), 2)
    assert index.health() == Health(len(KNOWN), 1)


def _overwrite_the_middle(file: Path, byte: bytes) -> None:
    size = file.stat().st_size
    with open(file, "r+b") as opened:
        opened.seek(size // 4)
        opened.write(byte * (size // 2))


def _told(index: EmbeddedIndex) -> list[BaseException]:
    """What a few questions raise."""
    faults = list[BaseException]()
    for words in ("choir ", "lunch ", "qu", "advise "):
        try:
            ask(index, words, facets=("need",), limit=50)
            index.suggest(words.strip())
        except BaseException as fault:
            faults.append(fault)
    return faults
