"""Numbers of what is said again and again."""

from collections.abc import Callable, Sequence


def numbers_of(known: dict[str, int], said: Sequence[str], make: Callable[[str], int]) -> list[int]:
    """The numbers of words or values, in their order; `make` gives that of one which has none yet.

    What is known is looked up without a step of Python: of millions, that is most of the time.
    """
    found = [*map(known.get, said)]
    if None not in found:
        return found  # type: ignore[return-value]
    for one in said:
        if one not in known:
            known[one] = make(one)
    return [known[one] for one in said]
