"""Words as they are compared: small letters, no accents or apostrophes, and their English stems."""

import re
from functools import lru_cache
from string import ascii_uppercase
from threading import Lock
from typing import Any
from unicodedata import combining, normalize

import Stemmer

_MOST_STEMS = 100_000
"""Some 200 bytes each: 20 MB, which hold the words of any directory and many that nobody has."""
_APOSTROPHES = "'’‘ʼ`´′＇"
_SAME = {
    **dict.fromkeys(map(ord, _APOSTROPHES)),
    **dict.fromkeys(map(ord, "‐‑–"), "-"),
    **{ord(letter): letter.lower() for letter in ascii_uppercase},
}
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
_SAME_AND_APART = {**_APART, **_SAME}
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text in small letters, without accents and apostrophes, its hyphens all of one kind."""
    if text.isascii():
        return text.translate(_SAME)
    text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return text.translate(_SAME).casefold()


def _split(plain: str) -> list[str]:
    return plain.translate(_APART).split() if plain.isascii() else _WORD.findall(plain)


def words(text: str) -> list[str]:
    """The folded words; of one with hyphens its parts, and at the end of all the joined word."""
    if text.isascii() and "-" not in text:
        return text.translate(_SAME_AND_APART).split()
    plain = folded(text)
    found = _split(plain)
    if "-" in plain:
        found += [joined for joined, _ in hyphenated(plain)]
    return found


def hyphenated(plain: str) -> list[tuple[str, list[str]]]:
    """Words with hyphens in a folded text: joined, and in parts (`("dropin", ["drop", "in"])`)."""
    found = ((chunk, _split(chunk)) for chunk in plain.split() if "-" in chunk)
    return [("".join(parts), parts) for _, parts in found if len(parts) > 1]


class _Stems(dict[str, str]):
    """Stems seen so far; the stemmer itself serves one thread at a time.

    What holds a digit may be of somebody's postcode and is not kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stemmer: Any = Stemmer.Stemmer("english", 0)
        self._lock = Lock()

    def __missing__(self, word: str) -> str:
        stemmed = self.of_guess(word)
        if word.isalpha():
            with self._lock:
                if len(self) >= _MOST_STEMS:
                    self.clear()
                self[word] = stemmed
        return stemmed

    def of_guess(self, word: str) -> str:
        """The stem of a word that may be none, and of which nothing is kept."""
        with self._lock:
            stemmed: str = self._stemmer.stemWord(word)
            return stemmed

    def of_guesses(self, some: list[str]) -> list[str]:
        """The same of many, in their order and in a third of the time."""
        with self._lock:
            stemmed: list[str] = self._stemmer.stemWords(some)
            return stemmed


_stems = _Stems()
stem = _stems.__getitem__
"""The English stem of a folded word (Snowball)."""
stem_of_guess = _stems.of_guess
"""The same of one of hundreds of spellings that are tried, most of them no words."""
stems_of_guesses = _stems.of_guesses
"""The same of all of them."""


def stems(found: list[str]) -> list[str]:
    """The stem of each folded word, in the same order."""
    return list(map(stem, found))


@lru_cache(maxsize=4096)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a short text's words."""
    return tuple(map(stem, words(text)))
