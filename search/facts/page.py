"""A page of what was found: distances, reasons, facets in their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from search.asked import Asked
from search.cards import Card
from search.facts.columns import Numbers
from search.facts.fact import LONGEST_WORD, WORDED
from search.facts.found import Found
from search.facts.some import Some
from search.facts.table import Told
from search.forgiving import Way
from search.index import Hit, Match, Page, Query
from search.reasons import Reasons
from search.tallies import ranked

KnownBy = Callable[[Sequence[str]], Some]
"""The listings of some fingers, but for those that have gone."""

Begun = Callable[[Some, tuple[str, ...]], Numbers]
"""The numbers of all words of listings that begin in one of some ways, and perhaps of others."""

Answered = tuple[tuple[Match, ...], Sequence[str]]
"""What of a listing answers, and the words that nothing answers."""

_NO_ANSWER: Answered = ((), ())


def page_of(
    known_by: KnownBy, query: Query, attempt: Way, found: Found, begun: Begun = Some.begun
) -> Page:
    """What was found by one attempt, as a page."""
    answered: Mapping[str, Answered] = {}
    if attempt.asked and found.rows:
        some = known_by([row.finger for row in found.rows])
        answered = _answered(some, attempt.asked, begun)
    lacked = {word for row in found.rows for word in answered.get(row.finger, _NO_ANSWER)[1]}
    return Page(
        tuple(
            Hit(row.id, row.score, row.distance_m, answered.get(row.finger, _NO_ANSWER)[0])
            for row in found.rows
        ),
        found.total,
        total_is_exact=found.exact,
        facets=ranked({facet: found.facets.get(facet, {}) for facet in query.facets}),
        facets_are_exact=found.exact,
        corrected=attempt.corrected,
        all_words=attempt.complete,
        lacking=() if attempt.complete else _in_order(attempt.asked, lacked),
    )


def _answered(some: Some, asked: Sequence[Asked], begun: Begun) -> Mapping[str, Answered]:
    """By fingers. Listings of which the same of these words are heard are looked at once."""
    table, reasons = some.table, Reasons(asked)
    stems = dict.fromkeys(stemmed for one in asked for stemmed in _stems(one))
    numbers = [number for stemmed in stems for number in table.words.of_stem(stemmed)]
    letters = tuple(letters for one in asked for letters in one.beginnings)
    if letters:
        numbers += begun(some, letters).tolist()
    heard = table.heard(some.rows, numbers)
    told = {one: reasons.of(_card(table.told(one))) for one in dict.fromkeys(heard)}
    fingers = (table.fingers[row] for row in some.rows.tolist())
    return {finger: told[one] for finger, one in zip(fingers, heard, strict=True)}


def _card(told: Told) -> Card:
    """A card with those words alone that may be a reason."""
    return Card("", (), *(" ".join(said) for said in told[: len(WORDED) - 1]))


def _stems(one: Asked) -> Iterator[str]:
    yield from (stemmed[:LONGEST_WORD] for stemmed in one.stems())
    yield from (stemmed for phrase in one.word.instead for stemmed in phrase)


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)
