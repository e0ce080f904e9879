"""What something takes."""

from collections.abc import Callable
from time import perf_counter


def milliseconds(act: Callable[[], object]) -> float:
    """Of doing it once, by the clock."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
