"""When two names are certainly the same name, and when a name says nothing."""

import re
import unicodedata
from functools import lru_cache

PLACEHOLDERS = frozenset(
    {"na", "n a", "none", "null", "nil", "unknown", "not known", "tbc", "tba", "test", "xxx"}
    | {"untitled", "no name", "name", "various", "to be confirmed", "to be advised"}
    | {"not applicable"}
)
SHORTEST_NAME = 3

_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65_536)
def normalised(name: str) -> str:
    """A name without case, accents, punctuation, a leading "the", or "&" for "and"."""
    plain = name.lower() if name.isascii() else _without_accents(name)
    words = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", plain).replace("&", " and ")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _without_accents(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def says_nothing(name: str) -> bool:
    """True for placeholders such as "NA" and for names too short to identify anything."""
    plain = normalised(name)
    return len(plain.replace(" ", "")) < SHORTEST_NAME or plain in PLACEHOLDERS
