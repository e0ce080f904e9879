"""What is kept is bounded, counted once, and let go of in the order in which it was asked for."""

from random import Random

import pytest

from runtime.bounded import Bounded

MOST = 100


def _bytes_of(key: str, thing: bytes) -> int:
    return len(key) + len(thing)


@pytest.fixture
def kept() -> Bounded[bytes]:
    return Bounded(MOST, _bytes_of)


def _counted(kept: Bounded[bytes]) -> int:
    return sum(_bytes_of(key, thing) for key, thing in kept.items())


def test_what_was_not_asked_for_longest_goes_first(kept: Bounded[bytes]) -> None:
    kept.update({"a": b"1" * 30, "b": b"2" * 30, "c": b"3" * 30})
    assert kept.asked("a") == b"1" * 30
    kept["d"] = b"4" * 30
    assert list(kept) == ["c", "a", "d"]
    kept["e"] = b"5" * 60
    assert list(kept) == ["d", "e"]


def test_only_asking_keeps_a_thing_longer(kept: Bounded[bytes]) -> None:
    kept.update({"a": b"1" * 40, "b": b"2" * 40})
    assert "a" in kept
    assert kept["a"] == kept.get("a") == b"1" * 40
    kept["c"] = b"3" * 40
    assert list(kept) == ["b", "c"]


def test_a_thing_that_is_replaced_counts_once_and_is_the_newest(kept: Bounded[bytes]) -> None:
    kept.update({"a": b"1" * 40, "b": b"2" * 40})
    kept["a"] = b"3" * 50
    assert kept.bytes == _counted(kept) == 92
    assert list(kept) == ["b", "a"]
    kept["a"] = b""
    assert kept.bytes == _counted(kept) == 42


@pytest.mark.parametrize(("size", "taken"), [(MOST - 1, True), (MOST, False)])
def test_what_is_larger_than_the_bound_is_not_taken(
    kept: Bounded[bytes], size: int, taken: bool
) -> None:
    kept["a"] = b"1" * size
    assert ("a" in kept, kept.bytes) == (taken, MOST if taken else 0)


def test_what_is_too_large_costs_nothing_but_what_it_would_replace(kept: Bounded[bytes]) -> None:
    kept.update({"a": b"1" * 40, "b": b"2" * 40})
    kept["a"] = b"3" * MOST
    assert dict(kept) == {"b": b"2" * 40}
    assert kept.bytes == 41


def test_what_is_let_go_of_is_not_counted(kept: Bounded[bytes]) -> None:
    kept.update({"a": b"1" * 20, "b": b"2" * 30})
    assert kept.pop("a", None) == b"1" * 20
    assert kept.pop("a", None) is None
    assert kept.asked("a") is None
    assert kept.bytes == 31
    kept.clear()
    assert (len(kept), kept.bytes) == (0, 0)


@pytest.mark.parametrize("seed", range(10))
def test_the_newest_that_fit_are_kept_whatever_is_done(kept: Bounded[bytes], seed: int) -> None:
    random, plain = Random(seed), list[tuple[str, bytes]]()
    for _ in range(500):
        key = random.choice("abcdefgh")
        there = [one for one in plain if one[0] == key]
        rest = [one for one in plain if one[0] != key]
        match random.randrange(4):
            case 0:
                assert kept.asked(key) == (there[0][1] if there else None)
                plain = rest + there
            case 1:
                assert kept.pop(key, None) == (there[0][1] if there else None)
                plain = rest
            case _:
                kept[key] = thing = b"x" * random.randrange(MOST + 20)
                plain = _newest([*rest, (key, thing)] if len(thing) < MOST else rest)
        assert list(kept.items()) == plain
        assert kept.bytes == _counted(kept) <= MOST


def _newest(of: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    while sum(_bytes_of(*one) for one in of) > MOST:
        of = of[1:]
    return of


def test_what_is_put_by_goes_first_and_takes_nobodys_place(kept: Bounded[bytes]) -> None:
    kept["a"] = b"1" * 40
    assert kept.put_by("b", b"2" * 30)
    assert not kept.put_by("c", b"3" * 40)
    assert (list(kept), kept.bytes, _counted(kept)) == (["b", "a"], 72, 72)
    kept["d"] = b"4" * 30
    assert list(kept) == ["a", "d"]


def test_what_is_put_by_does_not_replace_what_is_kept(kept: Bounded[bytes]) -> None:
    kept["a"] = b"1" * 40
    assert kept.put_by("a", b"2" * 10)
    assert (kept["a"], kept.bytes) == (b"1" * 40, 41)


def test_what_is_put_by_and_asked_for_stays_longer(kept: Bounded[bytes]) -> None:
    kept.put_by("a", b"1" * 40)
    kept.put_by("b", b"2" * 40)
    assert kept.asked("b") == b"2" * 40
    kept["c"] = b"3" * 40
    assert list(kept) == ["b", "c"]
