"""The embedded index on its disk: one writer, many readers, loss told, nothing half done."""

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.embedded import EmbeddedIndex
from search.embedded.folder import CURRENT
from search.embedded.schema import SHAPE
from search.index import Health
from search.language import Language
from search.query import FACETS
from search.slips import slips
from search.unavailable import IndexBusy, IndexLost
from tests.fixtures.search import NOW, SALE, ask, document, id_of

Opened = Callable[[], EmbeddedIndex]
CALLS = (
    lambda index: ask(index),
    lambda index: index.suggest("ab"),
    lambda index: index.position(),
    lambda index: index.health(),
    lambda index: index.apply([document()], (), 1),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def opened(folder: Path, language: Language) -> Iterator[Callable[[], EmbeddedIndex]]:
    """Opens the folder once more, as another process would."""
    made: list[EmbeddedIndex] = []

    def one_more() -> EmbeddedIndex:
        made.append(EmbeddedIndex(folder, language))
        return made[-1]

    yield one_more
    for index in made:
        index.close()


@pytest.mark.parametrize("call", CALLS)
def test_a_folder_without_index_is_lost_until_rebuilt(
    folder: Path, opened: Opened, call: object
) -> None:
    index = opened()
    with pytest.raises(IndexLost):
        call(index)  # type: ignore[operator]
    index.rebuild([document()], 3)
    assert index.health() == Health(1, 3)


def test_an_index_that_vanishes_is_lost_and_can_be_rebuilt(folder: Path, opened: Opened) -> None:
    index = opened()
    index.rebuild([document()], 1)
    index.apply([document()], (), 2)
    subprocess.run(["rm", "-r", str(folder)], check=True)
    for call in CALLS:
        with pytest.raises(IndexLost):
            call(index)  # type: ignore[no-untyped-call]
    index.rebuild([document()], 3)
    index.apply([document()], (), 4)
    assert index.health() == Health(2, 4)


def _put(path: Path, content: bytes) -> None:
    """Another file in the place of one that may be mapped: who reads it there reads the old one."""
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / CURRENT).write_text("{"),
        lambda folder: (folder / CURRENT).write_text(
            f'{{"generation": "g000009", "shape": {SHAPE}}}'
        ),
        lambda folder: (folder / CURRENT).write_text('{"generation": "g000001", "shape": 0}'),
        lambda folder: next(folder.glob("g*/meta.json")).write_text("{}"),
        lambda folder: [path.unlink() for path in folder.glob("g*/*.idx")],
        lambda folder: [_put(path, b"x" * 60) for path in folder.glob("g*/*.term")],
        lambda folder: [_put(path, b"") for path in folder.glob("g*/*.store")],
    ],
)
def test_damage_is_told_and_rebuilding_heals(folder: Path, opened: Opened, damage: object) -> None:
    first = opened()
    first.rebuild([document("Choir", points=(SALE,))], 1)
    first.close()
    damage(folder)  # type: ignore[operator]
    index = opened()
    with pytest.raises(IndexLost):
        ask(index, "choir ")
    index.rebuild([document("Choir")], 2)
    assert ask(index, "choir ").total == 1


def test_one_writes_and_all_see(folder: Path, opened: Opened) -> None:
    one, other = opened(), opened()
    one.rebuild([document()], 1)
    assert other.health() == Health(1, 1)
    one.apply([document(needs=("debt",))], (), 2)
    assert ask(other, facets=FACETS).facets["need"][0].count == 1
    with pytest.raises(IndexBusy):
        other.apply([document()], (), 3)
    with pytest.raises(IndexBusy):
        other.rebuild([], 3)
    one.release()
    other.apply([document()], (), 3)
    assert one.health() == Health(3, 3)
    other.rebuild([document(needs=("food",))], 4)
    assert one.health() == Health(1, 4)
    assert ask(one, facets=FACETS).facets["need"][0].value == "food"


def test_who_takes_over_has_to_ask_for_the_position_first(opened: Opened) -> None:
    """Another wrote since we asked: what we were about to write may be older than that."""
    ours, theirs = opened(), opened()
    ours.rebuild([], 5)
    ours.release()
    assert ours.position() == 5
    theirs.apply([document()], (), 9)
    theirs.close()
    with pytest.raises(IndexBusy, match="ask for the position again"):
        ours.apply((), [id_of(1)], 7)
    assert ours.position() == 9
    ours.apply((), (), 10)
    assert ours.health() == Health(1, 10)


def test_the_position_never_goes_back(folder: Path, opened: Opened) -> None:
    index = opened()
    index.rebuild([], 7)
    index.apply([document()], (), 3)
    assert index.position() == 7


def test_a_killed_writer_leaves_position_and_content_of_one_moment(
    folder: Path, opened: Opened
) -> None:
    """The process dies after adding thousands of rows and before they count."""
    first = opened()
    first.rebuild([document()], 1)
    first.close()
    program = f"""
        import os
        from pathlib import Path
        from search.embedded import EmbeddedIndex
        from tests.fixtures.search import document

        def documents():
            for number in range(3000):
                yield document(f"Group {{number}}", description="words " * 200)
            os._exit(9)

        EmbeddedIndex(Path({str(folder)!r})).apply(documents(), (), 2)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False)
    assert done.returncode == 9
    index = opened()
    assert index.health() == Health(1, 1)
    index.apply([document()], (), 2)
    assert index.health() == Health(2, 2)


def test_a_killed_rebuild_leaves_the_old_index_and_its_rubbish_goes(
    folder: Path, opened: Opened
) -> None:
    first = opened()
    first.rebuild([document()], 1)
    first.close()
    (folder / "g000099").mkdir()
    (folder / "g000099" / "half.idx").write_bytes(b"half")
    index = opened()
    assert index.health() == Health(1, 1)
    index.rebuild([document()], 2)
    assert len(list(folder.glob("g*"))) == 1


def test_value_sets_are_kept_over_many_openings(folder: Path, opened: Opened) -> None:
    first = opened()
    first.rebuild([document(needs=("debt",))], 1)
    first.close()
    for number, need in enumerate(("food", "debt", "housing"), start=2):
        index = opened()
        index.apply([document(needs=(need,), points=(SALE,))], (), number)
        index.close()
    page = ask(opened(), lat=SALE[0], lon=SALE[1], within_m=5.0, facets=("need",), now=NOW)
    assert {f.value: f.count for f in page.facets["need"]} == {"food": 1, "debt": 1, "housing": 1}


def test_an_id_that_is_no_uuid_is_refused_and_nothing_written(folder: Path, opened: Opened) -> None:
    index = opened()
    index.rebuild([], 1)
    with pytest.raises(ValueError, match="badly formed"):
        index.apply([document(), document(id="seventeen")], (), 2)
    assert index.health() == Health(0, 1)


def test_more_ties_than_are_sorted_still_page_without_repetition(
    folder: Path, opened: Opened
) -> None:
    index = opened()
    index.rebuild([document("Library", id=id_of(n)) for n in range(1, 400)], 1)
    pages = [ask(index, "library ", limit=50, offset=at) for at in range(0, 400, 50)]
    ids = [hit.id for page in pages for hit in page.hits]
    assert ids == [id_of(n) for n in range(1, 400)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("debt", "debt", 0),
        ("debt", "dbet", 1),
        ("debt", "det", 1),
        ("debt", "debits", 2),
        ("debt", "cart", 3),
        ("a", "abcdef", 3),
    ],
)
def test_slips_are_counted_up_to_a_limit(one: str, other: str, expected: int) -> None:
    assert slips(one, other, 2) == expected
    assert slips(other, one, 2) == expected
