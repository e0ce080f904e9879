"""What was worked out of words before, kept for the next question with the same words.

What holds a digit may be of somebody's postcode and is kept nowhere.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeAlias, TypeVar

Said: TypeAlias = "str | tuple[Said, ...]"
S = TypeVar("S", bound=Said)
T = TypeVar("T")
_MOST = 4_096


def kept(build: Callable[[S], T]) -> Callable[[S], T]:
    """The same function, which builds but once for what is made of letters."""
    remembered = lru_cache(maxsize=_MOST)(build)

    @wraps(build)
    def found(said: S) -> T:
        return remembered(said) if is_of_letters(said) else build(said)

    return found


def is_of_letters(said: Said) -> bool:
    """Whether there is nothing but letters in it."""
    if isinstance(said, str):
        return said.replace(" ", "").isalpha()
    return all(map(is_of_letters, said))
