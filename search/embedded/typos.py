"""Words of the index spelt nearly like a given one: one slip from five letters, two from nine."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from tantivy import Query as Clause

from search.embedded.facts import fact_of
from search.embedded.schema import ALL, SCHEMA, WORDS
from search.facts.fact import WORDED
from search.slips import LONGEST, ONE_SLIP, TWO_SLIPS, slips
from search.tokens import stems_of_guesses

_MOST = 5
_SAMPLE = 60
_LETTERS = ascii_lowercase
_HEAD = 4
"""Letters that most candidates have in common: stems that begin so are asked for at one go."""


def spelled_nearly(searcher: Any, word: str) -> tuple[str, ...]:
    """The likeliest words that a misspelt one was meant for, the nearest and commonest first."""
    if not ONE_SLIP <= len(word) <= LONGEST or word.isdigit():
        return ()
    head = word[:_HEAD]
    found = _by_frequency(searcher, head, set(_one_slip(word)) - {word})
    if not found and len(word) >= TWO_SLIPS:
        found = _by_frequency(searcher, head, _two_slips(searcher, word))
    return tuple(found[:_MOST])


def _by_frequency(searcher: Any, head: str, candidates: set[str]) -> list[str]:
    """Those that listings have, or of which they have another word of the stem; commonest first.

    Where no listing has the stem none has the word, and most are no words at all.
    """
    tried = list(candidates)
    alike = dict(searcher.terms_with_prefix(ALL, head))
    counted: list[tuple[int, str]] = []
    for word, stemmed in zip(tried, stems_of_guesses(tried), strict=True):
        known = stemmed.startswith(head)
        of_stem = alike.get(stemmed) if known else searcher.doc_freq(ALL, stemmed)
        if of_stem:
            counted.append((-(searcher.doc_freq(WORDS, word) or of_stem), word))
    return [word for _, word in sorted(counted)]


def _one_slip(word: str) -> Iterator[str]:
    """Every word that is one letter left out, put in, changed or swapped away."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for head, tail in halves:
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def _two_slips(searcher: Any, word: str) -> set[str]:
    """Words two slips away, from a sample of the listings that have one."""
    near = Clause.fuzzy_term_query(SCHEMA, WORDS, word, 2, True)
    sample = searcher.search(near, limit=_SAMPLE, count=False)
    found: set[str] = set()
    for _, address in sample.hits:
        fact = fact_of(searcher, address)
        found.update(word for field in WORDED for word in getattr(fact, field).split())
    return {other for other in found if 0 < slips(word, other, 2) <= 2}
