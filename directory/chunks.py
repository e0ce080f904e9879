"""Long lists of ids, cut to what one statement can hold."""

from collections.abc import Iterator, Sequence

CHUNK = 500


def chunks(ids: Sequence[str], size: int = CHUNK) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
