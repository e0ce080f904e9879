"""A page of what was found: distances, reasons, facets in their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from search.asked import Asked
from search.cards import Card
from search.forgiving import Way
from search.index import Hit, Match, Page, Query
from search.meilisearch import shape
from search.meilisearch.facts import WORDED
from search.meilisearch.found import Found, Placed
from search.meilisearch.held import Some
from search.reasons import Reasons
from search.tallies import ranked

KnownBy = Callable[[Sequence[str]], Some]
"""The listings of some fingers, but for those that have gone."""


def page_of(known_by: KnownBy, query: Query, attempt: Way, found: Found) -> Page:
    """What was found by one attempt, as a page."""
    reasons = Reasons(attempt.asked)
    cards = _cards(known_by, attempt.asked, found.rows) if attempt.asked and found.rows else {}
    hits, lacked = [], set[str]()
    for row in found.rows:
        matched: tuple[Match, ...] = ()
        if row.finger in cards:
            matched, unanswered = reasons.of(cards[row.finger])
            lacked.update(unanswered)
        hits.append(Hit(row.id, row.score, row.distance_m, matched))
    return Page(
        tuple(hits),
        found.total,
        total_is_exact=found.exact,
        facets=ranked({facet: found.facets.get(facet, {}) for facet in query.facets}),
        facets_are_exact=found.exact,
        corrected=attempt.corrected,
        all_words=attempt.complete,
        lacking=() if attempt.complete else _in_order(attempt.asked, lacked),
    )


def _cards(known_by: KnownBy, asked: Sequence[Asked], rows: Sequence[Placed]) -> Mapping[str, Card]:
    """By fingers, cards with those words alone that may be a reason; none of what has gone."""
    stems = dict.fromkeys(stemmed for one in asked for stemmed in _stems(one))
    begun = tuple(begun for one in asked for begun in one.beginnings)
    some = known_by([row.finger for row in rows])
    told = some.table.spoken(some.rows, stems, begun)
    fingers = (some.table.fingers[row] for row in some.rows.tolist())
    texts = ([" ".join(said) for said in one[: len(WORDED) - 1]] for one in told)
    return {f: Card(f, (), *said) for f, said in zip(fingers, texts, strict=True)}


def _stems(one: Asked) -> Iterator[str]:
    yield from (stemmed[: shape.LONGEST_WORD] for stemmed in one.stems())
    yield from (stemmed for phrase in one.word.instead for stemmed in phrase)


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)
