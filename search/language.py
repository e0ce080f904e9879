"""How a searcher's words are read: without stop words, with synonyms, the last unfinished."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.slips import nearest
from search.tokens import folded, hyphenated, stem, stems_of, words

MOST_CHARACTERS = 1_000
MOST_WORDS = 12
_MOST_SLIPS = 1_024

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One word asked for: as folded, its stem, and phrases of stems that would do as well.

    A phrase whose parts say nothing alone ("no friends") is one word with spaces, which no
    listing has as such.
    """

    text: str
    stem: str
    instead: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a searcher's words ask for; `unfinished` when the last may be the start of a word."""

    words: tuple[Word, ...] = ()
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class _Synonym:
    """Who says all of `said` may also mean any one phrase of `meant`."""

    said: frozenset[str]
    meant: tuple[Phrase, ...]


class Language:
    """Stop words and synonyms, ready for use; the same for every engine."""

    def __init__(
        self,
        stop_words: Iterable[str],
        asking_words: Iterable[str],
        lines: Iterable[tuple[str, str]],
    ) -> None:
        """`lines` are pairs of phrases: who says the first may also mean the second.

        Asking words ("help", "no") are left out as stop words are, but count inside a phrase.
        """
        self._stop_words = frozenset(stop_words)
        asking = frozenset(asking_words)
        self._left_out = self._stop_words | asking
        self._asking_stems = frozenset(map(stem, asking))
        meant: dict[frozenset[str], list[Phrase]] = {}
        self._known: set[str] = set()
        for said, also in lines:
            self._known.update(words(said))
            meant.setdefault(frozenset(self._phrase(said)), []).append(self._phrase(also))
        self._nearest = lru_cache(_MOST_SLIPS)(lambda word: nearest(word, self._known))
        self._synonyms: dict[str, list[_Synonym]] = {}
        for key, phrases in meant.items():
            if key:
                synonym = _Synonym(key, tuple(dict.fromkeys(p for p in phrases if p)))
                self._synonyms.setdefault(min(key), []).append(synonym)

    def _phrase(self, text: str) -> Phrase:
        content = [word for word in words(text) if word not in self._stop_words]
        return stems_of(" ".join(content))

    def read(self, text: str) -> Reading:
        """The words of `text` that count, each once, twelve at most.

        Stop words count only where nothing else was said. A text without any letter or digit
        asks for nothing in particular. A space at the end says that the last word is finished.
        """
        text = text[:MOST_CHARACTERS]
        hyphened = dict(hyphenated(folded(text)))
        said = list(dict.fromkeys(_asked(text, hyphened)))
        telling = [word for word in said if word not in self._stop_words]
        found = self._found({stem(word) for word in telling})
        whole = [synonym for synonym in found if synonym.said & self._asking_stems]
        parts = [synonym for synonym in found if synonym not in whole]
        read = [self._word(word, hyphened.get(word), parts) for word in self._content(said, whole)]
        read = [*(_whole(synonym, telling) for synonym in whole), *read][:MOST_WORDS]
        ends = bool(read) and text[-1:].isalnum() and said[-1] == read[-1].text
        return Reading(tuple(read), unfinished=ends and read[-1].text not in hyphened)

    def respelt(self, text: str) -> dict[str, str]:
        """Words of `text` that are slips of words we have synonyms for, and those words."""
        said = [word for word in words(text[:MOST_CHARACTERS]) if word not in self._known]
        meant = ((word, self._meant(word)) for word in dict.fromkeys(said[:MOST_WORDS]))
        return {word: other for word, other in meant if other}

    def _meant(self, word: str) -> str | None:
        """The word that a slip was meant for; what holds a digit is not remembered."""
        return self._nearest(word) if word.isalpha() else nearest(word, self._known)

    def _content(self, said: list[str], whole: list[_Synonym]) -> list[str]:
        """The words that are looked for one by one, stop words if there are no others."""
        taken = frozenset().union(*(synonym.said for synonym in whole))
        content = [w for w in said if w not in self._left_out and stem(w) not in taken]
        if content or whole:
            return content
        return [word for word in said if word not in self._stop_words] or said

    def _found(self, asked: set[str]) -> list[_Synonym]:
        near = (self._synonyms.get(word, ()) for word in sorted(asked))
        found = [synonym for some in near for synonym in some if synonym.said <= asked]
        return [s for s in found if not any(s.said < other.said for other in found)]

    def _word(self, word: str, parts: Sequence[str] | None, found: list[_Synonym]) -> Word:
        own = stem(word)
        phrases = [phrase for s in found if own in s.said for phrase in s.meant]
        if parts:
            phrases.insert(0, tuple(map(stem, parts)))
        return Word(word, own, tuple(p for p in dict.fromkeys(phrases) if own not in p))


def _whole(synonym: _Synonym, telling: list[str]) -> Word:
    """A phrase like "no friends", of which no part may be looked for without the others."""
    said = [word for word in telling if stem(word) in synonym.said]
    stems = tuple(map(stem, said))
    return Word(" ".join(said), " ".join(stems), (stems, *synonym.meant))


def _asked(text: str, hyphened: dict[str, list[str]]) -> Iterator[str]:
    """The words of a text in order, those with hyphens joined."""
    plain = folded(text)
    for chunk in plain.split():
        joined = hyphenated(chunk)
        yield from (word for word, _ in joined) if joined else words(chunk)
