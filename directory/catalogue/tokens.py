"""Words and marks as single tokens of one inverted index, and what is asked of it.

Words are stems of letters and digits; a mark is a digest behind an underscore, which no word has.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

LONGEST = 200


@lru_cache(maxsize=65_536)
def mark_token(mark: str) -> str:
    """The token of a mark such as "category:food-bank"."""
    return "_" + blake2b(mark.encode(), digest_size=8).hexdigest()


def tokens(stems: Iterable[str], marks: Iterable[str]) -> list[str]:
    """Each token of a service once, as both databases can hold it."""
    return sorted({word[:LONGEST] for word in stems}.union(map(mark_token, marks)))


def stored(found: Sequence[str], *, sqlite: bool) -> str:
    """Tokens as a row holds them: apart by spaces, or as PostgreSQL spells a tsvector."""
    return " ".join(found) if sqlite else " ".join(f"'{token}'" for token in found)


def all_of(expressions: Iterable[str], *, sqlite: bool) -> str:
    """An expression that wants each of others."""
    return (" AND " if sqlite else " & ").join(f"({one})" for one in expressions)


def any_of(expressions: Iterable[str], *, sqlite: bool) -> str:
    """An expression that wants at least one of others."""
    return (" OR " if sqlite else " | ").join(f"({one})" for one in expressions)


def one(token: str, *, sqlite: bool, prefix: bool = False) -> str:
    """An expression that wants a token, or any that begins so."""
    cut = "".join(letter for letter in token if letter.isalnum() or letter == "_")[:LONGEST] or "_"
    if sqlite:
        return f'"{cut}"*' if prefix else f'"{cut}"'
    return f"'{cut}':*" if prefix else f"'{cut}'"
