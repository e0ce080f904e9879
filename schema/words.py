"""How words are compared: without case, accents, punctuation or a plural's last letter."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_BETWEEN = re.compile(r"[^a-z0-9]+")
_STEPS = re.compile(r"\s*>\s*")
_PARTS = re.compile(r"\s*[/,;|()]\s*|\s+(?:-|–)\s+")


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """`"Children’s Centres & Hubs"` becomes `"childrens centres and hubs"`."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", letters.replace("'", "").replace("’", "")).strip()


def _singular(phrase: str) -> str:
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase


def spellings(text: str) -> Iterator[str]:
    """What `text` may be looked up as: whole, then the finest step of `A>B` first, in parts."""
    steps = _STEPS.split(text)[::-1]
    for part in [text, *(part for step in steps for part in (step, *_PARTS.split(step)))]:
        phrase = normal(part)
        if phrase:
            yield phrase
            yield _singular(phrase)
