"""Files of an index damaged while it is open: noticed, lost, and whole again once rebuilt."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.embedded import EmbeddedIndex, soundness
from search.embedded.checksums import is_as_written
from search.index import Health
from search.language import Language
from search.unavailable import IndexLost
from tests.fixtures.search import ask, document

PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm", "del")
SETTLES_S = 20.0
"""Who reads ahead looks at the files too; while one looks, no other does."""


@pytest.fixture
def index(
    tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EmbeddedIndex]:
    """An open index with a listing removed, which looks at its files every time."""
    monkeypatch.setattr(soundness, "EVERY_S", 0.0)
    index = EmbeddedIndex(tmp_path / "index", language)
    choirs = [document("Choir") for _ in range(3)]
    index.rebuild(choirs, 1)
    index.apply((), (choirs[0].id,), 2)
    index.read_ahead(SETTLES_S)
    yield index
    index.close()


def _one(folder: Path, part: str) -> Path:
    """The largest, which is that of listings and not of the note beside them."""
    return max(folder.glob(f"index/g*/*.{part}"), key=lambda file: file.stat().st_size)


def _cut(body: bytes) -> bytes:
    return body[: len(body) // 2]


def _emptied(_: bytes) -> bytes:
    return b""


def _one_bit(body: bytes) -> bytes:
    return bytes((body[0] ^ 1,)) + body[1:]


@pytest.mark.parametrize("damage", [_cut, _emptied, _one_bit])
@pytest.mark.parametrize("part", PARTS)
def test_damage_under_an_open_index_is_noticed_and_heals(
    tmp_path: Path, index: EmbeddedIndex, part: str, damage: Callable[[bytes], bytes]
) -> None:
    assert ask(index, "choir ").total == 2
    file = _one(tmp_path, part)
    spoilt = file.with_name("spoilt")
    spoilt.write_bytes(damage(file.read_bytes()))
    spoilt.replace(file)
    for _ in range(2):
        with pytest.raises(IndexLost):
            index.position()
        with pytest.raises(IndexLost):
            ask(index, "choir ")
        with pytest.raises(IndexLost):
            index.apply([document("Choir")], (), 3)
    index.rebuild([document("Choir")], 3)
    index.apply([document("Choir")], (), 4)
    assert index.health() == Health(2, 4)


def test_a_file_is_read_once_and_again_only_when_it_changes(
    tmp_path: Path, index: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(soundness, "is_as_written", lambda path: not read.append(path))
    index.position()
    assert not read
    touched = _one(tmp_path, "store")
    os.utime(touched, ns=(1, 1))
    index.position()
    index.position()
    assert read == [str(touched)]


def test_what_the_engine_writes_is_as_written(tmp_path: Path, index: EmbeddedIndex) -> None:
    index.position()
    for part in PARTS:
        assert is_as_written(str(_one(tmp_path, part)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"short",
        b"x" * 60,
        b'{"crc":"x"}' + (11).to_bytes(4, "little") + (1337).to_bytes(4, "little"),
        (1 << 30).to_bytes(4, "little") + (1337).to_bytes(4, "little"),
    ],
)
def test_what_has_no_right_ending_is_not(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "file").write_bytes(body)
    assert not is_as_written(str(tmp_path / "file"))
