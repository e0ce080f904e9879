"""Names of places made comparable: case, accents, hyphens and the dot of "St." do not count."""

import re
import unicodedata

LONGEST_ASKED = 120
LONGEST_SHOWN = 80
_SILENT = re.compile("[’'‘ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r" (?:upon|under|on|in|by|next|super|cum) ")
_WORDS_MEANT = {"saint": "st"}


def fold(text: str) -> str:
    """The key of a name: `"St. Annes-on-the-Sea"` gives `"st annes on the sea"`."""
    apart = unicodedata.normalize(
        "NFKD", _SILENT.sub("", text[:LONGEST_ASKED]).replace("&", " and ")
    )
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return " ".join(_WORDS_MEANT.get(word, word) for word in _WORD.findall(plain))


def short_forms(name: str, others: list[str]) -> set[str]:
    """Keys by which a longer name goes too: "Ashton" for Ashton-under-Lyne, "Hull" for its city.

    What stands before a joining word or a comma, and such other names as are words of the name.
    """
    key = fold(name)
    forms = {_JOINED.split(key)[0], fold(name.split(",")[0])}
    forms |= {other for other in map(fold, others) if f" {other} " in f" {key} "}
    return forms - {key, ""}


def shown(text: str) -> str:
    """What was asked, fit to be shown: no control characters, no half letters, 80 at the most."""
    whole = text[:LONGEST_SHOWN].encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else " " for letter in whole).strip()
