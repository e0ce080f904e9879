"""A set that is small answers as a set does."""

from hypothesis import given
from hypothesis import strategies as st

from harvesters.feeds.seen import Seen


@given(st.lists(st.text(max_size=6), max_size=200))
def test_as_a_set_does(texts: list[str]) -> None:
    seen, known = Seen(), set()
    for text in texts:
        assert seen.add(text) is (text not in known)
        known.add(text)
        assert len(seen) == len(known)


def test_many_stay_apart() -> None:
    seen = Seen()
    assert all(seen.add(f"id-{number}") for number in range(50_000))
    assert not any(seen.add(f"id-{number}") for number in range(50_000))
    assert len(seen) == 50_000
