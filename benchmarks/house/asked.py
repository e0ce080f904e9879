"""The kinds of questions that every side is asked, seeded."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from string import ascii_lowercase

from benchmarks.listings import SEED
from benchmarks.questions import FACETS, NOW, questions
from search.query import Query

TEXT, PREFIX, TYPO = "text", "prefix", "typo"
BEST_NEAR, NEAREST = "text, 5 miles, best first", "text, 5 miles, nearest first"
FILTERS, FACETED = "filters, nearest first", "text with facets"
COMMON, COMMON_NEAR = "common words", "common words, 5 miles"
KINDS = (TEXT, PREFIX, TYPO, BEST_NEAR, NEAREST, FILTERS, FACETED, COMMON, COMMON_NEAR)
PLACED = frozenset((BEST_NEAR, NEAREST, FILTERS, COMMON_NEAR))
COMMON_WORDS = (
    "support", "people", "group", "volunteers", "help", "council", "support for people",
    "group for people", "help from volunteers", "council support", "people who need help",
)  # fmt: skip
SHORTEST_MISSPELT, MOST_RESULTS = 6, 30


def asked(kind: str, count: int, seed: int = SEED) -> list[Query]:
    """`count` questions of one of KINDS, the same for the same seed; points as the API has them.

    None is asked twice, since answers may be remembered.
    """
    made = [_rounded(query) for query in _MAKERS[kind](count, Random(f"{kind}:{seed}"))]
    return list(_each_once(made))


def warming(kind: str, count: int) -> list[Query]:
    """Questions to ask before, none of which is among those of `asked`."""
    return [replace(query, limit=MOST_RESULTS) for query in asked(kind, count)]


def _each_once(made: Sequence[Query]) -> Iterator[Query]:
    """The same questions, those that come again for one listing fewer."""
    before = Counter[Query]()
    for query in made:
        yield replace(query, limit=max(1, query.limit - before[query]))
        before[query] += 1


def _rounded(query: Query) -> Query:
    return replace(
        query,
        lat=None if query.lat is None else round(query.lat, 5),
        lon=None if query.lon is None else round(query.lon, 5),
        within_m=None if query.within_m is None else round(query.within_m),
    )


def _plain(kind: str, count: int) -> list[Query]:
    return [replace(query, facets=()) for query in questions(kind, count)]


def _unfinished(query: Query, random: Random) -> Query:
    """The last word is broken off after three letters or more, so that it is still being typed."""
    *before, last = query.words.split()
    letters = random.randint(min(3, len(last)), max(3, len(last) - 1))
    return replace(query, words=" ".join((*before, last[:letters])))


def _misspelt(query: Query, random: Random) -> Query:
    """One letter of the longest word is left out, doubled, changed for another or swapped."""
    said = query.words.split()
    at = max(range(len(said)), key=lambda number: len(said[number]))
    word = said[at]
    spot = random.randint(1, len(word) - 2)
    other = random.choice(ascii_lowercase)
    said[at] = random.choice(
        (
            word[:spot] + word[spot + 1 :],
            word[:spot] + word[spot] + word[spot:],
            word[:spot] + other + word[spot + 1 :],
            word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :],
        )
    )
    return replace(query, words=" ".join(said))


def _misspellable(count: int) -> list[Query]:
    many = _plain("text", 4 * count)
    return [one for one in many if len(max(one.words.split(), key=len)) >= SHORTEST_MISSPELT][
        :count
    ]


def _common(count: int, random: Random) -> list[Query]:
    return [Query(now=NOW, words=random.choice(COMMON_WORDS)) for _ in range(count)]


def _common_near(count: int, random: Random) -> list[Query]:
    near = _plain("text and radius", count)
    return [replace(one, words=random.choice(COMMON_WORDS)) for one in near]


def _nearest(count: int, _random: Random) -> list[Query]:
    return [replace(one, sort="distance") for one in _plain("text and radius", count)]


_MAKERS: dict[str, Callable[[int, Random], list[Query]]] = {
    TEXT: lambda count, _: _plain("text", count),
    PREFIX: lambda count, random: [_unfinished(one, random) for one in _plain("text", count)],
    TYPO: lambda count, random: [_misspelt(one, random) for one in _misspellable(count)],
    BEST_NEAR: lambda count, _: _plain("text and radius", count),
    NEAREST: _nearest,
    FILTERS: lambda count, _: _plain("nearest with filters", count),
    FACETED: lambda count, _: [replace(one, facets=FACETS) for one in _plain("text", count)],
    COMMON: _common,
    COMMON_NEAR: _common_near,
}
