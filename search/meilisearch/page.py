"""A page of what was found: distances, reasons, facets in their order."""

from collections.abc import Sequence

from search.asked import Asked
from search.index import Hit, Match, Page, Query
from search.meilisearch.asker import Asker
from search.meilisearch.counting import ranked
from search.meilisearch.found import Found
from search.meilisearch.wording import Attempt
from search.reasons import Reasons


def page_of(asker: Asker, query: Query, attempt: Attempt, found: Found) -> Page:
    """What was found by one attempt, as a page."""
    reasons = Reasons(attempt.asked)
    shown = {row.finger: row.id for row in found.rows}
    cards = asker.cards(shown) if attempt.asked else {}
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


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)
